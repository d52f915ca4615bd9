/** What a command does, in few words: for the undo button and for what is read aloud. */

import { subscriptionsOf } from "#lab/bench/parts.js";
import { endsOf, nameOf } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

/**
 * @param {import("#lab/bench/links.js").Command} command
 * @param {import("#lab/room/store.js").Store} store  as it is before the command: what it ends is still there
 */
export function commandWords({ command, args = {} }, store) {
  const [name, method] = command.split(".");
  const values = valuesOf(name, args, store);
  const sentence = variantOf(method, args, values) ?? SENTENCES[method];
  return sentence ? say(sentence, { ...args, ...values }) : command;
}

/**
 * What happens besides: an instance that is attached to another queue lets go of the one it had.
 * @returns {string} "" if nothing does
 */
export function letGoWords({ command, args = {} }, store) {
  const [name, method] = command.split(".");
  const values = valuesOf(name, args, store);
  if (method !== "attach" || !values.before) return "";
  return say(gettext("{worker} has let go of {before}: an instance works off one queue at a time."), values);
}

/** What a queue's attribute is called. @type {Record<string, string>} */
export const ATTRIBUTES = {
  VisibilityTimeout: gettext("Visibility timeout"),
  DelaySeconds: gettext("Delivery delay"),
  MessageRetentionPeriod: gettext("Retention"),
  ReceiveMessageWaitTimeSeconds: gettext("Long-poll wait"),
};

/** By the name of the method; rarer ones are added by what hands are fetched with. @type {Record<string, string>} */
export const SENTENCES = {
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
  stop: gettext("{worker} stopped"),
  start: gettext("{worker} started"),
  crash: gettext("{worker} crashed"),
  slow_down: gettext("{worker}: time per message × {factor}"),
  set_concurrency: gettext("{worker}: {concurrency} at a time"),
  scale: gettext("{worker}: {instances} instances"),
  set_rate: gettext("{worker}: {per_second} orders/s"),
  cut: gettext("{a} – {b} cut"),
  heal: gettext("{a} – {b} mended"),
};

const ATTACHED_ELSEWHERE = gettext("{queue} → {worker} connected instead of {before}");

/** Attributes of a queue that have words of their own: what is said if they are set, and if they are taken away. */
export const QUEUE_VARIANTS = {};

function variantOf(method, { Attributes = {} }, { before }) {
  if (method === "attach" && before) return ATTACHED_ELSEWHERE;
  const name = method === "set_queue_attributes" && Object.keys(Attributes).find((one) => one in QUEUE_VARIANTS);
  return name ? QUEUE_VARIANTS[name][Attributes[name] ? 0 : 1] : null;
}

function valuesOf(name, args, store) {
  const worker = nameOf(args.instance ? `${name}/${args.instance}` : name, store);
  const pulled = store.get(args.instance ? `${name}/${args.instance}` : `${name}/1`)?.pulls?.[0];
  const queue = args.queue ?? (args.QueueUrl ?? args.SourceArn ?? pulled)?.split(/[/:]/).at(-1);
  const had = pulled?.split("/").at(-1);
  const rate = args.per_second === undefined ? {} : { per_second: number(args.per_second) };
  const wiring = { worker, queue, before: had === queue ? "" : had };
  const letters = lettersOf(args.Attributes?.RedrivePolicy);
  const rest = { ...endsOf(args), ...subscriptionOf(args, store) };
  return { ...wiring, ...letters, values: attributesOf(args), ...rate, ...rest };
}

function lettersOf(policy) {
  if (!policy) return {};
  const { deadLetterTargetArn: arn, maxReceiveCount: most } = JSON.parse(policy);
  return { letters: arn.split(":").at(-1), most };
}

function attributesOf({ Attributes = {} }) {
  const pairs = Object.entries(Attributes).filter(([key]) => key in ATTRIBUTES);
  const seconds = (value) => say(gettext("{seconds} s"), { seconds: number(Number(value)) });
  return pairs.map(([key, value]) => `${ATTRIBUTES[key]} ${seconds(value)}`).join(", ");
}

function subscriptionOf({ TopicArn, SubscriptionArn, Endpoint, arn: aimed, to, target: outside }, store) {
  const arn = TopicArn ?? SubscriptionArn?.split(":").slice(0, -1).join(":");
  const topic = arn?.split(":").at(-1);
  const known = subscriptionsOf(store.get(`sns/${topic}`) ?? {}).find((one) => one.arn === SubscriptionArn);
  const place = to ?? outside ?? known?.target;
  const target = place ? nameOf(place, store) : endpointName(Endpoint ?? aimed ?? known?.endpoint, store);
  return { topic, target };
}

/** The name of what has that address. */
function endpointName(endpoint, store) {
  const found = [...store.entities.values()].find((one) => endpoint && [one.arn, one.endpoint].includes(endpoint));
  return found?.name ?? endpoint;
}
