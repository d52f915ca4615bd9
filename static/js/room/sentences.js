/** Events as sentences. An event has a name and values, never prose: this is where it gets its words. */

import { begun, gettext, say } from "#lab/room/words.js";

/** What stands in the log; each scene's own module adds its own. @type {Record<string, string>} */
export const NOTABLE = {
  LinkCut: gettext("The connection between {a} and {b} was cut"),
  LinkHealed: gettext("The connection between {a} and {b} works again"),
  LossSet: gettext("The connection between {a} and {b} loses {share} %"),
  GoalReached: gettext("Goal reached: {goal}"),
  GoalMissed: gettext("Goal missed: {goal}"),
};

/** Told in the table and the whole log; in the short one only if a person did it. @type {Record<string, string>} */
export const ORDINARY = {};

/** Events that have other words with some values. @type {Record<string, (data: object) => string | null>} */
export const VARIANTS = {};

/**
 * What a scene's own module makes of an event's values.
 * @type {((data: object, store: import("#lab/room/store.js").Store) => object)[]}
 */
export const READERS = [];

/** The module with a scene's rarer events. */
export const REST = { fetch: async () => {} };

/** @type {Promise<unknown> | null} */
let rest = null;

/**
 * Does something once all these events can be told: the rarer ones have their sentences in a module of their own.
 * @param {{event: string}[]} events
 * @param {() => void} act  at once where nothing has to be fetched
 */
export function onceTold(events, act) {
  if (!rest && events.some(({ event }) => !(event in NOTABLE || event in ORDINARY))) allTold();
  if (rest) rest.then(act);
  else act();
}

/** @returns {Promise<unknown>} until every event has its sentence */
export function allTold() {
  rest ??= REST.fetch().catch(() => null);
  return rest;
}

/** Whether an event stands in the log; events of single orders would drown all others. */
export function isNotable({ event, data }) {
  if (event === "ParticipantSeen") return false;
  return event in NOTABLE || (event in ORDINARY && isPerson(data.by));
}

/** @param {{event: string, data: object}} event @param {import("#lab/room/store.js").Store} store */
export function eventSentence(event, store) {
  const sentence = sentenceFor(event);
  return sentence ? begun(say(sentence, valuesOf(event.data, store))) : plain(event);
}

/** What the lab's note says of its goals, in the page's language. */
export const goalTitles = JSON.parse(document.getElementById("goal-titles")?.textContent ?? "{}");

function sentenceFor({ event, data }) {
  return VARIANTS[event]?.(data) ?? NOTABLE[event] ?? ORDINARY[event];
}

/** Participants outside are marked by "@"; all other callers are parts of the simulation. */
export function isPerson(by) {
  return by?.startsWith("@") === true;
}

/** An event's values as the screen calls them. */
function valuesOf(data, store) {
  const values = { ...data, goal: goalTitles[data.goal] ?? data.goal, share: data.per_million / 10_000 };
  return Object.assign(values, endsOf(data), ...READERS.map((read) => read(data, store)));
}

/** The name an entity has on the screen; a program with several instances goes by its own name. */
export function nameOf(id, store) {
  const own = store.get(id)?.name;
  return own ?? store.get(`${id}/1`)?.name.replace(/ \d+$/, "") ?? String(id);
}

/** The two ends of a connection: services go by their capitals (SNS), programs by their own names. */
export function endsOf({ a, b, link }) {
  const [from, to] = link ? link.split(">") : [a, b];
  const written = (name) => (name?.length <= 3 ? name.toUpperCase() : name);
  return { a: written(from), b: written(to) };
}

/** An event nobody has written a sentence for: its name and values. */
function plain({ event, data }) {
  const values = Object.entries(data).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return [event, ...values].join(" ");
}
