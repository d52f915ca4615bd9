/** What the inspector says of an instance and of a program with all its instances. Pure. */

import { linksAt } from "#lab/bench/links.js";
import { keyOfProgram, kindWord, programNamed } from "#lab/bench/parts.js";
import { SLOWER, speedLabel } from "#lab/room/faults.js";
import { nameOf } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

const PIPS = gettext(
  "The small circles in the box: how many messages it works on at a time (12 at most are drawn). A filled one is busy.",
);
const CONCURRENCY_MOST = 1000;
const INSTANCES_MOST = 50;

/** An instance; the only one of a program has the program's parameters too. */
export function instanceSheet(id, entity, store) {
  const crew = programNamed(entity.program, store);
  const alone = crew.instances.length < 2;
  const instance = Number(id.split("/")[1]);
  const acts = turns(entity.program, [entity], { instance });
  if (!alone) acts.push({ key: "program", label: allWords(crew), leads: keyOfProgram(crew.program) });
  const fields = [speed(entity.program, entity.slow, { instance }), ...(alone ? programFields(crew) : [])];
  return { note: PIPS, fields, acts };
}

/** A program that has one instance, without a number of its own. */
export function serverSheet(id, entity) {
  return { note: PIPS, fields: [speed(id, entity.slow, {})], acts: turns(id, [entity], {}) };
}

/** All instances of a program at once. @returns {import("#lab/bench/sheets.js").Sheet | null} */
export function programSheet(program, store) {
  const crew = programNamed(program, store);
  if (!crew.instances.length) return null;
  return {
    title: allWords(crew),
    words: kindWord("worker"),
    fields: [speed(program, crew.instances[0].slow, {}), ...programFields(crew)],
    acts: turns(program, crew.instances, {}),
    links: crew.instances.flatMap(({ id }) => linksAt(id, store)),
    connects: false,
  };
}

/** A new instance does what its program does. @returns {string} "" where it works off no queue */
export function joinedWords(id, store) {
  const [queue] = store.get(id).pulls ?? [];
  if (!queue) return "";
  const sentence = gettext("{worker} works off {queue} right away, like the other instances of its program.");
  return say(sentence, { worker: nameOf(id, store), queue: nameOf(queue, store) });
}

function allWords({ name, instances }) {
  return say(gettext("All {count} of {name}"), { count: number(instances.length), name });
}

/** Where some run and some do not, all that can be done is offered. */
function turns(program, instances, args) {
  const act = (method) => ({ command: `${program}.${method}`, args });
  const up = instances.filter(({ state }) => state === "running").length;
  const start = { key: "start", label: gettext("Start"), command: act("start") };
  const stop = { key: "stop", label: gettext("Stop"), danger: true, command: act("stop") };
  const crash = { key: "crash", label: gettext("Crash"), danger: true, command: act("crash") };
  return [...(up < instances.length ? [start] : []), ...(up ? [stop, crash] : [])];
}

function speed(program, value, args) {
  const options = SLOWER.map((factor) => [factor, speedLabel(factor)]);
  const command = (factor) => ({ command: `${program}.slow_down`, args: { factor, ...args } });
  return { key: "speed", label: gettext("Speed"), options, value, command };
}

function programFields({ program, instances }) {
  const command = (method, name) => (value) => ({ command: `${program}.${method}`, args: { [name]: value } });
  return [
    {
      key: "concurrency",
      label: gettext("At a time, each"),
      unit: gettext("messages"),
      least: 1,
      most: CONCURRENCY_MOST,
      value: instances[0].concurrency,
      command: command("set_concurrency", "concurrency"),
    },
    {
      key: "instances",
      label: gettext("Instances"),
      least: 0,
      most: INSTANCES_MOST,
      value: instances.length,
      command: command("scale", "instances"),
    },
  ];
}
