/** "Why this node": what the scheduler found out about each node when it placed a Pod. */

import "#lab/later_sentences.js";

import { decisionTable, outcomeWords } from "#lab/cluster/decision_table.js";
import { choose, html, write } from "#lab/room/elements.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

const EVERY_MS = 400;
const NOTHING_YET = gettext("The scheduler has not decided anything yet.");
const DECIDED = new Set(["PodScheduled", "PodUnschedulable", "PodNominated"]);

/** Asks when it is opened, when something was decided, and when another moment or Pod is looked at. */
export class DecisionPanel {
  /**
   * @param {HTMLDetailsElement} root  with `[data-pod]`, `[data-note]` and `[data-table]`
   * @param {import("#lab/room/history_panel.js").Dependencies} dependencies
   */
  constructor(root, { ask, store, chosen }) {
    Object.assign(this, { root, ask, store, wanted: "", askedMs: -Infinity });
    const part = (name) => root.querySelector(`[data-${name}]`);
    [this.pods, this.note, this.table] = [part("pod"), part("note"), part("table")];
    this.pods.addEventListener("change", () => this.#follow(this.pods.value));
    root.addEventListener("toggle", () => this.#want());
    document.addEventListener("chosen", ({ detail }) => this.#takeUp(detail));
    this.#takeUp(chosen()); // before this was opened for the first time
    this.#want();
  }

  /** What is taken up on the bench. @param {string | null} key */
  #takeUp(key) {
    if (key?.startsWith("pod/")) this.#follow(key.slice("pod/".length));
  }

  take(store) {
    const isElsewhere = store.epoch !== this.epoch || store.get("room")?.playing === false;
    const stand = isElsewhere ? `${store.epoch} ${store.nowMs}` : this.stand;
    if (stand !== this.stand || store.fresh.some(({ event }) => DECIDED.has(event))) this.#want();
    Object.assign(this, { epoch: store.epoch, stand });
  }

  /** One Pod, or with "" whichever was decided on last. */
  #follow(pod) {
    this.wanted = pod;
    this.#want();
  }

  #want() {
    if (!this.root.open || this.timer) return;
    const waitMs = Math.max(0, this.askedMs + EVERY_MS - performance.now());
    this.timer = setTimeout(() => this.#look(), waitMs);
  }

  async #look() {
    this.askedMs = performance.now();
    const { result, error } = await this.#query("scheduler.decisions", {});
    this.timer = null;
    if (error) return write(this.note, refusalSentence(error));
    const decided = result.answer;
    this.#offer(decided);
    const pod = this.wanted || decided.at(-1)?.pod;
    if (decided.some((one) => one.pod === pod)) return this.#show(pod);
    const words = pod ? gettext("The scheduler has not decided anything about {pod}.") : NOTHING_YET;
    write(this.note, say(words, { pod }));
    return this.table.replaceChildren();
  }

  async #show(pod) {
    const { result } = await this.#query("scheduler.decision", { pod });
    if (!result) return;
    this.root.dataset.loaded = "true";
    write(this.note, outcomeWords(result.answer));
    this.table.replaceChildren(decisionTable(result.answer));
  }

  /** The newest first; each Pod once. */
  #offer(decided) {
    const newest = new Map(decided.map((one) => [one.pod, one]));
    const pods = [...newest.values()].reverse();
    const told = pods.map(({ pod, at_us: atUs }) => `${pod} ${atUs}`).join("\n");
    if (told !== this.offered) {
      this.offered = told;
      const latest = html("option", { value: "", textContent: gettext("whichever was decided on last") });
      const options = pods.map(({ pod, at_us: atUs }) =>
        html("option", { value: pod, textContent: `${pod.replace(/^default\//, "")} · ${clockFace(atUs / 1000)}` }),
      );
      this.pods.replaceChildren(latest, ...options);
    }
    choose(this.pods, newest.has(this.wanted) ? this.wanted : "", String);
  }

  #query(query, args) {
    return this.ask("room.query", { query, args });
  }
}
