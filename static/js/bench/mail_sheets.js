/** What the inspector says of SES and of mailboxes: who may send, test mails, how a mail server answers. Pure. */

import { mailCountWords } from "#lab/draw/mail.js";
import { gettext, say } from "#lab/room/words.js";

const SIMULATOR = "simulator.amazonses.com";
const THOUSAND = 1000;
const DELAY_MOST_MS = 20_000;
const DIALS = [
  ["hard_bounces", gettext("Bounces for good"), gettext("of 1,000"), THOUSAND],
  ["soft_bounces", gettext("Mailbox full"), gettext("of 1,000"), THOUSAND],
  ["complaints", gettext("Complaints"), gettext("of 1,000"), THOUSAND],
  ["automatic_answers", gettext("Out of office"), gettext("of 1,000"), THOUSAND],
  ["opens", gettext("Opened"), gettext("of 1,000"), THOUSAND],
  ["clicks", gettext("Link clicked"), gettext("of 1,000 opened"), THOUSAND],
  ["unsubscribes", gettext("Unsubscribed"), gettext("of 1,000"), THOUSAND],
  ["delay_ms", gettext("Answers after"), "ms", DELAY_MOST_MS],
];

/** The account's mail. @param {string} _id @param {object} entity */
export function outboxSheet(_id, entity) {
  const { sandbox, paused, identities } = entity;
  const acts = [];
  if (sandbox) acts.push({ key: "production", label: gettext("Ask for production access"), command: PRODUCTION });
  acts.push({
    key: "pause",
    label: paused ? gettext("Go on sending") : gettext("Pause sending"),
    danger: !paused,
    command: { command: "sesv2.put_account_sending_attributes", args: { SendingEnabled: paused } },
  });
  const sender = identities.find(({ status }) => /^success$/i.test(status))?.name;
  if (sender) acts.push(...["success", "bounce", "complaint"].map((kind) => testMail(kind, senderOf(sender))));
  acts.push(...identities.map(({ name }) => endIdentity(name)));
  return { fields: [], acts, note: [...identities.map(identityWords), ...mailCountWords(entity)].join(" · ") };
}

/** Where mail goes. @param {string} _id @param {object} entity */
export function mailboxSheet(_id, entity) {
  const field = ([dial, label, unit, most]) => ({
    key: dial, label, unit, least: 0, most, value: entity[dial] ?? 0,
    command: (value) => ({ command: "mailboxes.set_domain", args: { domain: entity.name, [dial]: value } }),
  });
  const own = entity.simulator || entity.name.includes("@") || entity.boxes;
  return { fields: own ? [] : DIALS.map(field), acts: [], note: mailCountWords(entity).join(" · ") };
}

const PRODUCTION = {
  command: "sesv2.put_account_details",
  args: { ProductionAccessEnabled: true, MailType: "TRANSACTIONAL", WebsiteURL: "https://shop.example" },
};

function testMail(kind, from) {
  const to = `${kind}@${SIMULATOR}`;
  const text = (Data) => ({ Data });
  const Content = { Simple: { Subject: text("Your order"), Body: { Text: text("Thank you for your order.") } } };
  const args = { FromEmailAddress: from, Destination: { ToAddresses: [to] }, Content };
  const label = say(gettext("Mail to {address}"), { address: `${kind}@…` });
  return { key: `test ${kind}`, label, command: { command: "sesv2.send_email", args } };
}

/** Of a domain any address may send. */
function senderOf(name) {
  return name.includes("@") ? name : `shop@${name}`;
}

function endIdentity(name) {
  const label = say(gettext("Delete {name}"), { name });
  const command = { command: "sesv2.delete_email_identity", args: { EmailIdentity: name } };
  return { key: `delete ${name}`, label, danger: true, command };
}

function identityWords({ name, status }) {
  const verified = /^success$/i.test(status);
  return say(verified ? gettext("{name}: verified") : gettext("{name}: not verified yet"), { name });
}
