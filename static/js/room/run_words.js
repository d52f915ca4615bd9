/** The run in words: what happened so far and why, on the page and, when the run pauses, in the live region. */

import "#lab/later_sentences.js";

import { html, write } from "#lab/room/elements.js";
import { ledgerSentence } from "#lab/room/ledger.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

/** A playhead on its way would ask at every step. */
const REST_MS = 400;
/** Stands for a moment until it becomes a button. */
const MOMENT = "\u0001";

/** What is said of a pause where the run's words are missing. @param {Record<string, number>} [ledger] */
function pausedSentence(ledger) {
  return [gettext("Paused"), ledger ? ledgerSentence(ledger) : ""].filter(Boolean).join(". ");
}

/** The sentences are not needed before the first pause; without them a pause is only told as one. */
async function sentences(own) {
  try {
    return await own.findings();
  } catch {
    return { findingSentence: () => "", momentWords: () => "" };
  }
}

/** Asks for the findings whenever the run stands still somewhere else than before. */
export class RunWords {
  /**
   * @param {HTMLElement} root  with `[data-empty]`, `[data-until]` and `[data-findings]`
   * @param {object} page
   * @param {(command: string, args: object) => Promise<{result?: {findings: object[]}, error?: object}>} page.ask
   * @param {(text: string) => void} page.announce
   * @param {(atMs: number) => void} [page.seek]  moments are buttons that go there; without it they are text
   * @param {boolean} [page.ran]  the run was seen going on before
   * @param {{findings: () => Promise<object>}} page.own  fetches the sentences of the scene
   */
  constructor(root, { ask, announce, seek, ran = false, own }) {
    const part = (name) => root.querySelector(`[data-${name}]`);
    this.root = root;
    this.empty = part("empty");
    this.until = part("until");
    this.list = part("findings");
    this.ask = ask;
    this.own = own;
    this.announce = announce;
    this.seek = seek;
    this.asked = 0;
    this.timer = null;
    this.playing = ran || null;
    this.place = "";
    this.aloud = false;
  }

  /**
   * After each frame. A pause is told aloud, once; where the playhead goes while paused is written only.
   * @param {import("#lab/room/store.js").Store} store
   */
  follow(store) {
    this.store = store;
    const playing = store.get("room")?.playing ?? null;
    const paused = this.playing === true && playing === false;
    this.playing = playing;
    if (playing) this.#drop();
    this.list.toggleAttribute("data-old", playing === true);
    this.#date();
    if (playing !== false) return;
    const place = `${store.epoch} ${store.nowMs} ${store.events.at(-1)?.id}`;
    if (place === this.place && !paused) return;
    this.place = place;
    this.aloud ||= paused;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), paused ? 0 : REST_MS);
  }

  /** Writes what happened until now; a room that does not answer has at least paused. */
  async show() {
    this.asked += 1;
    const { asked } = this;
    const { nowMs } = this.store;
    const asking = [this.ask("room.words", {}), sentences(this.own)];
    const [{ result }, { findingSentence, momentWords }] = await Promise.all(asking);
    if (asked !== this.asked) return;
    const sentenceOf = (finding, written) => findingSentence(finding, this.store, written);
    const findings = (result?.findings ?? []).filter((finding) => sentenceOf(finding));
    this.words = { sentenceOf, momentWords };
    this.#write(findings, nowMs);
    const text = findings.map((finding) => sentenceOf(finding)).join(" ");
    if (this.aloud) this.announce(text || pausedSentence(this.store.get("ledger")));
    this.aloud = false;
  }

  /** What was asked before the run went on is not told any more. */
  #drop() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.aloud = false;
    delete this.root.dataset.told;
  }

  #write(findings, nowMs) {
    this.list.replaceChildren(...findings.map((finding) => this.#item(finding)));
    this.empty.hidden = findings.length > 0;
    for (const element of [this.list, this.until]) element.hidden = !this.empty.hidden;
    this.toldMs = nowMs;
    this.root.dataset.told = nowMs;
    this.#date();
  }

  /** Up to when the words go; while the run goes on they are of before. */
  #date() {
    if (this.toldMs === undefined) return;
    const words = this.playing ? gettext("Up to {time}; pause to bring it up to date") : gettext("Up to {time}");
    write(this.until, say(words, { time: clockFace(this.toldMs) }));
  }

  #item(finding) {
    const { at_us: atUs, values } = finding;
    if (!this.seek || atUs === null) return html("li", { textContent: this.words.sentenceOf(finding) });
    const [first, ...others] = this.words.sentenceOf(finding, () => MOMENT).split(MOMENT);
    const moments = values.moments_us ?? [atUs];
    return html("li", {}, [first, ...others.flatMap((text, at) => [this.#moment(moments[at]), text])]);
  }

  #moment(atUs) {
    const button = html("button", { type: "button", textContent: this.words.momentWords(atUs) });
    button.addEventListener("click", () => this.seek(atUs / 1000));
    return button;
  }
}
