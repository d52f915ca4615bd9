/** The values of a "why?" line as the screen calls them. Pure. */

import { reasonWords } from "#lab/room/reasons.js";
import { duration, gettext, number, say } from "#lab/room/words.js";

/** Members who gave no name have one made by the room. */
const NAMELESS = /^m-[0-9a-f]{8}$/;
const COUNTS = "accepted ahead busy delayed facts hands hidden messages published sent visible waiting".split(" ");

/** @param {object} values @param {import("#lab/room/why_words.js").NameOf} nameOf */
export function valuesOf(values, nameOf) {
  const told = { ...values, ...durationsOf(values), ...countsOf(values), order: orderName(values) };
  told.nameOf = nameOf;
  told.worker = workerOf(values, nameOf);
  told.holder = values.by ? holderOf(values.by, values, nameOf) : told.worker;
  told.who = values.by === undefined ? "" : personOf(values.by);
  told.reason = reasonWords(values.reason);
  told.share = (values.per_million ?? 0) / 10_000;
  if (values.queue) told.queue = queueName(values.queue);
  if (values.topic) told.topic = topicName(values.topic);
  told.targets = (values.targets ?? []).map((target) => placeOf(target, nameOf)).join(", ");
  for (const end of ["a", "b", "to", "target"]) if (values[end]) told[end] = placeOf(values[end], nameOf);
  return told;
}

/** Every "…_ms" as a duration under its bare name: work_ms → work. */
function durationsOf(values) {
  const pairs = Object.entries(values).filter(([key]) => key.endsWith("_ms"));
  return Object.fromEntries(pairs.map(([key, ms]) => [key.slice(0, -3), duration(ms)]));
}

function countsOf(values) {
  const present = COUNTS.filter((key) => typeof values[key] === "number");
  return Object.fromEntries(present.map((key) => [key, number(values[key])]));
}

function orderName({ order }) {
  if (order === null || order === undefined) return gettext("a message");
  return say(gettext("order {number}"), { number: order });
}

function workerOf({ program, instance }, nameOf) {
  if (!program) return "";
  return nameOf(instance ? `${program}/${instance}` : program);
}

/** Whoever received something: a participant outside ("@kim"), or a program, of which one may know the instance. */
function holderOf(by, values, nameOf) {
  if (by.startsWith("@")) return personOf(by.slice(1));
  return workerOf({ program: by, instance: values.instance }, nameOf);
}

/** Who gave a command. @param {string} name */
export function personOf(name) {
  if (name === "owner") return gettext("the room's owner");
  return NAMELESS.test(name) || name === "" ? gettext("somebody in this room") : name;
}

/** Queues and programs often have the same name, so one says which is meant. */
function queueName(name) {
  return say(gettext("queue {name}"), { name });
}

function topicName(name) {
  return say(gettext("topic {name}"), { name });
}

/** One end of a way: services go by their capitals (SNS), all others by their own names. */
function placeOf(id, nameOf) {
  if (id.startsWith("sqs/")) return queueName(id.slice(4));
  if (id.startsWith("sns/")) return topicName(id.slice(4));
  return id.length <= 3 ? id.toUpperCase() : nameOf(id);
}
