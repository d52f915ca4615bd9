/** What takes a command back: commands with the values from before. Asked before the command is carried out. Pure. */

import { attach, detach, subscribe, subscriptionsOf } from "#lab/bench/links.js";
import { programNamed } from "#lab/bench/parts.js";

/** @typedef {import("#lab/bench/links.js").Command} Command */
/** @typedef {import("#lab/room/store.js").Store} Store */
/** @typedef {(store: Store) => Command[]} Way  back; takes the store as it is then, for what is named only later */

/**
 * @param {Command} command
 * @param {Store} store  as it is before the command
 * @returns {Way | null}  null: it cannot be taken back, or it changes nothing
 */
export function inverseOf({ command, args = {} }, store) {
  const [name, method] = command.split(".");
  if (name === "sqs" || name === "sns") return WIRE[method]?.(args, store) ?? null;
  if (name === "network") return NETWORK[method]?.(args, store) ?? null;
  if (store.get(name)?.kind === "caller") return CALLER[method]?.(name, store.get(name)) ?? null;
  const server = store.get(name);
  const instances = server ? [{ ...server, id: name }] : programNamed(name, store).instances;
  const chosen = instances.filter((one) => (args.instance ?? one.instance) === one.instance);
  const back = PROGRAM[method]?.(name, chosen) ?? [];
  return back.length ? () => back : null;
}

const WIRE = {
  create_queue: ({ QueueName }, store) =>
    store.get(`sqs/${QueueName}`) ? null : () => [wire("sqs.delete_queue", { QueueUrl: QueueName })],
  set_queue_attributes({ QueueUrl, Attributes }, store) {
    const before = store.get(`sqs/${lastOf(QueueUrl)}`)?.attributes ?? {};
    const values = Object.fromEntries(Object.keys(Attributes ?? {}).map((key) => [key, before[key]]));
    const known = Object.values(values).every((value) => value !== undefined);
    return known ? () => [wire("sqs.set_queue_attributes", { QueueUrl, Attributes: values })] : null;
  },
  create_topic: ({ Name }, store) =>
    store.get(`sns/${Name}`)
      ? null
      : (later) => [wire("sns.delete_topic", { TopicArn: later.get(`sns/${Name}`)?.arn })],
  delete_topic({ TopicArn }, store) {
    const topic = topicWith(store, (one) => one.arn === TopicArn);
    const again = () => subscriptionsOf(topic).map((one) => subscribe(TopicArn, one));
    return topic ? () => [wire("sns.create_topic", { Name: topic.name }), ...again()] : null;
  },
  subscribe({ TopicArn, Endpoint }, store) {
    const find = (later) => subscriptionsOf(topicWith(later, (one) => one.arn === TopicArn) ?? {});
    const here = (one) => one.endpoint === Endpoint;
    if (find(store).some(here)) return null;
    return (later) => find(later).filter(here).map(unsubscribe);
  },
  unsubscribe({ SubscriptionArn }, store) {
    const topic = topicWith(store, (one) => subscriptionsOf(one).some(({ arn }) => arn === SubscriptionArn));
    const gone = subscriptionsOf(topic ?? {}).find(({ arn }) => arn === SubscriptionArn);
    return gone ? () => [subscribe(topic.arn, gone)] : null;
  },
};

const NETWORK = {
  cut: (args, store) => (isCut(args, store) ? null : () => [wire("network.heal", args)]),
  heal: (args, store) => (isCut(args, store) ? () => [wire("network.cut", args)] : null),
};

const CALLER = {
  stop: (name, { running }) => (running ? () => [wire(`${name}.start`, {})] : null),
  start: (name, { running }) => (running ? null : () => [wire(`${name}.stop`, {})]),
  set_rate: (name, before) => () => [wire(`${name}.set_rate`, { per_second: before.rate_per_s })],
};

/** For each of the instances that are meant. @type {Record<string, (name: string, chosen: object[]) => Command[]>} */
const PROGRAM = {
  attach: (_name, chosen) => chosen.map(wiredAsBefore),
  detach: (_name, chosen) => chosen.filter(queueOf).map(wiredAsBefore),
  stop: (name, chosen) => chosen.filter(isUp).map(({ instance }) => wire(`${name}.start`, { instance })),
  start: (name, chosen) => chosen.filter((one) => !isUp(one)).map(({ instance }) => wire(`${name}.stop`, { instance })),
  slow_down: (name, chosen) =>
    chosen.map(({ instance, slow }) => wire(`${name}.slow_down`, { factor: slow, instance })),
  set_concurrency: (name, chosen) => [wire(`${name}.set_concurrency`, { concurrency: chosen[0]?.concurrency ?? 1 })],
  scale: (name, chosen) => [wire(`${name}.scale`, { instances: chosen.length })],
};

/** @returns {Command} */
function wire(command, args) {
  return { command, args };
}

function unsubscribe({ arn }) {
  return wire("sns.unsubscribe", { SubscriptionArn: arn });
}

function wiredAsBefore(one) {
  const queue = queueOf(one);
  return queue ? attach(one.id, queue) : detach(one.id);
}

function queueOf({ pulls }) {
  return lastOf(pulls?.[0]);
}

function isUp({ state }) {
  return state === "running";
}

function topicWith(store, fits) {
  return store.ofKind("topic").find(([, topic]) => fits(topic))?.[1];
}

function isCut({ a, b }, store) {
  return (store.get("network")?.cuts ?? []).some((pair) => pair.includes(a) && pair.includes(b));
}

/** A queue's name, of its name, id or URL. */
function lastOf(path) {
  return path?.split("/").at(-1);
}
