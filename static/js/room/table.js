/** "Show as table": the state of the scene and the last twenty events, for those who cannot or will not watch it. */

import "#lab/later_sentences.js";
import "#lab/room/rare_sentences.js";

import { captionOf, queueFootOf } from "#lab/draw/captions.js";
import { rareWordsOf } from "#lab/draw/rare_words.js";
import { isBox } from "#lab/draw/sizes.js";
import { html } from "#lab/room/elements.js";
import { eventSentence } from "#lab/room/sentences.js";
import { clockFace, gettext, number } from "#lab/room/words.js";

const EVENTS_SHOWN = 20;
const EVERY_MS = 1000;

/** Writes the tables, only while they are open and at most once a second. */
export class SceneTable {
  /**
   * @param {HTMLDetailsElement} details  with `[data-state]`, `[data-programs]` and `[data-events]` bodies
   * @param {object} page
   * @param {import("#lab/room/store.js").Store} page.store
   * @param {import("#lab/room/throughput.js").Throughput} page.throughput
   */
  constructor(details, { store, throughput }) {
    this.details = details;
    this.throughput = throughput;
    this.writtenMs = -Infinity;
    this.timer = null;
    details.addEventListener("toggle", () => this.take(this.store));
    this.take(store);
  }

  /** What comes too early is written a little later, so that the last state before a pause is never missing. */
  take(store) {
    this.store = store;
    if (!this.details.open || this.timer !== null) return;
    const restMs = this.writtenMs + EVERY_MS - performance.now();
    if (restMs <= 0) this.#write();
    else this.timer = setTimeout(() => this.#write(), restMs);
  }

  #write() {
    this.timer = null;
    this.writtenMs = performance.now();
    this.#body("state").replaceChildren(...stateRows(this.store, this.throughput));
    this.#body("programs").replaceChildren(...programRows(this.store.get("ledger")));
    this.#body("events").replaceChildren(...eventRows(this.store));
  }

  #body(name) {
    return this.details.querySelector(`[data-${name}]`);
  }
}

function stateRows(store, throughput) {
  const rows = [];
  for (const [id, entity] of store.entities) {
    if (!isBox(entity.kind)) continue;
    const moment = { nowMs: store.nowMs, perSecond: throughput.perSecond(id, store.nowMs) };
    const foot = entity.kind === "queue" ? queueFootOf(entity, store.nowMs) : [];
    const words = [captionOf(entity, moment), ...foot, ...rareWordsOf(id, entity, store)];
    rows.push(row(entity.name, kindName(entity.kind), words.filter(Boolean).join(" · ")));
  }
  return rows;
}

function programRows(ledger) {
  return Object.entries(ledger?.programs ?? {}).map(([program, counts]) =>
    row(program, ...["handled", "moving", "waiting", "lost", "again"].map((state) => number(counts[state]))),
  );
}

function eventRows(store) {
  const newest = store.events.slice(-EVENTS_SHOWN).reverse();
  return newest.map((event) => row(clockFace(event.at_us / 1000), eventSentence(event, store)));
}

function row(head, ...cells) {
  const first = html("th", { scope: "row", textContent: head });
  return html("tr", {}, [first, ...cells.map((text) => html("td", { textContent: text }))]);
}

function kindName(kind) {
  const names = {
    caller: gettext("program"),
    topic: gettext("topic"),
    queue: gettext("queue"),
    worker: gettext("worker"),
    server: gettext("program"),
    terminal: gettext("terminal"),
    endpoint: gettext("endpoint"),
    outbox: gettext("e-mail"),
    mailbox: gettext("mailbox"),
  };
  return names[kind] ?? kind;
}
