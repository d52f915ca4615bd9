/** The things of a scene that a hand can take up, in the order in which messages pass them. Pure. */

import { gettext, ngettext, number, say } from "#lab/room/words.js";

const ORDER = ["caller", "topic", "queue", "server", "worker", "terminal"];

/** Queues and programs are often of one name; what is a program is clear then. */
const SELF_EVIDENT = new Set(["caller", "server", "worker"]);

/** The network has no box in the drawing. */
export const NETWORK = "network";
/** All instances of a program together have none either: `program:shipping`. */
const PROGRAM = "program:";

/**
 * @typedef {object} Part
 * @property {string} key  an entity's id, `program:<name>` or `network`
 * @property {string} name
 * @property {string} words  its kind, or what is the matter with it
 * @property {string[]} marks  the boxes that stand for it
 */

/** @param {import("#lab/room/store.js").Store} store @returns {Part[]} */
export function partsOf(store) {
  const parts = [];
  for (const kind of ORDER) {
    const told = new Set();
    for (const [id, entity] of store.ofKind(kind)) {
      const crew = kind === "worker" ? programNamed(entity.program, store) : null;
      if (crew?.instances.length > 1 && !told.has(crew.program)) parts.push(programPart(crew));
      told.add(crew?.program);
      parts.push({ key: id, name: entity.name, words: wordsOf(entity), marks: [id] });
    }
  }
  const network = store.get(NETWORK);
  if (network) parts.push({ key: NETWORK, name: gettext("Network"), words: networkWords(network), marks: [] });
  return parts;
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
  return { program, name: instances[0]?.name.replace(/ \d+$/, "") ?? program, instances };
}

/** @returns {string[]} the programs of the scene */
export function programsOf(store) {
  return [...new Set(store.ofKind("worker").map(([, entity]) => entity.program))];
}

/** What a kind of thing is called. @param {string} kind */
export function kindWord(kind) {
  const words = { topic: gettext("topic"), queue: gettext("queue"), terminal: gettext("terminal") };
  return words[kind] ?? gettext("program");
}

function programPart({ program, name, instances }) {
  const words = ngettext("{count} instance", "{count} instances", instances.length);
  const marks = instances.map(({ id }) => id);
  return { key: keyOfProgram(program), name, words: say(words, { count: number(instances.length) }), marks };
}

function wordsOf({ kind, state, running }) {
  if (state === "crashed") return `✕ ${gettext("crashed")}`;
  if (state === "stopped" || running === false) return gettext("stopped");
  return SELF_EVIDENT.has(kind) ? "" : kindWord(kind);
}

function networkWords({ cuts = [] }) {
  return cuts.length ? `✕ ${gettext("cut")}` : "";
}
