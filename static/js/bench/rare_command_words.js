/** What the rarer commands of hands do, in few words. */

import "#lab/later_sentences.js";

import { QUEUE_VARIANTS, SENTENCES } from "#lab/bench/command_words.js";
import { gettext } from "#lab/room/words.js";

Object.assign(SENTENCES, {
  set_dials: gettext("{queue}: dials turned"),
  start_message_move_task: gettext("messages of {queue} move back"),
  set_topic_attributes: gettext("{topic}: {AttributeName} changed"),
  set_subscription_attributes: gettext("{topic} → {target}: {AttributeName} changed"),
  set_failing: gettext("{target}: fails or works again"),
  confirm: gettext("{target}: subscription confirmed"),
  set_domain: gettext("{domain}: mail server changed"),
  send_email: gettext("an e-mail is sent"),
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
