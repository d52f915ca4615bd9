/** Commands as sentences: who did what. Pure. */

import { gettext, say } from "#lab/room/words.js";

/** By the name of the method; `{target}` is the part that was told. @type {Record<string, string>} */
const COMMANDS = {
  stop: gettext("{who} stopped {target}"),
  start: gettext("{who} started {target}"),
  crash: gettext("{who} had {target} crash"),
  slow_down: gettext("{who} had {target} work {factor} times slower"),
  set_concurrency: gettext("{who} had {target} work on {concurrency} at a time"),
  scale: gettext("{who} set the number of instances of {target} to {instances}"),
  set_rate: gettext("{who} set {target} to {per_second} orders per second"),
  cut: gettext("{who} cut the connection between {a} and {b}"),
  heal: gettext("{who} mended the connection between {a} and {b}"),
  set_loss: gettext("{who} had the connection between {a} and {b} lose {share} %"),
  attach: gettext("{who} had {target} work off {queue}"),
  detach: gettext("{who} took {target} away from its queue"),
  create_topic: gettext("{who} created a topic"),
  delete_topic: gettext("{who} deleted {topic}"),
  confirm_subscription: gettext("{who} confirmed a subscription to {topic}"),
  set_subscription_attributes: gettext("{who} changed the settings of a subscription"),
  create_queue: gettext("{who} created a queue"),
  set_queue_attributes: gettext("{who} changed the settings of {queue}"),
  purge_queue: gettext("{who} emptied {queue}"),
  delete_queue: gettext("{who} deleted {queue}"),
  send_message: gettext("{who} sent a message to {queue}"),
  send_message_delayed: gettext("{who} sent a message to {queue}, to be held back for {DelaySeconds} s"),
  receive_message: gettext("{who} asked {queue} for messages"),
  delete_message: gettext("{who} deleted a message from {queue}"),
  change_message_visibility: gettext("{who} had a message in {queue} hidden for {VisibilityTimeout} s"),
  show_again: gettext("{who} had a message in {queue} shown again at once"),
  subscribe: gettext("{who} made a subscription to {topic}"),
  unsubscribe: gettext("{who} ended a subscription"),
  publish: gettext("{who} published a message to {topic}"),
};

/**
 * @param {{name: string, instance?: number}} command  "shipping.stop" and its arguments
 * @param {object} values  the same as the screen calls them, with `nameOf`
 */
export function commandSentence(command, values) {
  const [part, method] = command.name.split(".");
  const target = values.nameOf(command.instance ? `${part}/${command.instance}` : part);
  return say(COMMANDS[variantOf(method, command)] ?? "{who}: {name}", { ...values, target });
}

function variantOf(method, command) {
  if (method === "send_message" && command.DelaySeconds) return "send_message_delayed";
  if (method === "change_message_visibility" && command.VisibilityTimeout === 0) return "show_again";
  return method;
}
