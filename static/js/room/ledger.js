/** "Where is every order?": the strip and its legend, which always add up to what is owed. */

import { gettext, number, say } from "#lab/room/words.js";

/** In the order of the strip. */
const STATES = ["handled", "moving", "waiting", "lost"];
const COUNTED = [...STATES, "again"];

/** Shows the ledger entity. */
export class LedgerStrip {
  /** @param {HTMLElement} element  with `[data-strip]`, `[data-part=…]` inside it, and `[data-count=…]` */
  constructor(element) {
    this.strip = element.querySelector("[data-strip]");
    this.parts = byData(element, "part");
    this.counts = byData(element, "count");
  }

  /** @param {Record<string, number>} ledger */
  show(ledger) {
    for (const state of COUNTED) this.counts[state].textContent = number(ledger[state]);
    for (const state of STATES) this.parts[state].style.flexGrow = String(ledger[state]);
    this.strip.setAttribute("aria-label", ledgerSentence(ledger));
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
