/** What the inspector says of a queue: its attributes, what FIFO queues have besides, dead letters, its dials. Pure. */

import { deadLetters, deadLettersOf } from "#lab/bench/dead_letters.js";
import { isFifo } from "#lab/bench/making.js";
import { ATTRIBUTES } from "#lab/room/order_command_words.js";
import { gettext, say } from "#lab/room/words.js";

/** @typedef {import("#lab/room/store.js").Store} Store */

/** Seconds that AWS allows; what matters first comes first. @type {Record<string, [number, number]>} */
const LIMITS = {
  VisibilityTimeout: [0, 43_200],
  DelaySeconds: [0, 900],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
};
const RECEIVES_MOST = 1000;

/** Before the id of the queue whose dials they are. */
const OF_DIALS = "dials:";
/** The engine's names, what they are called on the screen, unit and most. */
const DIALS = [
  ["Duplicates", "duplicates", gettext("Delivered twice"), "%", 100],
  ["Reordering", "reordering", gettext("Out of order"), "%", 100],
  ["Servers", "servers", gettext("Servers behind it (0: all are asked)"), "", 10],
  ["StaleSeconds", "stale_s", gettext("Counts are out of date by"), gettext("s"), 300],
];

const HIDDEN = gettext(
  "Hidden (dashed): received, not deleted yet. Until the visibility timeout is over, nobody else gets it.",
);
const BLOCKED = gettext("A bar in a lane: the first message is in flight, and the others of its group wait for it.");

/** @param {string} id @param {object} queue @param {Store} store */
export function queueSheet(id, queue, store) {
  const { name, attributes = {} } = queue;
  const known = Object.entries(LIMITS).filter(([attribute]) => attribute in attributes);
  const rows = known.map(([attribute, limits]) => attributeField(name, attribute, limits, attributes[attribute]));
  const act = (method) => ({ command: `sqs.${method}`, args: { QueueUrl: name } });
  return {
    note: queue.fifo ? `${HIDDEN} ${BLOCKED}` : HIDDEN,
    fields: [...rows.slice(0, 1), ...receivesFields(queue, store)],
    more: [...rows.slice(1), ...fifoFields(queue)],
    acts: [
      ...moveActs(queue, store),
      ...(isFifo(name) ? [] : [{ key: "dials", label: gettext("Dials…"), leads: OF_DIALS + id }]),
      { key: "purge", label: gettext("Empty the queue"), danger: true, command: act("purge_queue") },
      { key: "delete", label: gettext("Delete"), danger: true, command: act("delete_queue") },
    ],
  };
}

/** The queue whose dials a key stands for, or null. @param {string} key */
export function queueOfDials(key) {
  return key.startsWith(OF_DIALS) ? key.slice(OF_DIALS.length) : null;
}

/** What AWS does by itself, and rarely: here it is off until somebody turns it on. @param {object} queue */
export function dialsSheet({ name, dials = {} }) {
  const turned = (changed) => {
    const values = DIALS.map(([parameter, dial]) => [parameter, dials[dial] ?? 0]);
    return { command: "sqs.set_dials", args: { QueueUrl: name, ...Object.fromEntries(values), ...changed } };
  };
  const fields = DIALS.map(([parameter, dial, label, unit, most]) => ({
    key: parameter, label, unit, least: 0, most, value: dials[dial] ?? 0,
    command: (value) => turned({ [parameter]: value }),
  }));
  const note = gettext(
    "A standard queue at AWS does these things by itself, rarely. Here they are off until you turn them up.",
  );
  const title = say(gettext("Dials of {queue}"), { queue: name });
  return { title, words: "", fields, acts: [], links: [], connects: false, note };
}

/** How often a message may be received before it is a dead letter. */
export function receivesFields(queue, store) {
  const arn = store.get(deadLettersOf(queue))?.arn;
  if (!arn) return [];
  const command = (value) => deadLetters(queue.name, arn, value);
  const label = gettext("Receives before it is a dead letter");
  return [{ key: "receives", label, unit: "×", least: 1, most: RECEIVES_MOST, value: queue.receives_max, command }];
}

function attributeField(queue, attribute, [least, most], text) {
  const command = (value) => setAttributes(queue, { [attribute]: String(value) });
  const label = ATTRIBUTES[attribute];
  return { key: attribute, label, unit: gettext("s"), least, most, value: Number(text), command };
}

function fifoFields({ name, attributes = {} }) {
  if (!attributes.DeduplicationScope) return [];
  const content = attributes.ContentBasedDeduplication === "true";
  const perGroup = attributes.FifoThroughputLimit === "perMessageGroupId";
  return [
    {
      key: "content",
      label: gettext("Deduplication"),
      options: [[0, gettext("by id")], [1, gettext("by content")]],
      value: Number(content),
      command: (on) => setAttributes(name, { ContentBasedDeduplication: on ? "true" : "false" }),
    },
    {
      key: "throughput",
      label: gettext("Throughput"),
      options: [[0, gettext("300 calls/s in all")], [1, gettext("high, by group")]],
      value: Number(perGroup),
      command: (high) =>
        setAttributes(name, {
          DeduplicationScope: high ? "messageGroup" : "queue",
          FifoThroughputLimit: high ? "perMessageGroupId" : "perQueue",
        }),
    },
  ];
}

/** What lies in a dead-letter queue can go back. */
function moveActs({ arn, name, moving }, store) {
  const isDead = store.ofKind("queue").some(([, one]) => one.dead_letters === name);
  if (!isDead || moving) return [];
  const command = { command: "sqs.start_message_move_task", args: { SourceArn: arn } };
  return [{ key: "move", label: gettext("Move messages back"), command }];
}

function setAttributes(queue, Attributes) {
  return { command: "sqs.set_queue_attributes", args: { QueueUrl: queue, Attributes } };
}
