/** Mail and the other endpoints outside of the shop: what stands in their boxes. */

import { at } from "#lab/draw/shapes.js";
import { setText, svg } from "#lab/draw/svg.js";
import { gettext, number, say } from "#lab/room/words.js";

/** What an endpoint is, by the protocol of its subscription. @type {Record<string, string>} */
export const PROTOCOLS = {
  lambda: gettext("Lambda function"),
  email: gettext("e-mail"),
  "email-json": gettext("e-mail"),
  sms: gettext("text messages"),
  firehose: gettext("Firehose stream"),
  application: gettext("device"),
};

/** @param {object} entity */
export function endpointCaption({ protocol, delivered, failing, asks }) {
  if (failing) return `✕ ${gettext("fails")}`;
  if (asks) return gettext("is asked to confirm");
  const kind = PROTOCOLS[protocol] ?? protocol;
  return delivered ? `${kind} · ${number(delivered)}` : kind;
}

/** @param {object} entity */
export function outboxCaption({ sandbox, paused, standing }) {
  if (paused) return `✕ ${gettext("sending is paused")}`;
  if (standing && standing !== "HEALTHY") return `! ${gettext("under review")}`;
  return sandbox ? gettext("sandbox") : gettext("production");
}

/** @param {object} entity */
export function mailboxCaption({ simulator }) {
  return simulator ? gettext("mailbox simulator") : gettext("mailbox");
}

/** What came of mails, in signs that the ledger has too: ■ delivered, ✕ bounced, ! complained, ↻ tried again. */
export function mailCounts({ delivered = 0, bounced = 0, complained = 0, delayed = 0, under_way: moving = 0 }) {
  const counts = [["●", moving], ["■", delivered], ["✕", bounced], ["!", complained], ["↻", delayed]];
  return counts.filter(([, count]) => count).map(([sign, count]) => `${sign} ${number(count)}`).join("  ");
}

/** @param {object} entity */
export function mailCountWords({ delivered = 0, bounced = 0, complained = 0, delayed = 0, under_way: moving = 0 }) {
  const words = [
    [moving, gettext("{count} on the way")],
    [delivered, gettext("{count} delivered")],
    [bounced, gettext("{count} bounced")],
    [complained, gettext("{count} complaints")],
    [delayed, gettext("{count} put off")],
  ];
  return words.filter(([count]) => count).map(([count, sentence]) => say(sentence, { count: number(count) }));
}

/** The account: how much of its quota is used, and what came of its mails. */
export function outboxInside(group) {
  const counts = svg("text", { class: "mail-counts" });
  const quota = svg("text", { class: "caption" });
  group.append(counts, quota);
  return {
    titled: true,
    place(box, { title, caption }) {
      [title, caption, quota, counts].forEach((line, row) => at(line, box.width / 2, [21, 38, 56, 76][row], "middle"));
    },
    update(entity) {
      const { used, per_day: most } = entity;
      setText(quota, say(gettext("{used} of {most} a day"), { used: number(used), most: number(most) }));
      setText(counts, mailCounts(entity));
    },
  };
}

/** A mailbox: its address or domain, and what came of the mails to it. */
export function mailboxInside(group) {
  const counts = svg("text", { class: "mail-counts" });
  group.append(counts);
  return {
    titled: true,
    place(box, { title, caption }) {
      [title, caption, counts].forEach((line, row) => at(line, box.width / 2, [20, 37, 55][row], "middle"));
    },
    update(entity) {
      setText(counts, mailCounts(entity));
    },
  };
}
