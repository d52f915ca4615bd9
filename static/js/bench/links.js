/** What is connected to what, and what could be: connections as the commands that make and end them. Pure. */

import { RECEIVES_FIRST, deadLetters, deadLettersOf, noDeadLetters } from "#lab/bench/dead_letters.js";
import { isFifo } from "#lab/bench/making.js";
import { subscriptionsOf } from "#lab/bench/parts.js";

/**
 * @typedef {{command: string, args: object}} Command  as the room takes it
 * @typedef {object} Link
 * @property {string} key  `from>to`, as the drawing names the wire
 * @property {string} from
 * @property {string} to  an entity's id, or an endpoint that is no thing of the scene
 * @property {Command | null} end  null: this connection is built in
 * @property {boolean} waits  the endpoint has not confirmed yet
 * @property {number} [receives]  after so many a message goes there: it leads to a dead-letter queue
 * @property {boolean} [settings]  its own sheet has parameters
 * @property {boolean} [ended]  it was there when its sheet was opened, and is no longer
 */
/** @typedef {import("#lab/room/store.js").Store} Store */

const CONNECTED = new Set(["caller", "topic", "queue", "worker", "server"]);

/** Every connection, in the direction of the messages. @param {Store} store @returns {Link[]} */
export function linksOf(store) {
  return [
    ...store.ofKind("caller").flatMap(([from, { links }]) => links.map((to) => link(from, to, unaim(from, to)))),
    ...store.ofKind("topic").flatMap(([id, topic]) => subscriptionsOf(topic).map((one) => subscriptionLink(id, one))),
    ...store.ofKind("queue").flatMap(([id, queue]) => deadLink(id, queue)),
    ...store.ofKind("worker").flatMap(([id, { pulls }]) => (pulls ?? []).map((from) => link(from, id, detach(id)))),
  ];
}

/** The connections of one thing. @param {string} id @param {Store} store */
export function linksAt(id, store) {
  return linksOf(store).filter(({ from, to }) => from === id || to === id);
}

/** What a thing can still be connected with. @param {string} id @param {Store} store @returns {string[]} */
export function targetsOf(id, store) {
  const others = [...store.entities].filter(([, { kind }]) => CONNECTED.has(kind)).map(([other]) => other);
  return others.filter((other) => connecting(id, other, store) !== null);
}

/** Whether things of a kind have connections. @param {string} kind */
export function isConnected(kind) {
  return CONNECTED.has(kind);
}

/**
 * The command that connects two things, whichever of them was taken up first; null where nothing connects them. Only a
 * caller itself says where its orders go: to who looks for somebody to empty a queue it would be no answer.
 * @param {string} one
 * @param {string} other
 * @param {Store} store
 * @returns {Command | null}
 */
export function connecting(one, other, store) {
  const connected = linksOf(store).some(({ key }) => key === `${one}>${other}` || key === `${other}>${one}`);
  if (connected) return null;
  return forward(one, other, store) ?? (store.get(other)?.kind === "caller" ? null : forward(other, one, store));
}

/** The command for a subscription as the room tells it. */
export function subscribe(topicArn, { protocol, endpoint, raw = true }) {
  const args = { TopicArn: topicArn, Protocol: protocol, Endpoint: endpoint };
  if (protocol === "sqs" && raw) args.Attributes = { RawMessageDelivery: "true" };
  return { command: "sns.subscribe", args };
}

/** @param {string} id  of an instance @param {string} queue  its name */
export function attach(id, queue) {
  const [program, instance] = id.split("/");
  return { command: `${program}.attach`, args: { queue, instance: Number(instance) } };
}

/** @param {string} id  of an instance */
export function detach(id) {
  const [program, instance] = id.split("/");
  return { command: `${program}.detach`, args: { instance: Number(instance) } };
}

/** Every order goes there too. @param {string} id  of a caller @param {string} arn  of a topic or queue */
export function aim(id, arn) {
  return { command: `${id}.connect`, args: { arn } };
}

/** What a caller was built to call directly stays: it could not be connected again. */
function unaim(id, to) {
  return /^s[nq]s\//.test(to) ? { command: `${id}.disconnect`, args: { to } } : null;
}

function forward(from, to, store) {
  const [source, target] = [store.get(from), store.get(to)];
  const way = `${source?.kind}>${target?.kind}`;
  if (["caller>topic", "caller>queue"].includes(way) && target.arn) return aim(from, target.arn);
  if (way === "queue>queue") return toDeadLetters(source, target);
  if (way === "queue>worker") return attach(to, source.name);
  if (way === "topic>queue" && target.arn) return subscribe(source.arn, { protocol: "sqs", endpoint: target.arn });
  if (["topic>worker", "topic>server"].includes(way) && target.endpoint) {
    return subscribe(source.arn, { protocol: "http", endpoint: target.endpoint });
  }
  return null;
}

/** A queue has one dead-letter queue at most, of its own kind. */
function toDeadLetters(source, target) {
  if (source === target || source.dead_letters || isFifo(source.name) !== isFifo(target.name)) return null;
  return target.arn ? deadLetters(source.name, target.arn, RECEIVES_FIRST) : null;
}

function deadLink(from, queue) {
  const to = deadLettersOf(queue);
  return to ? [{ ...link(from, to, noDeadLetters(queue.name)), receives: queue.receives_max }] : [];
}

function link(from, to, end) {
  return { key: `${from}>${to}`, from, to, end, waits: false };
}

function subscriptionLink(topic, { arn, target, endpoint, confirmed }) {
  const end = { command: "sns.unsubscribe", args: { SubscriptionArn: arn } };
  return { ...link(topic, target ?? endpoint, end), waits: confirmed === false, settings: true };
}
