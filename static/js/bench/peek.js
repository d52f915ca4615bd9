/** A look into a queue: its first messages, as they lie there. Looking receives nothing. */

import { messageRow } from "#lab/bench/peek_row.js";
import { Rows } from "#lab/bench/rows.js";
import { html, write } from "#lab/room/elements.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { gettext, number, say } from "#lab/room/words.js";

const FEW = 10;
const MANY = 100;
const EVERY_MS = 1000;

/** A part of a queue's sheet that is filled while it is open, at most once a second. */
export class Peek {
  /** @param {(command: string, args: object) => Promise<{result?: any, error?: object}>} ask */
  constructor(ask) {
    this.ask = ask;
    this.limit = FEW;
    this.askedMs = -Infinity;
    this.note = html("p", { className: "soft", role: "status" });
    this.list = html("ol", { className: "peek-list", tabIndex: 0, ariaLabel: gettext("Messages") });
    this.rows = new Rows(this.list, () => messageRow());
    this.more = html("button", { type: "button", className: "button", hidden: true });
    this.more.addEventListener("click", () => {
      this.limit = MANY;
      this.askedMs = -Infinity;
      this.#want();
    });
    const summary = html("summary", { textContent: gettext("Messages") });
    this.element = html("details", { className: "peek", hidden: true }, [summary, this.note, this.list, this.more]);
    this.element.addEventListener("toggle", () => this.#open());
  }

  /** After each frame, and when another thing is taken up. @param {string} key @param {object} store */
  show(key, store) {
    const queue = store.get(key)?.kind === "queue" ? store.get(key) : null;
    this.element.hidden = !queue;
    if (key !== this.key) this.#begin(key);
    this.store = store;
    const stand = queue && `${store.nowMs} ${queue.visible} ${queue.hidden} ${queue.delayed}`;
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

  #begin(key) {
    Object.assign(this, { key, limit: FEW, stand: undefined, askedMs: -Infinity });
    this.#fill({ messages: [], more: 0 });
    write(this.note, "");
  }

  /** Asks now, or as soon as it may; what changes meanwhile is seen then. */
  #want() {
    if (!this.element.open || this.element.hidden || this.timer) return;
    const waitMs = Math.max(0, this.askedMs + EVERY_MS - performance.now());
    this.timer = setTimeout(() => this.#look(), waitMs);
  }

  async #look() {
    const { key, limit } = this;
    this.askedMs = performance.now();
    const { name } = this.store.get(key) ?? {};
    const args = { QueueUrl: name, limit };
    const answer = name ? await this.ask("room.query", { query: "sqs.peek", args }) : {};
    this.timer = null;
    if (key !== this.key) return this.#want();
    if (answer.error) write(this.note, refusalSentence(answer.error));
    if (answer.result) this.#show(answer.result.answer);
    return undefined;
  }

  #show(answer) {
    write(this.note, answer.messages.length ? "" : gettext("There are no messages in it."));
    this.#fill(answer);
    const hidden = answer.more === 0;
    this.more.hidden = hidden || this.limit === MANY;
    const words = this.limit === MANY ? gettext("{count} more are behind them.") : gettext("Show {count} more");
    const count = this.limit === MANY ? answer.more : Math.min(answer.more, MANY - FEW);
    write(this.limit === MANY ? this.note : this.more, hidden ? "" : say(words, { count: number(count) }));
  }

  #fill({ messages }) {
    const { store } = this;
    this.rows.show(messages.map((message) => ({ key: message.id, message, store })));
  }
}

function topOf(element) {
  return element.getBoundingClientRect().top;
}
