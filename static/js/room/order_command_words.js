/** What commands on queues, topics and programs do, in few words. */

import { READERS, SENTENCES, VARIANTS } from "#lab/room/command_words.js";
import { nameOf } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

READERS.push(valuesOf);

/** What a queue's attribute is called. @type {Record<string, string>} */
export const ATTRIBUTES = {
  VisibilityTimeout: gettext("Visibility timeout"),
  DelaySeconds: gettext("Delivery delay"),
  MessageRetentionPeriod: gettext("Retention"),
  ReceiveMessageWaitTimeSeconds: gettext("Long-poll wait"),
};

/** Rarer ones are in a module that is fetched later. */
Object.assign(SENTENCES, {
  create_queue: gettext("new queue {QueueName}"),
  delete_queue: gettext("queue {queue} deleted"),
  purge_queue: gettext("queue {queue} emptied"),
  set_queue_attributes: gettext("{queue}: {values}"),
  create_topic: gettext("new topic {Name}"),
  delete_topic: gettext("topic {topic} deleted"),
  subscribe: gettext("{topic} → {target} connected"),
  unsubscribe: gettext("{topic} → {target} disconnected"),
  attach: gettext("{queue} → {worker} connected"),
  detach: gettext("{queue} → {worker} disconnected"),
  stop: gettext("{worker} stops"),
  start: gettext("{worker} starts"),
  crash: gettext("{worker} crashes"),
  slow_down: gettext("{worker}: time per message × {factor}"),
  set_concurrency: gettext("{worker}: {concurrency} at a time"),
  scale: gettext("{worker}: {instances} instances"),
  set_rate: gettext("{worker}: {per_second} orders/s"),
});

const ATTACHED_ELSEWHERE = gettext("{queue} → {worker} connected instead of {before}");

/** Attributes of a queue that have words of their own: what is said if they are set, and if they are taken away. */
export const QUEUE_VARIANTS = {};

Object.assign(VARIANTS, {
  attach: (_args, { before }) => (before ? ATTACHED_ELSEWHERE : null),
  set_queue_attributes({ Attributes }) {
    const name = Object.keys(Attributes ?? {}).find((one) => one in QUEUE_VARIANTS);
    return name ? QUEUE_VARIANTS[name][Attributes[name] ? 0 : 1] : null;
  },
});

/**
 * What a command is about, as the screen calls it.
 * @param {string} part  that is told
 * @param {object} args
 * @param {import("#lab/room/store.js").Store} store  as it is before the command
 */
export function valuesOf(part, args, store) {
  const worker = nameOf(args.instance ? `${part}/${args.instance}` : part, store);
  const pulled = store.get(args.instance ? `${part}/${args.instance}` : `${part}/1`)?.pulls?.[0];
  const queue = lastOf(args.queue ?? args.QueueUrl ?? args.SourceArn ?? pulled);
  const had = pulled && lastOf(pulled);
  const rate = args.per_second === undefined ? {} : { per_second: number(args.per_second) };
  const wiring = { worker, queue, before: had === queue ? "" : had };
  const letters = lettersOf(args.Attributes?.RedrivePolicy);
  return { ...wiring, ...letters, values: attributesOf(args), ...rate, ...subscriptionOf(args, store) };
}

function lettersOf(policy) {
  if (!policy) return {};
  const { deadLetterTargetArn: arn, maxReceiveCount: most } = JSON.parse(policy);
  return { letters: lastOf(arn), most };
}

function attributesOf({ Attributes = {} }) {
  const pairs = Object.entries(Attributes).filter(([key]) => key in ATTRIBUTES);
  const seconds = (value) => say(gettext("{seconds} s"), { seconds: number(Number(value)) });
  return pairs.map(([key, value]) => `${ATTRIBUTES[key]} ${seconds(value)}`).join(", ");
}

function subscriptionOf({ TopicArn, SubscriptionArn, Endpoint, arn: aimed, to, target: outside }, store) {
  const topic = lastOf(TopicArn ?? SubscriptionArn?.split(":").slice(0, -1).join(":"));
  const known = store.get(`sns/${topic}`)?.subscriptions?.find((one) => one.arn === SubscriptionArn);
  const place = to ?? outside ?? known?.target;
  const target = place ? nameOf(place, store) : endpointName(Endpoint ?? aimed ?? known?.endpoint, store);
  return { topic, target };
}

/** The name of what has that address; what is gone by now has no other name than that. */
function endpointName(endpoint, store) {
  const found = [...store.entities.values()].find((one) => endpoint && [one.arn, one.endpoint].includes(endpoint));
  return found?.name ?? /^https?:..([\w-]+)/.exec(endpoint)?.[1] ?? lastOf(endpoint);
}

function lastOf(address) {
  return address?.split(/[:/]/).at(-1) ?? "…";
}
