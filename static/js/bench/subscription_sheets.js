/** What the inspector says of a FIFO topic, of subscriptions, and of endpoints outside of the shop. Pure. */

import { setSubscription, setTopic } from "#lab/bench/subscribing.js";
import { gettext, number, say } from "#lab/room/words.js";

/** @typedef {import("#lab/room/store.js").Store} Store */

const SCOPES = ["MessageAttributes", "MessageBody"];
const EXAMPLE = '{"item": ["book"]}';
const TAKE_RAW = new Set(["sqs", "http", "https", "firehose"]);

/** What FIFO topics have besides. @param {object} topic */
export function topicFields({ arn, attributes }) {
  if (!attributes) return [];
  const byContent = {
    key: "content", label: gettext("Deduplication"), value: Number(attributes.ContentBasedDeduplication === "true"),
    options: [[0, gettext("by id")], [1, gettext("by content")]],
    command: (on) => setTopic(arn, "ContentBasedDeduplication", on ? "true" : "false"),
  };
  const throughput = {
    key: "throughput", label: gettext("Throughput"),
    value: Number(attributes.FifoThroughputScope === "MessageGroup"),
    options: [[0, gettext("for the whole topic")], [1, gettext("high, by group")]],
    command: (high) => setTopic(arn, "FifoThroughputScope", high ? "MessageGroup" : "Topic"),
  };
  return [byContent, throughput];
}

/** The settings of the subscription behind a wire. @param {object} one  as the topic has it @param {Store} store */
export function subscriptionFields({ arn, protocol, filter, scope, raw, redrive }, store) {
  const set = (name) => (value) => setSubscription(arn, name, value);
  const policy = {
    key: "filter", label: gettext("Filter policy (JSON)"), text: true, value: filter ?? "", example: EXAMPLE,
    command: set("FilterPolicy"),
  };
  const where = {
    key: "scope", label: gettext("The filter looks at"), value: Math.max(0, SCOPES.indexOf(scope)),
    options: [[0, gettext("attributes")], [1, gettext("the body")]],
    command: (at) => setSubscription(arn, "FilterPolicyScope", SCOPES[at]),
  };
  const bare = {
    key: "raw", label: gettext("Raw delivery"), value: Number(raw ?? false),
    options: [[0, gettext("off: in SNS's envelope")], [1, gettext("on: the bare message")]],
    command: (on) => setSubscription(arn, "RawMessageDelivery", on ? "true" : "false"),
  };
  return [policy, where, ...(TAKE_RAW.has(protocol) ? [bare] : []), lettersField(arn, redrive, store)];
}

function lettersField(arn, redrive, store) {
  const queues = store.ofKind("queue").map(([, queue]) => queue);
  const now = redrive ? JSON.parse(redrive).deadLetterTargetArn : null;
  const policy = (at) => (at ? JSON.stringify({ deadLetterTargetArn: queues[at - 1].arn }) : "");
  return {
    key: "letters",
    label: gettext("Dead letters go to"),
    options: [[0, gettext("nowhere: given up is lost")], ...queues.map(({ name }, at) => [at + 1, name])],
    value: queues.findIndex((queue) => queue.arn === now) + 1,
    command: (at) => setSubscription(arn, "RedrivePolicy", policy(at)),
  };
}

/** An e-mail address, function, phone or stream outside. @param {string} id @param {object} entity */
export function endpointSheet(id, { failing, asks, last, delivered }) {
  const fail = { command: "endpoints.set_failing", args: { target: id, failing: !failing } };
  const label = failing ? gettext("Works again") : gettext("Fails");
  const acts = [{ key: "fail", label, danger: !failing, command: fail }];
  const confirm = { command: "endpoints.confirm", args: { target: id } };
  if (asks) acts.unshift({ key: "confirm", label: gettext("Confirm the subscription"), command: confirm });
  const told = say(gettext("{count} messages came. The last: {text}"), { count: number(delivered), text: last });
  return { fields: [], acts, note: last ? told : "" };
}
