/** The log: what happened, newest first, as sentences. */

import { html } from "#lab/room/elements.js";
import { eventSentence, isNotable } from "#lab/room/sentences.js";
import { clockFace } from "#lab/room/words.js";

const LINES_MOST = 40;

/** Shows the notable events; single orders are counted in the ledger instead. */
export class Log {
  /** @param {HTMLElement} list @param {HTMLElement} empty  shown while nothing happened */
  constructor(list, empty) {
    this.list = list;
    this.empty = empty;
  }

  /** @param {object[]} events  oldest first @param {import("#lab/room/store.js").Store} store */
  add(events, store) {
    const lines = events.filter(isNotable).map((event) => lineOf(event, store));
    this.list.prepend(...lines.reverse());
    while (this.list.children.length > LINES_MOST) this.list.lastElementChild.remove();
    this.#showWhetherEmpty();
  }

  clear() {
    this.list.replaceChildren();
    this.#showWhetherEmpty();
  }

  #showWhetherEmpty() {
    this.list.hidden = this.list.children.length === 0;
    this.empty.hidden = !this.list.hidden;
  }
}

function lineOf(event, store) {
  const time = html("span", { className: "num", textContent: clockFace(event.at_us / 1000) });
  return html("li", {}, [time, html("span", { textContent: eventSentence(event, store) })]);
}
