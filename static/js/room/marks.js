/** What stands on the rail: the commands, faults and goals of a run, each with its few words. */

import "#lab/later_sentences.js";

import { endsOf, eventSentence, nameOf } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

const MARKS_MOST = 200;
const BREAKS = new Set(["stop", "crash", "cut", "slow_down", "set_loss"]);

/** @typedef {{atMs: number, sort: "fault" | "change" | "reached" | "missed", words: string}} Mark */

/**
 * The marks of a run, oldest first; of too many the newest stay.
 * @param {{commands: object[], goals: object[]}} history  the answer to `room.history`
 * @param {import("#lab/room/store.js").Store} store  knows what the parts are called
 * @returns {Mark[]}
 */
export function marksOf({ commands, goals }, store) {
  const marks = commands.filter(isMembers).map((command) => markOf(command, store));
  for (const goal of goals) if (goal.at_us !== null && goal.status !== "not_yet") marks.push(goalMark(goal, store));
  return marks.sort((one, other) => one.atMs - other.atMs).slice(-MARKS_MOST);
}

/** A wire client's calls are the traffic of the run, not turns in it. */
function isMembers({ by }) {
  return !by?.startsWith("@");
}

function markOf(command, store) {
  const sort = breaks(command) ? "fault" : "change";
  return { atMs: command.at_us / 1000, sort, words: commandWords(command, store) };
}

function breaks({ name, args }) {
  const verb = name.split(".").at(-1);
  return BREAKS.has(verb) && args.factor !== 1 && args.per_million !== 0;
}

function goalMark({ goal, status, at_us }, store) {
  const event = { event: status === "reached" ? "GoalReached" : "GoalMissed", data: { goal } };
  return { atMs: at_us / 1000, sort: status === "reached" ? "reached" : "missed", words: eventSentence(event, store) };
}

/** A command in the few words that fit on the rail. @param {{name: string, args: object}} command */
export function commandWords({ name, args }, store) {
  const [part, verb] = [name.slice(0, name.lastIndexOf(".")), name.split(".").at(-1)];
  const sentence = args.factor === 1 ? gettext("{worker} at full speed") : SENTENCES[verb];
  if (!sentence) return say(gettext("{part}: {verb}"), { part: part.toUpperCase(), verb: verb.replaceAll("_", " ") });
  const worker = nameOf(args.instance ? `${part}/${args.instance}` : part, store);
  const values = { ...args, ...endsOf(args), ...thingsOf(args), worker, share: args.per_million / 10_000 };
  if (args.per_second !== undefined) values.per_second = number(args.per_second);
  return say(sentence, values);
}

/** What a call is about: of addresses the last part. What is gone by now has no other name. */
function thingsOf(args) {
  const [queue, topic] = [args.queue ?? args.QueueUrl ?? args.SourceArn, args.TopicArn ?? topicOf(args)];
  const { Endpoint, arn, to, TargetArn, PhoneNumber, domain } = args;
  const target = Endpoint ?? arn ?? to ?? args.target ?? TargetArn ?? PhoneNumber ?? domain;
  const host = /^https?:..([\w-]+)/.exec(target)?.[1];
  return { queue: lastOf(queue), topic: lastOf(topic), target: host ?? lastOf(target) };
}

function topicOf({ SubscriptionArn }) {
  return SubscriptionArn?.split(":").slice(0, -1).join(":");
}

function lastOf(address) {
  return address?.split(/[:/]/).at(-1) ?? "…";
}

const SENTENCES = {
  stop: gettext("{worker} stops"),
  start: gettext("{worker} starts"),
  crash: gettext("{worker} crashes"),
  slow_down: gettext("{worker} gets {factor} times slower"),
  set_concurrency: gettext("{worker}: {concurrency} at a time"),
  scale: gettext("{worker}: {instances} instances"),
  set_rate: gettext("{worker}: {per_second} orders/s"),
  connect: gettext("{worker} → {target} connected"),
  disconnect: gettext("{worker} → {target} disconnected"),
  attach: gettext("{queue} → {worker} connected"),
  detach: gettext("{worker} lets go of its queue"),
  cut: gettext("{a} – {b} is cut"),
  heal: gettext("{a} – {b} is mended"),
  set_loss: gettext("{a} – {b} loses {share} %"),
  create_queue: gettext("new queue {QueueName}"),
  delete_queue: gettext("queue {queue} deleted"),
  purge_queue: gettext("queue {queue} emptied"),
  set_queue_attributes: gettext("{queue}: new settings"),
  set_dials: gettext("{queue}: dials turned"),
  start_message_move_task: gettext("messages move out of {queue}"),
  send_message: gettext("a message to {queue}"),
  receive_message: gettext("a receive from {queue}"),
  delete_message: gettext("a message of {queue} deleted"),
  change_message_visibility: gettext("{queue}: visibility of a message"),
  create_topic: gettext("new topic {Name}"),
  delete_topic: gettext("topic {topic} deleted"),
  subscribe: gettext("{topic} → {target} connected"),
  unsubscribe: gettext("{topic}: a subscription ended"),
  set_subscription_attributes: gettext("{topic}: a subscription changed"),
  publish: gettext("a message to {topic}"),
  create_email_identity: gettext("new identity {EmailIdentity}"),
  delete_email_identity: gettext("identity {EmailIdentity} deleted"),
  send_email: gettext("an e-mail is sent"),
  set_domain: gettext("{target}: mail server changed"),
  set_failing: gettext("{target}: fails or works again"),
};
