/** Events as sentences. An event has a name and values, never prose: this is where it gets its words. */

import { reasonWords } from "#lab/room/reasons.js";
import { gettext, number, say } from "#lab/room/words.js";

/** @typedef {(data: Record<string, any>, name: (id: string) => string) => string} Writer  `name`: what the screen calls an id */

/**
 * Faults, changes and losses: these stand in the log.
 * @type {Record<string, Writer>}
 */
const NOTABLE = {
  WorkerStopped: (data, name) => say(gettext("{name} stopped"), { name: workerName(data, name) }),
  WorkerStarted: (data, name) => say(gettext("{name} started"), { name: workerName(data, name) }),
  WorkerCrashed: (data, name) => say(gettext("{name} crashed"), { name: workerName(data, name) }),
  WorkerSlowed: (data, name) => slowed(workerName(data, name), data.factor),
  ConcurrencySet: (data, name) =>
    say(gettext("{name} now works on {count} at a time"), { name: name(data.program), count: number(data.concurrency) }),
  StoreFrontStopped: (data, name) => say(gettext("{name} stopped"), { name: name(data.program) }),
  StoreFrontStarted: (data, name) => say(gettext("{name} started"), { name: name(data.program) }),
  RateSet: (data, name) =>
    say(gettext("{name}: {rate} orders per second"), { name: name(data.program), rate: number(data.per_second) }),
  LinkCut: (data) => say(gettext("The connection between {a} and {b} was cut"), ends(data)),
  LinkHealed: (data) => say(gettext("The connection between {a} and {b} works again"), ends(data)),
  LossSet: (data) =>
    say(gettext("The connection between {a} and {b} loses {share} %"), { ...ends(data), share: data.per_million / 10_000 }),
  OrderLost: (data, name) =>
    say(gettext("{order} is lost for {name}"), { order: orderName(data), name: name(data.program) }),
  OrderGivenUp: (data) =>
    say(gettext("{order} was given up: {reason}"), { order: orderName(data), reason: reasonWords(data.reason) }),
  CopyDropped: (data) =>
    say(gettext("{topic} dropped {order}, meant for {queue}"), { topic: data.topic, order: orderName(data), queue: data.queue }),
  MessageExpired: (data) =>
    say(gettext("{order} was in {queue} for too long and is deleted"), { order: orderName(data), queue: data.queue }),
  MessageVisible: (data) => say(gettext("{order} is visible again in {queue}"), { order: orderName(data), queue: data.queue }),
  QueueChanged: (data) => say(gettext("Queue {queue} has new settings"), data),
  QueueDeleted: (data) => say(gettext("Queue {queue} was deleted"), data),
  QueuePurged: (data) => say(gettext("Queue {queue} was emptied"), data),
  GoalReached: (data) => say(gettext("Goal reached: {goal}"), { goal: goalName(data) }),
  GoalMissed: (data) => say(gettext("Goal missed: {goal}"), { goal: goalName(data) }),
};

/**
 * The way of single orders and the building of the scene: told in the table; in the log only when a person did it.
 * @type {Record<string, Writer>}
 */
