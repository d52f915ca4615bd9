/** "Where is every order?": the strip and its legend, which always add up to what is owed. */

import { Later } from "#lab/room/later.js";
import { gettext, number, say } from "#lab/room/words.js";

/** In the order of the strip. */
const STATES = ["handled", "moving", "waiting", "lost"];
const COUNTED = [...STATES, "again"];

/** Shows the ledger entity. */
export class LedgerStrip {
  /** @param {HTMLElement} element  with `[data-strip]`, `[data-part=…]` in it, `[data-count=…]`, `[data-copies]` */
  constructor(element) {
    this.strip = element.querySelector("[data-strip]");
    this.parts = byData(element, "part");
    this.counts = byData(element, "count");
    this.copies = element.querySelector("[data-copies]");
    this.words = new Later(() => import("#lab/room/queue_words.js"));
  }

  /** @param {Record<string, number>} ledger @param {object[]} queues  the entities of the run's queues */
  show(ledger, queues) {
    for (const state of COUNTED) this.counts[state].textContent = number(ledger[state]);
    for (const state of STATES) this.parts[state].style.flexGrow = String(ledger[state]);
    this.strip.setAttribute("aria-label", ledgerSentence(ledger));
    if (queues.length === 0) this.copies.textContent = "";
    else this.words.use(({ copiesSentence }) => (this.copies.textContent = copiesSentence(ledger, queues)));
  }
}

/** The ledger in one sentence. @param {Record<string, number>} ledger */
export function ledgerSentence(ledger) {
  const values = Object.fromEntries(COUNTED.map((state) => [state, number(ledger[state])]));
  return say(
    gettext("{handled} handled, {moving} on the way, {waiting} queued, {lost} lost, {again} delivered again"),
    values,
  );
}

function byData(element, name) {
  const found = element.querySelectorAll(`[data-${name}]`);
  return Object.fromEntries([...found].map((one) => [one.dataset[name], one]));
}
