/** Subscriptions of endpoints outside of the shop: which protocol an address is of, and how settings change. Pure. */

/** @typedef {import("#lab/bench/links.js").Command} Command */

const ROLE = "arn:aws:iam::123456789012:role/firehose";
/** An address says which protocol it is for. @type {[string, RegExp][]} */
const PROTOCOLS = [
  ["lambda", /^arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+$/],
  ["firehose", /^arn:aws:firehose:[\w-]+:\d{12}:deliverystream\/[\w.-]+$/],
  ["application", /^arn:aws:sns:[\w-]+:\d{12}:endpoint\/.+$/],
  ["sqs", /^arn:aws:sqs:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/],
  ["sms", /^\+[0-9]{6,15}$/],
  ["https", /^https:\/\/.+/],
  ["http", /^http:\/\/.+/],
  ["email", /^[^@\s]+@[^@\s]+\.[^@\s]+$/],
];

/** @param {string} address @returns {string | null} */
export function protocolOf(address) {
  return PROTOCOLS.find(([, form]) => form.test(address))?.[0] ?? null;
}

/** @param {string} topicArn @param {string} address @returns {Command} */
export function subscribeTo(topicArn, address) {
  const protocol = protocolOf(address);
  const attributes = protocol === "firehose" ? { Attributes: { SubscriptionRoleArn: ROLE } } : {};
  const args = { TopicArn: topicArn, Protocol: protocol, Endpoint: address, ...attributes };
  return { command: "sns.subscribe", args };
}

/** @param {string} arn  of a subscription @param {string} name  of an attribute @param {string} value */
export function setSubscription(arn, name, value) {
  const args = { SubscriptionArn: arn, AttributeName: name, AttributeValue: value };
  return { command: "sns.set_subscription_attributes", args };
}

/** @param {string} arn  of a topic @param {string} name  of an attribute @param {string} value */
export function setTopic(arn, name, value) {
  return { command: "sns.set_topic_attributes", args: { TopicArn: arn, AttributeName: name, AttributeValue: value } };
}

/** What an attribute of a subscription was before, as AWS writes it. @param {object} one  as the topic has it */
export function settingOf({ filter = "", scope = "MessageAttributes", raw = false, redrive = "" }, name) {
  const rest = { RawMessageDelivery: String(raw), RedrivePolicy: redrive };
  return { FilterPolicy: filter, FilterPolicyScope: scope, ...rest }[name];
}