const ORDINARY = {
  QueueCreated: (data) => say(gettext("Queue {queue} was created"), data),
  TopicCreated: (data) => say(gettext("Topic {topic} was created"), data),
  Subscribed: (data) => say(gettext("{queue} now gets a copy of everything from {topic}"), data),
  Unsubscribed: (data) => say(gettext("{queue} no longer gets anything from {topic}"), data),
  OrderAccepted: (data) => say(gettext("{order} accepted"), { order: orderName(data) }),
  OrderHandedOver: (data, name) => say(gettext("{order} handed over to {name}"), { order: orderName(data), name: name(data.to) }),
  AttemptFailed: (data, name) =>
    say(gettext("{order} did not reach {name}: {reason}"), {
      order: orderName(data),
      name: name(data.to),
      reason: reasonWords(data.reason),
    }),
  Published: (data) =>
    say(gettext("{topic} copies {order} to {queues}"), {
      topic: data.topic,
      order: orderName(data),
      queues: data.copies.join(", "),
    }),
  CopyDelivered: (data) =>
    say(gettext("{topic} delivered {order} to {queue}"), { topic: data.topic, order: orderName(data), queue: data.queue }),
  DeliveryFailed: (data) =>
    say(gettext("{topic} could not deliver {order} to {queue}, trying again"), {
      topic: data.topic,
      order: orderName(data),
      queue: data.queue,
    }),
  MessageSent: (data, name) => byWhom(data, name, gettext("{who} sent {order} to {queue}"), gettext("{order} is in {queue}")),
  MessageReceived: (data, name) => byWhom(data, name, gettext("{who} received {order} from {queue}")),
  MessageDeleted: (data, name) => byWhom(data, name, gettext("{who} deleted {order} from {queue}")),
  VisibilityChanged: (data) =>
    say(gettext("{order} stays hidden in {queue} for {seconds} s"), { order: orderName(data), ...data }),
  ParticipantSeen: (data, name) => say(gettext("{who} uses {name}"), { who: data.by.slice(1), name: name(data.entity) }),
  WorkerAttached: (data, name) =>
    say(gettext("{name} works off {queue}"), { name: name(data.program), queue: data.queue }),
  WorkQueued: (data, name) =>
    say(gettext("{order} waits at {name}"), { name: workerName(data, name), order: orderName(data) }),
  WorkStarted: (data, name) => say(gettext("{name} works on {order}"), { name: workerName(data, name), order: orderName(data) }),
  WorkFinished: (data, name) => say(gettext("{name} handled {order}"), { name: workerName(data, name), order: orderName(data) }),
  WorkLost: (data, name) => say(gettext("{name} forgot {order}"), { name: workerName(data, name), order: orderName(data) }),
  PacketLost: (data) => say(gettext("{order} was lost between {a} and {b}"), { order: orderName(data), ...ends(endsOf(data.link)) }),
};

/** Whether an event stands in the log; events of single orders would drown all others. */
export function isNotable({ event, data }) {
  if (event === "ParticipantSeen") return false;
  return event in NOTABLE || (event in ORDINARY && data?.by?.startsWith("@") === true);
}

/** @param {{event: string, data: object}} event @param {import("#lab/room/store.js").Store} store */
export function eventSentence(event, store) {
  const write = NOTABLE[event.event] ?? ORDINARY[event.event];
  return write ? write(event.data ?? {}, (id) => nameOf(id, store)) : plain(event);
}

/** The name an entity has on the screen; a program with several instances goes by its own name. */
function nameOf(id, store) {
  const entity = store.get(id) ?? store.get(`${id}/1`);
  return entity?.name.replace(store.get(id) ? "" : / \d+$/, "") ?? String(id);
}

function workerName({ program, instance }, name) {
  return name(instance ? `${program}/${instance}` : program);
}

function slowed(name, factor) {
  if (factor === 1) return say(gettext("{name} works at full speed again"), { name });
  return say(gettext("{name} works {factor} times slower"), { name, factor });
}

/** A message that belongs to no order of the simulation was sent by a person. */
function orderName({ order, trace }) {
  const count = order ?? /^order-(\d+)$/.exec(trace ?? "")?.[1];
  return count === undefined ? gettext("a message") : say(gettext("order {number}"), { number: count });
}

function goalName({ goal }) {
  return goal.replaceAll("-", " ");
}

function byWhom(data, name, sentence, withoutPerson = sentence) {
  const person = data.by?.startsWith("@") ? data.by.slice(1) : null;
  const who = person ?? name(data.by ?? "");
  return say(person ? sentence : withoutPerson, { who, order: orderName(data), queue: data.queue });
}

function endsOf(link) {
  const [a, b] = String(link).split(">");
  return { a, b };
}

/** Services go by their capitals (SNS), programs by their own names. */
function ends({ a, b }) {
  const written = (name) => (name.length <= 3 ? name.toUpperCase() : name);
  return { a: written(a), b: written(b) };
}

/** An event nobody has written a sentence for: its name and values. */
function plain({ event, data }) {
  const values = Object.entries(data ?? {}).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return [event, ...values].join(" ");
}
