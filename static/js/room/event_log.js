/** The whole log of a run: everything that happened, newest first, by kind and by what it is about. */

import "#lab/later_sentences.js";

import { offerKinds, offerThings } from "#lab/room/event_kinds.js";
import { write } from "#lab/room/elements.js";
import { logLine } from "#lab/room/log.js";
import { LogPages } from "#lab/room/log_pages.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { gettext } from "#lab/room/words.js";

const LINES_A_PAGE = 50;
const PAGES_A_PRESS = 5;
const NEWER_EVERY_MS = 2000;
const LATER_EVERY_MS = 250;

/** Asks for the log when it is opened, a filter changes or more is wanted; what is new comes by itself. */
export class EventLog {
  /**
   * @param {HTMLDetailsElement} root  with `[data-kind]`, `[data-about]`, `[data-order]`, `[data-list]`, `[data-more]`
   *   and `[data-note]`
   * @param {import("#lab/room/history_panel.js").Dependencies} dependencies
   */
  constructor(root, { ask, seek, store, own }) {
    Object.assign(this, { root, ask, seek, store });
    this.choices = own.log();
    const part = (name) => root.querySelector(`[data-${name}]`);
    [this.kind, this.about, this.order] = [part("kind"), part("about"), part("order")];
    [this.list, this.more, this.note] = [part("list"), part("more"), part("note")];
    /** @type {{fact: object, line: HTMLElement}[]} newest first */
    this.lines = [];
    this.newestId = 0;
    this.turn = 0;
    this.laterMs = -Infinity;
    this.#listen();
    if (root.open) this.refresh();
  }

  /** Begins again from the newest event. */
  async refresh() {
    this.turn += 1;
    const { turn } = this;
    this.branch = this.store.get("room")?.branch;
    await this.#offer();
    if (turn !== this.turn) return;
    this.pages = new LogPages(this.ask, this.#filter());
    this.#ask();
    await this.#load({ anew: true });
  }

  /** The kinds once; what there is to ask about changes. */
  async #offer() {
    const { CHOICES } = await this.choices;
    if (this.kind.options.length === 1) offerKinds(this.kind, CHOICES);
    offerThings(this.about, this.store, CHOICES);
  }

  /** After each frame: another branch begins the list again, new events are asked for. */
  take() {
    if (!this.root.open) return;
    if (this.store.get("room")?.branch !== this.branch) return this.refresh();
    const newest = this.store.events.at(-1)?.id ?? 0;
    if (newest > this.newestId && performance.now() - this.askedMs >= NEWER_EVERY_MS) this.#loadNewer();
  }

  /** What lies after the moment shown stands back. */
  showTime(nowMs) {
    const wallMs = performance.now();
    if (!this.root.open || nowMs === this.nowMs || wallMs - this.laterMs < LATER_EVERY_MS) return;
    [this.nowMs, this.laterMs] = [nowMs, wallMs];
    for (const { fact, line } of this.lines) line.classList.toggle("later", this.#isLater(fact));
  }

  #ask() {
    this.askedMs = performance.now();
    this.askedAt = this.store.events.at(-1)?.id ?? 0;
  }

  #listen() {
    this.root.addEventListener("toggle", () => this.root.open && this.refresh());
    this.kind.addEventListener("change", () => this.refresh());
    this.about.addEventListener("change", () => {
      this.order.value = "";
      this.refresh();
    });
    this.order.addEventListener("change", () => {
      this.about.value = "";
      this.refresh();
    });
    this.more.addEventListener("click", () => this.#load({ anew: false }));
  }

  #filter() {
    const about = this.order.value ? `order-${this.order.value}` : this.about.value;
    const kind = this.kind.value;
    return { ...(kind && { kind }), ...(about && { about }), limit: LINES_A_PAGE };
  }

  /** Page by page, until there is enough to show or nothing more: the room does not look back for ever. */
  async #load({ anew }) {
    const [turn, pages, found] = [this.turn, this.pages, []];
    let failed = null;
    for (let page = 0; page < PAGES_A_PRESS && pages.more && found.length < LINES_A_PAGE && !failed; page += 1) {
      const { fresh, error } = await pages.next();
      if (turn !== this.turn) return;
      failed = error;
      if (anew && page === 0) this.#known(fresh);
      found.push(...fresh);
    }
    this.lines = [...(anew ? [] : this.lines), ...found.map((fact) => this.#line(fact))];
    this.list.replaceChildren(...this.lines.map(({ line }) => line));
    this.#tell(failed);
  }

  /** Only what is not in the list yet; after too long a pause the list begins again. */
  async #loadNewer() {
    const turn = this.turn;
    this.#ask();
    const { result } = await this.ask("room.log", { ...this.#filter(), at_least_id: this.newestId + 1 });
    if (turn !== this.turn || !result) return;
    if (result.more) return this.refresh();
    this.#known(result.events);
    const fresh = result.events.map((fact) => this.#line(fact));
    this.lines = [...fresh, ...this.lines];
    this.list.prepend(...fresh.map(({ line }) => line));
    this.#tell();
  }

  /** What was newest when the room was asked: events of other kinds may be newer than what it found. */
  #known(events) {
    this.newestId = Math.max(this.askedAt, events[0]?.id ?? 0);
  }

  #line(fact) {
    const line = logLine(fact, this.store, this.seek);
    line.classList.toggle("later", this.#isLater(fact));
    return { fact, line };
  }

  #isLater(fact) {
    return this.nowMs !== undefined && fact.at_us / 1000 > this.nowMs;
  }

  #tell(error) {
    this.root.dataset.loaded = "true";
    this.list.hidden = this.lines.length === 0;
    this.more.hidden = !this.pages.more;
    const none = this.pages.more ? gettext("Nothing found so far. Older events may be further back.") : "";
    const sentence = this.lines.length ? "" : none || gettext("Nothing like this has happened.");
    write(this.note, error ? refusalSentence(error) : sentence);
  }
}
