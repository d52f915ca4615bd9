/** The sentences of events that most runs never see: fetched when the first of these comes, or is asked for. */

import "#lab/later_sentences.js";
import "#lab/room/order_sentences.js";

import { NOTABLE, ORDINARY } from "#lab/room/sentences.js";
import { gettext } from "#lab/room/words.js";

Object.assign(NOTABLE, {
  TopicChanged: gettext("Topic {topic} has new settings"),
  MessageMoved: gettext("{order} was received too often from {queue} and is now in {target}"),
  MoveTaskStarted: gettext("Messages are being moved out of {queue}"),
  MoveTaskEnded: gettext("{moved} messages were moved out of {queue}"),
  CallsThrottled: gettext("{queue} refuses calls of {who}: too many in this second"),
  TenantNoisy: gettext("{group} keeps more than its share of {queue} busy: others go first"),
  DialsTurned: gettext("The dials of {queue} were turned"),
  EndpointBroken: gettext("{target} takes no messages"),
  EndpointMended: gettext("{target} takes messages again"),
  PublishThrottled: gettext("{topic} refuses messages of {who}: too many in this second"),
  MailThrottled: gettext("{entity} refuses a mail of {who}: {reason}"),
  AccountStanding: gettext("{entity}: the account's standing is now {standing}"),
  MailBounced: gettext("A mail to {to} came back"),
  MailSuppressed: gettext("A mail to {to} is kept back: suppressed or unsubscribed"),
  MailComplained: gettext("{to} complained about a mail"),
  MailRejected: gettext("{entity} found a virus in a mail and sends it to nobody"),
  MailNotRendered: gettext("No mail could be made of the template {template}"),
  MailNoticeLost: gettext("SES could not tell {topic}: {reason}"),
  AddressSuppressed: gettext("{address} is on the suppression list now"),
  MailUnsubscribed: gettext("{to} wants no more mail of {list}"),
  MailDomainSet: gettext("Mail for {domain} is answered differently now"),
  CallerConnected: gettext("{worker} now hands every order on to {target}"),
  CallerDisconnected: gettext("{worker} hands nothing on to {target} any more"),
});

Object.assign(ORDINARY, {
  MailAccepted: gettext("{who} sent a mail by {entity}"),
  IdentityVerified: gettext("{identity} is verified"),
  IdentityAdded: gettext("{identity} is to send mail: not verified yet"),
  MailDelayed: gettext("{to} cannot take a mail now, trying again"),
  FeedbackMailed: gettext("{to} gets a report by mail"),
  MailSettingsChanged: gettext("{entity} has new settings: {name}"),
  MailDelivered: gettext("{to} got a mail"),
  MailOpened: gettext("{to} opened a mail"),
  MailClicked: gettext("{to} clicked {link} in a mail"),
  ConfirmationFailed: gettext("{topic} could not ask {target} for its confirmation: {reason}"),
  SubscriptionChanged: gettext("The subscription of {target} to {topic} has new settings"),
  CopyFiltered: gettext("{topic} made no copy of {order} for {target}: filtered out"),
  PublishedDirectly: gettext("{who} sends {order} to {target} without a topic"),
  PublishDeduplicated: gettext("{order} came to {topic} twice and is copied once"),
  CopyRedirected: gettext("{topic} gave up: {order} goes to the dead-letter queue"),
  MessageRedriven: gettext("{order} was moved from {queue} to {target}"),
  MessageDeduplicated: gettext("{order} was sent to {queue} twice and is stored once"),
  CopySurvived: gettext("{who} deleted {order} from {queue}, but a copy is left"),
});
