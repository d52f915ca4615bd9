/** A look into a queue, or at mail: what lies there. Looking receives nothing. */

import { Rows } from "#lab/bench/rows.js";
import { html, write } from "#lab/room/elements.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { gettext, number, say } from "#lab/room/words.js";

const FEW = 10;
const MANY = 100;
const EVERY_MS = 1000;

/** A part of a thing's sheet that is filled while it is open, at most once a second. */
export class Peek {
  /**
   * @param {(command: string, args: object) => Promise<{result?: any, error?: object}>} ask
   * @param {Record<string, import("#lab/bench/peek_sources.js").Source>} sources  by the kind of an entity
   */
  constructor(ask, sources) {
    Object.assign(this, { ask, sources });
    this.limit = FEW;
    this.askedMs = -Infinity;
    this.note = html("p", { className: "soft", role: "status" });
    this.title = html("summary");
    this.list = html("ol", { className: "peek-list", tabIndex: 0 });
    this.rows = new Rows(this.list, () => this.source.row());
    this.more = html("button", { type: "button", className: "button", hidden: true });
    this.more.addEventListener("click", () => {
      this.limit = MANY;
      this.askedMs = -Infinity;
      this.#want();
    });
    this.element = html("details", { className: "peek", hidden: true }, [this.title, this.note, this.list, this.more]);
    this.element.addEventListener("toggle", () => this.#open());
  }

  /** After each frame, and when another thing is taken up. @param {string} key @param {object} store */
  show(key, store) {
    const entity = store.get(key);
    this.store = store;
    if (key !== this.key) this.#begin(key, this.sources[entity?.kind]);
    this.element.hidden = !this.source;
    const stand = `${store.nowMs} ${JSON.stringify(entity)}`;
    if (stand === this.stand) return;
    this.stand = stand;
    this.#want();
  }

  /** Where the sheet is a scroller of its own, what has been opened comes into its view. */
  #open() {
    const sheet = this.element.closest(".inspector");
    if (this.element.open && sheet) sheet.scrollTop += topOf(this.element) - topOf(sheet);
    this.#want();
  }

  #begin(key, source) {
    this.rows.clear();
    Object.assign(this, { key, source, limit: FEW, stand: undefined, askedMs: -Infinity });
    write(this.note, "");
    this.more.hidden = true;
    if (source) write(this.title, source.title);
    this.list.ariaLabel = source?.title ?? null;
  }

  /** Asks now, or as soon as it may; what changes meanwhile is seen then. */
  #want() {
    if (!this.element.open || this.element.hidden || this.timer) return;
    const waitMs = Math.max(0, this.askedMs + EVERY_MS - performance.now());
    this.timer = setTimeout(() => this.#look(), waitMs);
  }

  async #look() {
    const { key, limit, source } = this;
    this.askedMs = performance.now();
    const entity = this.element.open ? this.store.get(key) : undefined; // it may have been closed meanwhile
    const answer = entity && source ? await this.ask("room.query", source.question(entity, limit)) : {};
    this.timer = null;
    if (key !== this.key) return this.#want();
    if (answer.error) write(this.note, refusalSentence(answer.error));
    if (answer.result) this.#show(source.read(answer.result.answer));
    return undefined;
  }

  #show({ items, more }) {
    const { store } = this;
    this.rows.show(items.map((item) => ({ key: item.id, item, store })));
    const rest = more ? say(gettext("{count} more are behind them."), { count: number(more) }) : "";
    write(this.note, items.length ? rest : this.source.none);
    this.more.hidden = !more || this.limit === MANY;
    write(this.more, say(gettext("Show {count} more"), { count: number(Math.min(more, MANY - FEW)) }));
  }
}

function topOf(element) {
  return element.getBoundingClientRect().top;
}
