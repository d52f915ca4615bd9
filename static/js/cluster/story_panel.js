/** What happened to one Pod: the one that was taken up last, else the newest. */

import "#lab/later_sentences.js";

import { logLine } from "#lab/room/log.js";
import { write } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

const LINES_MOST = 40;
const EVERY_MS = 700;

/** Asks the run's log, while it is open. */
export class StoryPanel {
  /**
   * @param {HTMLDetailsElement} root  with `[data-note]` and `[data-list]`
   * @param {import("#lab/room/history_panel.js").Dependencies} dependencies
   */
  constructor(root, { ask, seek, store, chosen }) {
    Object.assign(this, { root, ask, seek, store, askedMs: -Infinity, pod: "" });
    [this.note, this.list] = ["note", "list"].map((name) => root.querySelector(`[data-${name}]`));
    root.addEventListener("toggle", () => this.#want());
    document.addEventListener("chosen", ({ detail }) => this.#follow(detail));
    this.#follow(chosen()); // taken up before this was opened for the first time
    this.#want();
  }

  /** Only a Pod; anything else that is taken up leaves the story as it is. @param {string | null} key */
  #follow(key) {
    if (!key?.startsWith("pod/")) return;
    this.pod = key;
    this.#want();
  }

  take(store) {
    const stand = `${store.epoch} ${store.get("room")?.playing ? "" : store.nowMs}`;
    const pod = this.pod.slice("pod/".length);
    const isTold = store.fresh.some(({ data }) => !pod || data.pod === pod || data.key === pod);
    if (stand !== this.stand || isTold) this.#want();
    this.stand = stand;
  }

  #want() {
    if (!this.root.open || this.timer) return;
    const waitMs = Math.max(0, this.askedMs + EVERY_MS - performance.now());
    this.timer = setTimeout(() => this.#look(), waitMs);
  }

  async #look() {
    this.askedMs = performance.now();
    const about = this.pod || newest(this.store);
    const before = { before_us: (this.store.nowMs + 1) * 1000 };
    const { result } = about ? await this.ask("room.log", { about, limit: LINES_MOST, ...before }) : {};
    this.timer = null;
    write(this.note, about ? about.slice("pod/".length) : gettext("There is no Pod yet."));
    const events = result?.events ?? [];
    this.list.replaceChildren(...events.toReversed().map((event) => logLine(event, this.store, this.seek)));
    this.list.hidden = !events.length;
  }
}

/** Of the Pods that are drawn, the one that came last. */
function newest(store) {
  return store.ofKind("pod").at(-1)?.[0] ?? "";
}
