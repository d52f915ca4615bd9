/** What the inspector says of a thing: its parameters, what can be done with it, what it is connected to. Pure. */

import { isConnected, linksAt, linksOf, targetsOf } from "#lab/bench/links.js";
import { isFifo } from "#lab/bench/making.js";
import { mailboxSheet, outboxSheet } from "#lab/bench/mail_sheets.js";
import { subscriberKind } from "#lab/bench/part_kinds.js";
import { NETWORK, kindWord, programOfKey, subscriptionsOf } from "#lab/bench/parts.js";
import { dialsSheet, queueOfDials, queueSheet, receivesFields } from "#lab/bench/queue_sheets.js";
import { endpointSheet, subscriptionFields, topicFields } from "#lab/bench/subscription_sheets.js";
import { instanceSheet, programSheet, serverSheet } from "#lab/bench/worker_sheets.js";
import { endsOf, nameOf } from "#lab/room/sentences.js";
import { gettext, say } from "#lab/room/words.js";

/**
 * @typedef {object} Act  a button
 * @property {string} key
 * @property {string} label
 * @property {boolean} [danger]
 * @property {boolean} [leading]
 * @property {import("#lab/bench/links.js").Command} [command]
 * @property {string} [leads]  to another thing's sheet
 * @property {import("#lab/bench/part_kinds.js").Kind} [asks]  for what a new part needs
 *
 * @typedef {object} Sheet
 * @property {string} title
 * @property {string} words
 * @property {import("#lab/bench/fields.js").Field[]} fields
 * @property {import("#lab/bench/fields.js").Field[]} [more]  folded away
 * @property {Act[]} acts
 * @property {Act[]} [faults]  what breaks: it stands last, and apart
 * @property {import("#lab/bench/links.js").Link[]} links
 * @property {boolean} connects  whether there is something to connect it with
 * @property {boolean} [alone]  it could be connected, but there is nothing left to connect it with
 * @property {string} [note]  what its drawing says in one word
 */
/** @typedef {import("#lab/room/store.js").Store} Store */

const RATE_MOST = 2000;

/** @param {string} key  of a part, or `from>to` for a wire @param {Store} store @returns {Sheet | null} */
export function sheetOf(key, store) {
  const program = programOfKey(key);
  if (program !== null) return programSheet(program, store);
  const queue = store.get(queueOfDials(key));
  if (queue) return dialsSheet(queue);
  if (key === NETWORK) return networkSheet(store);
  if (key.includes(">")) return wireSheet(key, store);
  const entity = store.get(key);
  if (!entity) return null;
  const own = SHEETS[entity.kind]?.(key, entity, store) ?? { fields: [], acts: [] };
  const connects = targetsOf(key, store).length > 0;
  const alone = !connects && isConnected(entity.kind);
  return { title: entity.name, words: kindWord(entity.kind), links: linksAt(key, store), connects, alone, ...own };
}

/** What a wire is called. @param {{from: string, to: string}} link @param {Store} store */
export function linkName({ from, to }, store) {
  const end = store.get(to) ? nameOf(to, store) : to.replace(/^arn:.*:/, "");
  return `${nameOf(from, store)} → ${end}`;
}

function callerSheet(id, { running, rate_per_s: value }) {
  const command = (perSecond) => ({ command: `${id}.set_rate`, args: { per_second: perSecond } });
  const label = gettext("Orders per second");
  const unit = gettext("orders/s");
  const turn = running
    ? { key: "stop", label: gettext("Stop"), danger: true, command: { command: `${id}.stop`, args: {} } }
    : { key: "start", label: gettext("Start"), command: { command: `${id}.start`, args: {} } };
  const rate = { key: "rate", label, unit, least: 0, most: RATE_MOST, broken: true, value, command };
  return { fields: [rate], acts: [turn] };
}

function topicSheet(_id, topic) {
  const { name, arn } = topic;
  if (!arn) return { fields: [], acts: [] };
  const command = { command: "sns.delete_topic", args: { TopicArn: arn } };
  const acts = [{ key: "delete", label: gettext("Delete"), danger: true, command }];
  if (!isFifo(name)) acts.unshift({ key: "subscriber", label: gettext("+ Subscriber…"), asks: subscriberKind(arn) });
  return { fields: topicFields(topic), acts };
}

function networkSheet(store) {
  const pairs = new Map(linksOf(store).map((link) => pairOf(link)).map((pair) => [pair.join(" "), pair]));
  const acts = [...pairs.values()].map((pair) => cutAct(pair, store));
  return { title: gettext("Network"), words: "", fields: [], acts, links: [], connects: false };
}

function wireSheet(key, store) {
  const link = linksOf(store).find((one) => one.key === key);
  if (!link) return null;
  const acts = link.end ? [{ key: "end", label: gettext("Disconnect"), leading: true, command: link.end }] : [];
  const faults = [cutAct(pairOf(link), store)];
  const title = linkName(link, store);
  const words = link.waits ? gettext("not confirmed yet") : gettext("connection");
  const note = gettext("A cut is a fault of the network: the connection stays, but nothing gets through.");
  const parameters = wireFields(link, store);
  return { title, words, ...parameters, acts, faults, links: [], connects: false, note };
}

/** The parameters of what a wire stands for: a subscription, or the way to a dead-letter queue. */
function wireFields({ from, to, receives }, store) {
  if (receives) return { fields: receivesFields(store.get(from), store) };
  const one = subscriptionsOf(store.get(from) ?? {}).find(({ target, endpoint }) => (target ?? endpoint) === to);
  return { fields: [], more: one ? subscriptionFields(one, store) : [] };
}

/** The two parts of the simulation between which a connection runs. */
function pairOf({ from, to }) {
  return [from.split("/")[0], to.split("/")[0]];
}

function cutAct([a, b], store) {
  const isCut = (store.get(NETWORK)?.cuts ?? []).some((pair) => pair.includes(a) && pair.includes(b));
  const mend = gettext("Mend the network between {a} and {b}");
  const cut = gettext("Break the network between {a} and {b}");
  const command = { command: isCut ? "network.heal" : "network.cut", args: { a, b } };
  const ends = endsOf({ a: nameOf(a, store), b: nameOf(b, store) });
  return { key: `cut ${a} ${b}`, label: say(isCut ? mend : cut, ends), danger: !isCut, command };
}

/** @type {Record<string, (id: string, entity: object, store: Store) => Partial<Sheet>>} */
const SHEETS = {
  caller: callerSheet,
  queue: queueSheet,
  topic: topicSheet,
  worker: instanceSheet,
  server: serverSheet,
  endpoint: endpointSheet,
  outbox: outboxSheet,
  mailbox: mailboxSheet,
};
