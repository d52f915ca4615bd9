/** The lines of an answer to "why?" as sentences: a line has a code and values, never prose. Pure. */

import "#lab/later_sentences.js";

import { commandSentence } from "#lab/room/why_commands.js";
import { valuesOf } from "#lab/room/why_values.js";
import { gettext, say } from "#lab/room/words.js";

/**
 * @typedef {object} Line
 * @property {string} line  its code
 * @property {number | null} at_us
 * @property {number | null} event
 * @property {number | null} command
 * @property {object} values
 */
/** @typedef {(id: string) => string} NameOf  what the screen calls an entity, a program or a queue */

/** Orders and messages. @type {Record<string, string>} */
const OF_ORDERS = {
  handled: gettext("{holder} handled {order}, {took} after it came in"),
  handled_late: gettext("{holder} handled {order} late: {took} after it came in"),
  at_work: gettext("{worker} has been working on it for {work}"),
  at_work_done: gettext("{worker} worked on it for {work}"),
  received: gettext("{holder} took it from {queue} after it had waited for {waited}"),
  accepted: gettext("{order} accepted"),
  sent: gettext("{holder} sent {order} to {queue}"),
  delivered_again: gettext("{order} was delivered {count} times from {queue}, this time to {holder}"),
  timed_out: gettext("{holder} did not delete it within {after}, so {queue} showed it again"),
  kept: gettext("{holder} received it and did not delete it"),
  given_back: gettext("{holder} gave it back before the time was over"),
  sent_twice: gettext("It was sent to {to} a second time, for the first time seemed to fail: {reason}"),
  came_again: gettext("{order} came to {worker}, {count} times in all"),
  came_twice: gettext("{order} came to {worker} twice"),
  copied_twice: gettext("{a} and {to} were both subscribed to {topic}, so each got a copy"),
  called_again: gettext("{worker} was called {count} times for {order}"),
  not_delivered: gettext("Attempt {attempts} to reach {to} failed: {reason}"),
  answer_lost: gettext("{queue} handed it out, but it never reached {worker}"),
  answer_under_way: gettext("{queue} has handed it out; it is on its way to {worker}"),
  delete_lost: gettext("{worker} handled it, but the delete never reached {queue}"),
  delete_under_way: gettext("{worker} handled it; the delete is on its way to {queue} or came too late"),
  lost: gettext("{order} is lost for {worker}"),
  lost_message: gettext("{order} was thrown away, handled by nobody"),
  expired: gettext("{order} lay in {queue} for {stored}; that is as long as it keeps anything"),
  dropped: gettext("{topic} could not deliver {order} to {to} and dropped it: {reason}"),
  given_up: gettext("{order} was given up after {attempts} attempts to reach {to}: {reason}"),
  no_copy: gettext("{topic} made no copy of {order} for {worker}"),
  filtered: gettext("the filter policy of {to} does not let {order} pass"),
  taken: gettext("{holder} took it and deleted it from {queue}; {worker} had no copy of its own"),
  dead_letter: gettext("{order} was received {count} times from {queue} and never deleted, so it went to {to}"),
  waiting: gettext("{order} has been waiting in {queue} for {waited}"),
  hidden: gettext("{holder} received {order}; {queue} hides it for another {rest}"),
  hidden_anew: gettext("{holder} had it hidden for {seconds} s more"),
  delayed: gettext("{queue} holds {order} back for another {rest}"),
  queued_at: gettext("{order} has been waiting in the memory of {worker} for {waited}"),
  under_way: gettext("{order} is on its way from {a} to {to}"),
  not_yet: gettext("{order} has not come in yet"),
  not_yet_queue: gettext("{queue} does not exist yet"),
  older_than_looked: gettext("Too long ago: the reason lies more than {facts} events back"),
  happened: gettext("The last that is known of it: {fact}"),
};

