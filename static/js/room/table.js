/** "Show as table": the state of the scene and the last twenty events, for those who cannot or will not watch it. */

import { captionOf, queueFootOf } from "#lab/draw/captions.js";
import { isBox } from "#lab/draw/sizes.js";
import { html } from "#lab/room/elements.js";
import { eventSentence } from "#lab/room/sentences.js";
import { clockFace, gettext, number } from "#lab/room/words.js";

const EVENTS_SHOWN = 20;
const EVERY_MS = 1000;

/** Writes the tables, only while they are open and at most once a second. */
export class SceneTable {
  /** @param {HTMLDetailsElement} details  with `[data-state]`, `[data-ledger]` and `[data-events]` bodies */
  constructor(details, throughput) {
    this.details = details;
    this.throughput = throughput;
    this.writtenMs = -Infinity;
  }

  /** @param {import("#lab/room/store.js").Store} store @param {number} wallMs */
  show(store, wallMs) {
    if (!this.details.open || wallMs - this.writtenMs < EVERY_MS) return;
    this.writtenMs = wallMs;
    this.#body("state").replaceChildren(...stateRows(store, this.throughput));
    this.#body("programs").replaceChildren(...programRows(store.get("ledger")));
    this.#body("events").replaceChildren(...eventRows(store));
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
    rows.push(row(entity.name, kindName(entity.kind), [captionOf(entity, moment), ...foot].join(" · ")));
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
  };
  return names[kind] ?? kind;
}
