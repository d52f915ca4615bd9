/** What takes a command back: commands with the values from before. Asked before the command is carried out. Pure. */

import { redrivePolicyOf } from "#lab/bench/dead_letters.js";
import { aim, attach, detach, subscribe } from "#lab/bench/links.js";
import { createTopic } from "#lab/bench/making.js";
import { programNamed, subscriptionsOf } from "#lab/bench/parts.js";
import { setSubscription, setTopic, settingOf } from "#lab/bench/subscribing.js";

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
  if (WIRE_SERVICES.has(name)) return WIRE[method]?.(args, store) ?? null;
  if (name === "network") return NETWORK[method]?.(args, store) ?? null;
  if (store.get(name)?.kind === "caller") return CALLER[method]?.(name, store.get(name), args, store) ?? null;
  if (OUTSIDE[command]) return OUTSIDE[command](args, store);
  const server = store.get(name)?.kind === "server" ? store.get(name) : null;
  const instances = server ? [{ ...server, id: name }] : programNamed(name, store).instances;
  const chosen = instances.filter((one) => (args.instance ?? one.instance) === one.instance);
  const back = PROGRAM[method]?.(name, chosen) ?? [];
  return back.length ? () => back : null;
}

const WIRE_SERVICES = new Set(["sqs", "sns", "ses", "sesv2"]);

const WIRE = {
  create_queue: ({ QueueName }, store) =>
    store.get(`sqs/${QueueName}`) ? null : () => [wire("sqs.delete_queue", { QueueUrl: QueueName })],
  set_queue_attributes({ QueueUrl, Attributes }, store) {
    const queue = store.get(`sqs/${lastOf(QueueUrl)}`);
    const before = { ...queue?.attributes, RedrivePolicy: queue && redrivePolicyOf(queue, store) };
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
    return topic ? () => [createTopic(topic.name), ...again()] : null;
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
  set_dials({ QueueUrl }, store) {
    const { name, dials = {} } = store.get(`sqs/${lastOf(QueueUrl)}`) ?? {};
    const { duplicates = 0, reordering = 0, servers = 0, stale_s: stale = 0 } = dials;
    const before = { Duplicates: duplicates, Reordering: reordering, Servers: servers, StaleSeconds: stale };
    return name ? () => [wire("sqs.set_dials", { QueueUrl: name, ...before })] : null;
  },
  set_subscription_attributes({ SubscriptionArn, AttributeName }, store) {
    const all = store.ofKind("topic").flatMap(([, topic]) => subscriptionsOf(topic));
    const before = settingOf(all.find(({ arn }) => arn === SubscriptionArn) ?? {}, AttributeName);
    return before === undefined ? null : () => [setSubscription(SubscriptionArn, AttributeName, before)];
  },
  set_topic_attributes({ TopicArn, AttributeName }, store) {
    const before = topicWith(store, ({ arn }) => arn === TopicArn)?.attributes?.[AttributeName];
    return before === undefined ? null : () => [setTopic(TopicArn, AttributeName, before)];
  },
  put_account_sending_attributes: ({ SendingEnabled }) => () => [
    wire("sesv2.put_account_sending_attributes", { SendingEnabled: !SendingEnabled }),
  ],
  create_email_identity: ({ EmailIdentity }, store) =>
    hasIdentity(EmailIdentity, store) ? null : () => [wire("sesv2.delete_email_identity", { EmailIdentity })],
  delete_email_identity: ({ EmailIdentity }, store) =>
    hasIdentity(EmailIdentity, store) ? () => [wire("sesv2.create_email_identity", { EmailIdentity })] : null,
};

/** The world outside of the account. */
const OUTSIDE = {
  "endpoints.set_failing"({ target, failing }) {
    return () => [wire("endpoints.set_failing", { target, failing: !failing })];
  },
  "endpoints.confirm": () => null,
  "mailboxes.set_domain"({ domain, ...changed }, store) {
    const entity = store.get(`mailbox/${domain}`);
    const before = Object.fromEntries(Object.keys(changed).map((dial) => [dial, entity?.[dial] ?? 0]));
    return () => [wire("mailboxes.set_domain", { domain, ...before })];
  },
};

const NETWORK = {
  cut: (args, store) => (isCut(args, store) ? null : () => [wire("network.heal", args)]),
  heal: (args, store) => (isCut(args, store) ? () => [wire("network.cut", args)] : null),
};

const CALLER = {
  stop: (name, { running }) => (running ? () => [wire(`${name}.start`, {})] : null),
  start: (name, { running }) => (running ? null : () => [wire(`${name}.stop`, {})]),
  connect: (name, { links }, { arn }, store) => {
    const to = [...store.entities].find(([, one]) => one.arn === arn)?.[0];
    return to && !links.includes(to) ? () => [wire(`${name}.disconnect`, { to })] : null;
  },
  disconnect: (name, { links }, { to }, store) =>
    links.includes(to) && store.get(to)?.arn ? () => [aim(name, store.get(to).arn)] : null,
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

function hasIdentity(wanted, store) {
  return store.get("ses")?.identities?.some(({ name }) => name === wanted) ?? false;
}

function isCut({ a, b }, store) {
  return (store.get("network")?.cuts ?? []).some((pair) => pair.includes(a) && pair.includes(b));
}

/** A queue's name, of its name, id or URL. */
function lastOf(path) {
  return path?.split("/").at(-1);
}
