/** What the rarer commands do, in few words, and what happens besides. */

import "#lab/later_sentences.js";

import { SENTENCES } from "#lab/room/command_words.js";
import { QUEUE_VARIANTS, valuesOf } from "#lab/room/order_command_words.js";
import { gettext, say } from "#lab/room/words.js";

Object.assign(SENTENCES, {
  set_dials: gettext("{queue}: dials turned"),
  start_message_move_task: gettext("messages of {queue} move back"),
  set_topic_attributes: gettext("{topic}: {AttributeName} changed"),
  cancel_message_move_task: gettext("messages stop moving back"),
  send_message: gettext("a message to {queue}"),
  send_message_batch: gettext("messages to {queue}"),
  receive_message: gettext("a receive from {queue}"),
  delete_message: gettext("a message of {queue} deleted"),
  delete_message_batch: gettext("messages of {queue} deleted"),
  change_message_visibility: gettext("{queue}: visibility of a message"),
  change_message_visibility_batch: gettext("{queue}: visibility of messages"),
  publish: gettext("a message to {topic}"),
  publish_batch: gettext("messages to {topic}"),
  set_subscription_attributes: gettext("{topic} → {target}: {AttributeName} changed"),
  set_failing: gettext("{target}: fails or works again"),
  confirm: gettext("{target}: subscription confirmed"),
  set_domain: gettext("{domain}: mail server changed"),
  send_email: gettext("an e-mail is sent"),
  send_raw_email: gettext("an e-mail is sent"),
  send_templated_email: gettext("an e-mail is sent"),
  send_bulk_email: gettext("e-mails are sent"),
  send_bulk_templated_email: gettext("e-mails are sent"),
  create_configuration_set: gettext("new configuration set"),
  create_configuration_set_event_destination: gettext("new place for the events of mails"),
  put_suppressed_destination: gettext("{EmailAddress} put on the suppression list"),
  delete_suppressed_destination: gettext("{EmailAddress} taken off the suppression list"),
  verify: gettext("{identity} verified at once"),
  grant_production: gettext("production access granted"),
  reinstate: gettext("the account may send again"),
  put_account_sending_attributes: gettext("sending paused or resumed"),
  put_account_details: gettext("production access asked for"),
  create_email_identity: gettext("new identity {EmailIdentity}"),
  delete_email_identity: gettext("identity {EmailIdentity} deleted"),
  connect: gettext("{worker} → {target} connected"),
  disconnect: gettext("{worker} → {target} disconnected"),
});

Object.assign(QUEUE_VARIANTS, {
  RedrivePolicy: [
    gettext("{queue} → {letters}: dead letters after {most} receives"),
    gettext("{queue}: no dead-letter queue"),
  ],
  ContentBasedDeduplication: [gettext("{queue}: deduplication changed"), ""],
  FifoThroughputLimit: [gettext("{queue}: throughput changed"), ""],
});

/**
 * An instance that is attached to another queue lets go of the one it had.
 * @param {{command: string, args?: object}} given
 * @param {import("#lab/room/store.js").Store} store  as it is before the command
 * @returns {string} "" if nothing happens besides
 */
export function letGoWords({ command, args = {} }, store) {
  const [part, method] = command.split(".");
  const values = method === "attach" ? valuesOf(part, args, store) : {};
  if (!values.before) return "";
  return say(gettext("{worker} has let go of {before}: an instance works off one queue at a time."), values);
}
