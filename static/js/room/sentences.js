/** Events as sentences. An event has a name and values, never prose: this is where it gets its words. */

import { reasonWords } from "#lab/room/reasons.js";
import { begun, gettext, number, say } from "#lab/room/words.js";

/** Faults, changes and losses: these stand in the log. @type {Record<string, string>} */
export const NOTABLE = {
  WorkerStopped: gettext("{worker} stopped"),
  WorkerStarted: gettext("{worker} started"),
  WorkerCrashed: gettext("{worker} crashed"),
  WorkerSlowed: gettext("{worker} works {factor} times slower"),
  ConcurrencySet: gettext("{worker} now works on {concurrency} at a time"),
  StoreFrontStopped: gettext("{worker} stopped"),
  StoreFrontStarted: gettext("{worker} started"),
  RateSet: gettext("{worker}: {per_second} orders per second"),
  LinkCut: gettext("The connection between {a} and {b} was cut"),
  LinkHealed: gettext("The connection between {a} and {b} works again"),
  LossSet: gettext("The connection between {a} and {b} loses {share} %"),
  OrderLost: gettext("{order} is lost for {worker}"),
  OrderGivenUp: gettext("{order} was given up: {reason}"),
  CopyDropped: gettext("{topic} dropped {order}, meant for {target}"),
  MessageExpired: gettext("{order} was in {queue} for too long and is deleted"),
  MessageVisible: gettext("{order} is visible again in {queue}"),
  QueueChanged: gettext("Queue {queue} has new settings"),
  QueueDeleted: gettext("Queue {queue} was deleted"),
  QueuePurged: gettext("Queue {queue} was emptied"),
  GoalReached: gettext("Goal reached: {goal}"),
  GoalMissed: gettext("Goal missed: {goal}"),
};

/**
 * The way of single orders and the building of the scene: told in the table; in the log only when a person did it.
 * @type {Record<string, string>}
 */
export const ORDINARY = {
  QueueCreated: gettext("Queue {queue} was created"),
  TopicCreated: gettext("Topic {topic} was created"),
  TopicDeleted: gettext("Topic {topic} was deleted"),
  Subscribed: gettext("{target} now gets a copy of everything from {topic}"),
  SubscriptionConfirmed: gettext("{target} confirmed: it now gets a copy of everything from {topic}"),
  Unsubscribed: gettext("{target} no longer gets anything from {topic}"),
  OrderAccepted: gettext("{order} accepted"),
  OrderHandedOver: gettext("{order} handed over to {target}"),
  AttemptFailed: gettext("{order} did not reach {target}: {reason}"),
  Published: gettext("{topic} copies {order} to {copies}"),
  CopyDelivered: gettext("{topic} delivered {order} to {target}"),
  DeliveryFailed: gettext("{topic} could not deliver {order} to {target}, trying again"),
  MessageSent: gettext("{order} is in {queue}"),
  MessageReceived: gettext("{who} received {order} from {queue}"),
  MessageDeleted: gettext("{who} deleted {order} from {queue}"),
  VisibilityChanged: gettext("{order} stays hidden in {queue} for {seconds} s"),
  WorkerAttached: gettext("{worker} works off {queue}"),
  WorkerDetached: gettext("{worker} no longer works off {queue}"),
  WorkQueued: gettext("{order} waits at {worker}"),
  WorkStarted: gettext("{worker} works on {order}"),
  WorkFinished: gettext("{worker} handled {order}"),
  WorkLost: gettext("{worker} forgot {order}"),
  PacketLost: gettext("{order} was lost between {a} and {b}"),
  ParticipantSeen: gettext("{who} uses {entity}"),
};

/** What a scene's own module makes of an event's values. @type {((data: object) => object)[]} */
export const READERS = [];

/** @type {Promise<unknown> | null} */
let rest = null;

/**
 * Does something once all these events can be told: the rarer ones have their sentences in a module of their own.
 * @param {{event: string}[]} events
 * @param {() => void} act  at once where nothing has to be fetched
 */
export function onceTold(events, act) {
  if (!rest && events.some(({ event }) => !(event in NOTABLE || event in ORDINARY))) {
    rest = import("#lab/room/rare_sentences.js").catch(() => null);
  }
  if (rest) rest.then(act);
  else act();
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
  if (event === "WorkerSlowed" && data.factor === 1) return gettext("{worker} works at full speed again");
  if (event === "Subscribed" && /^(http|email)/.test(data.protocol)) return gettext("{topic} asks {target} to confirm");
  if (event === "MessageSent" && isPerson(data.by)) return gettext("{who} sent {order} to {queue}");
  return NOTABLE[event] ?? ORDINARY[event];
}

/** Participants outside are marked by "@"; all other callers are parts of the simulation. */
function isPerson(by) {
  return by?.startsWith("@") === true;
}

/** An event's values as the screen calls them. */
function valuesOf(data, store) {
  const name = (id) => nameOf(id, store);
  const values = { ...data, order: orderName(data), who: isPerson(data.by) ? data.by.slice(1) : name(data.by) };
  values.worker = name(data.instance ? `${data.program}/${data.instance}` : data.program);
  values.target = name(data.target ?? data.to);
  values.entity = name(data.entity);
  values.reason = reasonWords(data.reason);
  values.goal = goalTitles[data.goal] ?? data.goal;
  values.topic = data.topic ?? "SNS";
  values.copies = data.copies?.map(name).join(", ");
  values.share = data.per_million / 10_000;
  if (data.per_second !== undefined) values.per_second = number(data.per_second);
  return Object.assign(values, endsOf(data), ...READERS.map((read) => read(data)));
}

/** The name an entity has on the screen; a program with several instances goes by its own name. */
export function nameOf(id, store) {
  const own = store.get(id)?.name;
  return own ?? store.get(`${id}/1`)?.name.replace(/ \d+$/, "") ?? String(id);
}

/** A message that belongs to no order of the simulation was sent by a person. */
export function orderName({ order, trace }) {
  const count = order ?? /^order-(\d+)$/.exec(trace ?? "")?.[1];
  return count === undefined ? gettext("a message") : say(gettext("order {number}"), { number: count });
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
