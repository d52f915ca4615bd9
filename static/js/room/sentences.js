/** Events as sentences. An event has a name and values, never prose: this is where it gets its words. */

import { gettext, say } from "#lab/room/words.js";

/**
 * What to write for each event; `name(part)` gives the name on the screen.
 * @type {Record<string, (data: object, name: (id: string) => string) => string>}
 */
const NOTABLE = {
  WorkerStopped: (data, name) => say(gettext("{name} stopped"), { name: name(data.worker) }),
  WorkerStarted: (data, name) => say(gettext("{name} started"), { name: name(data.worker) }),
  LinkCut: (data) => say(gettext("The connection between {a} and {b} was cut"), upper(data)),
  LinkHealed: (data) => say(gettext("The connection between {a} and {b} works again"), upper(data)),
};

const ORDINARY = {};

/** Whether an event stands in the log; events of single orders would drown all others. */
export function isNotable(event) {
  return event.event in NOTABLE;
}

/** @param {{event: string, data: object}} event @param {import("#lab/room/store.js").Store} store */
export function eventSentence(event, store) {
  const write = NOTABLE[event.event] ?? ORDINARY[event.event];
  return write ? write(event.data ?? {}, (id) => nameOf(id, store)) : plain(event);
}

/** The name an entity has on the screen, else the id itself. */
function nameOf(id, store) {
  return store.get(id)?.name ?? String(id);
}

/** An event nobody has written a sentence for: its name and values. */
function plain({ event, data }) {
  const values = Object.entries(data ?? {}).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return [event, ...values].join(" ");
}

function upper({ a, b }) {
  return { a: a.toUpperCase(), b: b.toUpperCase() };
}
