/** The kinds of parts that can be added to a scene: what is asked, and the command that makes one. Pure. */

import { createQueue, createTopic, FIFO, isFifo } from "#lab/bench/making.js";
import { programNamed, programsOf } from "#lab/bench/parts.js";
import { protocolOf, subscribeTo } from "#lab/bench/subscribing.js";
import { gettext } from "#lab/room/words.js";

/**
 * @typedef {object} Kind
 * @property {string} key
 * @property {string} ask
 * @property {number} [most]  characters of a name; without it one of `options` is chosen
 * @property {(value: string, store: Store) => string} [problem]  with the name, in words; "" if there is none
 * @property {(store: Store) => string} [proposed]
 * @property {(store: Store) => [string, string][]} [options]  values with what they are called
 * @property {(value: string, store: Store) => import("#lab/bench/links.js").Command} command
 * @property {(value: string, store: Store) => string} id  of what is made
 */
/** @typedef {import("#lab/room/store.js").Store} Store */

const NAME = /^[A-Za-z0-9_-]+(\.fifo)?$/;
const IDENTITY = /^([^@\s]+@)?[^@\s]+\.[^@\s.]+$/;
const QUEUE_MOST = 80;
const TOPIC_MOST = 256;
const IDENTITY_MOST = 320;
const ADDRESS_MOST = 2048;

/** @type {Kind[]} */
export const KINDS = [
  queueKind("queue", gettext("Name of the new queue"), (store) => [...programsOf(store), "queue"]),
  queueKind("fifo-queue", gettext("Name of the new FIFO queue"), () => ["orders", "queue"], FIFO),
  topicKind("topic", gettext("Name of the new topic")),
  topicKind("fifo-topic", gettext("Name of the new FIFO topic"), FIFO),
  {
    key: "instance",
    ask: gettext("One more instance of"),
    options: (store) => programsOf(store).map((program) => [program, programNamed(program, store).name]),
    command: (program, store) => ({ command: `${program}.scale`, args: { instances: countOf(program, store) + 1 } }),
    id: (program, store) => `${program}/${countOf(program, store) + 1}`,
  },
  {
    key: "identity",
    ask: gettext("E-mail address or domain to send from"),
    most: IDENTITY_MOST,
    problem: (value) => (IDENTITY.test(value) ? "" : gettext("An address like shop@example.com, or a domain.")),
    proposed: () => "shop@example.com",
    command: (value) => ({ command: "sesv2.create_email_identity", args: { EmailIdentity: value } }),
    id: () => "ses",
  },
];

/** What takes a topic's messages outside of the shop. @param {string} topicArn @returns {Kind} */
export function subscriberKind(topicArn) {
  const wrong = gettext("An e-mail address, a phone number like +821012345678, a web address or an ARN.");
  return {
    key: "subscriber",
    ask: gettext("Address of the subscriber"),
    most: ADDRESS_MOST,
    problem: (address) => (protocolOf(address) ? "" : wrong),
    proposed: () => "kim@example.com",
    command: (address) => subscribeTo(topicArn, address),
    id: (address) => `endpoint/${protocolOf(address)}/${address.split(":").at(-1)}`,
  };
}

function queueKind(key, ask, names, ending = "") {
  const id = (name) => `sqs/${withEnding(name, ending)}`;
  return {
    key,
    ask,
    most: QUEUE_MOST,
    problem: (name, store) => nameProblem(name, id(name), store),
    proposed: (store) => freeName(store, "sqs", names(store), ending),
    command: (name) => createQueue(withEnding(name, ending)),
    id,
  };
}

function topicKind(key, ask, ending = "") {
  const id = (name) => `sns/${withEnding(name, ending)}`;
  return {
    key,
    ask,
    most: TOPIC_MOST,
    problem: (name, store) => nameProblem(name, id(name), store),
    proposed: (store) => freeName(store, "sns", ["orders", "topic"], ending),
    command: (name) => createTopic(withEnding(name, ending)),
    id,
  };
}

/** Who asks for a FIFO part need not write how its name must end. */
function withEnding(name, ending) {
  return isFifo(name) ? name : name + ending;
}

function nameProblem(name, id, store) {
  if (!NAME.test(name)) return gettext("Only the letters A to Z, digits, - and _, and at the end .fifo.");
  return store.get(id) ? gettext("This name is taken.") : "";
}

/** The first of some names that nothing has yet; the last of them gets a number. */
function freeName(store, service, names, ending) {
  const isFree = (name) => !store.get(`${service}/${name}${ending}`);
  const free = names.slice(0, -1).find(isFree);
  let count = 1;
  while (!free && !isFree(`${names.at(-1)}-${count}`)) count += 1;
  return (free ?? `${names.at(-1)}-${count}`) + ending;
}

function countOf(program, store) {
  return programNamed(program, store).instances.length;
}
