/** The things of a scene that a hand can take up, in the order in which messages pass them. Pure. */

import { gettext } from "#lab/room/words.js";

const ORDER = ["caller", "topic", "queue", "server", "worker", "endpoint", "outbox", "mailbox", "terminal"];

/** Queues and programs are often of one name; what is a program is clear then. */
const SELF_EVIDENT = new Set(["caller", "server", "worker"]);

/** The network has no box in the drawing. */
export const NETWORK = "network";
/** All instances of a program together are reached from each of them: `program:shipping`. */
const PROGRAM = "program:";

/**
 * @typedef {object} Part
 * @property {string} key  an entity's id, or `network`
 * @property {string} name
 * @property {string} words  its kind, or what is the matter with it
 */

/** @param {import("#lab/room/store.js").Store} store @returns {Part[]} */
export function partsOf(store) {
  const boxes = ORDER.flatMap((kind) => store.ofKind(kind));
  const parts = boxes.map(([key, entity]) => ({ key, name: entity.name, words: wordsOf(entity) }));
  const network = store.get(NETWORK);
  if (network) parts.push({ key: NETWORK, name: gettext("Network"), words: networkWords(network) });
  return parts;
}

/** The boxes of the drawing that stand for a part. @param {string} key @param {object} store @returns {string[]} */
export function boxesOf(key, store) {
  const program = programOfKey(key);
  return program === null ? [key] : programNamed(program, store).instances.map(({ id }) => id);
}

/** What is behind the key of a program, null where the key is none. @param {string} key */
export function programOfKey(key) {
  return key.startsWith(PROGRAM) ? key.slice(PROGRAM.length) : null;
}

/** @param {string} program */
export function keyOfProgram(program) {
  return PROGRAM + program;
}

/**
 * A program with its instances in their order.
 * @param {string} program
 * @param {import("#lab/room/store.js").Store} store
 */
export function programNamed(program, store) {
  const mine = store.ofKind("worker").filter(([, entity]) => entity.program === program);
  const instances = mine.map(([id, entity]) => ({ ...entity, id, instance: Number(id.split("/")[1]) }));
  const own = store.get(program)?.name;
  return { program, name: own ?? instances[0]?.name.replace(/ \d+$/, "") ?? program, instances };
}

/** @returns {string[]} the programs of the scene, also those that have no instance yet */
export function programsOf(store) {
  const idle = store.ofKind("program").map(([program]) => program);
  return [...new Set([...store.ofKind("worker").map(([, entity]) => entity.program), ...idle])];
}

/** @param {{subscriptions?: object[]}} topic */
export function subscriptionsOf(topic) {
  return topic.subscriptions ?? [];
}

/** What a kind of thing is called. @param {string} kind */
export function kindWord(kind) {
  const words = { topic: gettext("topic"), queue: gettext("queue"), terminal: gettext("terminal") };
  const rare = { endpoint: gettext("endpoint"), outbox: gettext("e-mail"), mailbox: gettext("mailbox") };
  return words[kind] ?? rare[kind] ?? gettext("program");
}

function wordsOf({ kind, state, running, failing }) {
  if (failing) return `✕ ${gettext("fails")}`;
  if (state === "crashed") return `✕ ${gettext("crashed")}`;
  if (state === "stopped" || running === false) return gettext("stopped");
  return SELF_EVIDENT.has(kind) ? "" : kindWord(kind);
}

function networkWords({ cuts = [] }) {
  return cuts.length ? `✕ ${gettext("cut")}` : "";
}