/** Queues, programs and topics. @type {Record<string, string>} */
const OF_PARTS = {
  piled_up: gettext("Waiting in {queue}: {visible}, the oldest for {oldest}"),
  hands_full: gettext("{worker} has its hands full: {busy} of {hands} at work, and {ahead} messages wait"),
  taken_soon: gettext("{worker} is about to take what is in {queue}"),
  nobody_attached: gettext("No program works off {queue}"),
  no_answer: gettext("{worker} has been waiting for {waited} for an answer that was lost"),
  in_hands: gettext("Received from {queue} and not deleted yet: {hidden}"),
  busy_with: gettext("{worker} is working on {busy} of them"),
  holds_delayed: gettext("{queue} holds back {delayed} new messages"),
  empty: gettext("{queue} is empty; {sent} messages have passed through it"),
  keeps_up: gettext("{worker} takes everything as soon as it comes"),
  no_source: gettext("No topic sends copies to {queue}"),
  queue_gone: gettext("{queue} no longer exists"),
  no_queue: gettext("{queue} does not exist"),
  takes_orders: gettext("{worker} takes orders at {per_second}/s, {accepted} so far"),
  takes_none: gettext("{worker} takes no orders; it took {accepted} before"),
  copies_to: gettext("{topic} copies every message to {targets}; {published} so far"),
  copies_to_nobody: gettext("{topic} has nobody to copy its messages to"),
  unconfirmed: gettext("{target} has not confirmed yet that it wants copies from {topic}"),
  not_asked: gettext("{target} could not be asked: {reason}"),
  nothing_leads_here: gettext("{worker} works off no queue, and no topic leads to it"),
  not_working: gettext("{worker} takes nothing more; {waiting} messages wait for it"),
  idle: gettext("{worker} has nothing in hand"),
  busy: gettext("{worker} has {busy} of {hands} hands at work"),
  began: gettext("The newest it began with is {order}"),
  nothing_to_take: gettext("There is nothing to take in {queue}"),
};

/** What a command changed at once. @type {Record<string, string>} */
const EFFECTS = {
  stopped: gettext("{worker} stopped"),
  started: gettext("{worker} started"),
  crashed: gettext("{worker} crashed"),
  slowed: gettext("{worker} works {factor} times slower"),
  concurrency_set: gettext("{worker} now works on {concurrency} at a time"),
  rate_set: gettext("{worker}: {per_second} orders per second"),
  cut: gettext("The connection between {a} and {b} was cut"),
  loses: gettext("The connection between {a} and {b} loses {share} %"),
  emptied: gettext("{queue} was emptied, with {messages} messages in it"),
  queue_deleted: gettext("{queue} was deleted, with {messages} messages in it"),
  subscribed: gettext("{target} now gets a copy of everything from {topic}"),
  subscribed_first: gettext("{target} was subscribed to {topic} from the start"),
  subscription_changed: gettext("The subscription of {target} to {topic} has new settings"),
  topic_deleted: gettext("{topic} was deleted"),
  attached: gettext("{worker} now works off {queue}"),
  attached_first: gettext("{worker} worked off {queue} from the start"),
  detached: gettext("{worker} no longer works off {queue}"),
  unsubscribed: gettext("{target} no longer gets anything from {topic}"),
};

/** Numbers in force. @type {Record<string, string>} */
const PARAMETERS = {
  visibility_timeout_s: gettext("{queue} hides a received message for {value} s"),
  retention_s: gettext("{queue} keeps a message for {value} s at most"),
  delay_s: gettext("{queue} holds every new message back for {value} s"),
  rate_per_s: gettext("{worker} takes orders at {value}/s"),
  hands: gettext("{worker} works on {value} at a time in each instance; running: {running}"),
  latency_ms: gettext("From {a} to {b} takes up to {value} ms"),
};

/** Codes that a scene's own module tells. @type {Record<string, (line: Line, nameOf: NameOf) => string>} */
export const TELLERS = {};

/** One line in the page's language. @param {Line} line @param {NameOf} nameOf */
export function whySentence(line, nameOf) {
  const tell = TELLERS[line.line];
  if (tell) return tell(line, nameOf);
  const values = valuesOf(line.values, nameOf);
  if (line.line === "command") return commandSentence(line.values, values);
  if (line.line === "parameter") return say(PARAMETERS[line.values.parameter] ?? "{parameter} = {value}", values);
  const code = variantOf(line);
  return say(OF_ORDERS[code] ?? OF_PARTS[code] ?? EFFECTS[code] ?? code, values);
}

/** Some lines are told in two ways. */
function variantOf({ line, at_us: atUs, values }) {
  if (line === "came_again" && values.count === 2) return "came_twice";
  if ((line === "subscribed" || line === "attached") && atUs === 0) return `${line}_first`;
  if (line === "at_work" && values.done) return "at_work_done";
  if (line === "lost" && values.order === null) return "lost_message";
  if (line === "not_yet" && values.queue) return "not_yet_queue";
  if (line === "copies_to" && values.targets.length === 0) return "copies_to_nobody";
  return line;
}
