/** What happens to orders, queues and programs, as sentences: these join those of the room. */

import { reasonWords } from "#lab/room/reasons.js";
import { NOTABLE, ORDINARY, READERS, REST, VARIANTS, isPerson, nameOf } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

REST.fetch = () => import("#lab/room/rare_sentences.js");
READERS.push(valuesOf);

/** Faults, changes and losses: these stand in the log. */
Object.assign(NOTABLE, {
  WorkerStopped: gettext("{worker} stopped"),
  WorkerStarted: gettext("{worker} started"),
  WorkerCrashed: gettext("{worker} crashed"),
  WorkerSlowed: gettext("{worker} works {factor} times slower"),
  ConcurrencySet: gettext("{worker} now works on {concurrency} at a time"),
  StoreFrontStopped: gettext("{worker} stopped"),
  StoreFrontStarted: gettext("{worker} started"),
  RateSet: gettext("{worker}: {per_second} orders per second"),
  OrderLost: gettext("{order} is lost for {worker}"),
  OrderGivenUp: gettext("{order} was given up: {reason}"),
  CopyDropped: gettext("{topic} dropped {order}, meant for {target}"),
  MessageExpired: gettext("{order} was in {queue} for too long and is deleted"),
  MessageVisible: gettext("{order} is visible again in {queue}"),
  QueueChanged: gettext("Queue {queue} has new settings"),
  QueueDeleted: gettext("Queue {queue} was deleted"),
  QueuePurged: gettext("Queue {queue} was emptied"),
});

/** The way of single orders and the building of the scene: in the log only when a person did it. */
Object.assign(ORDINARY, {
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
});

Object.assign(VARIANTS, {
  WorkerSlowed: ({ factor }) => (factor === 1 ? gettext("{worker} works at full speed again") : null),
  Subscribed: ({ protocol }) =>
    /^(http|email)/.test(protocol) ? gettext("{topic} asks {target} to confirm") : null,
  MessageSent: ({ by }) => (isPerson(by) ? gettext("{who} sent {order} to {queue}") : null),
});

function valuesOf(data, store) {
  const name = (id) => nameOf(id, store);
  const values = { order: orderName(data), who: isPerson(data.by) ? data.by.slice(1) : name(data.by) };
  values.worker = name(data.instance ? `${data.program}/${data.instance}` : data.program);
  values.target = name(data.target ?? data.to);
  values.entity = name(data.entity);
  values.reason = reasonWords(data.reason);
  values.topic = data.topic ?? "SNS";
  values.copies = data.copies?.map(name).join(", ");
  if (data.per_second !== undefined) values.per_second = number(data.per_second);
  return values;
}

/** A message that belongs to no order of the simulation was sent by a person. */
export function orderName({ order, trace }) {
  const count = order ?? /^order-(\d+)$/.exec(trace ?? "")?.[1];
  return count === undefined ? gettext("a message") : say(gettext("order {number}"), { number: count });
}
