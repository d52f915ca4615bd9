/** What can be looked into: which question tells what lies there, and how one thing of it is shown. */

import { mailRow } from "#lab/bench/peek_mail_row.js";
import { messageRow } from "#lab/bench/peek_row.js";
import { gettext } from "#lab/room/words.js";

/**
 * @typedef {object} Source
 * @property {string} title
 * @property {string} none  said when there is nothing
 * @property {(entity: object, most: number) => {query: string, args: object}} question
 * @property {(answer: object) => {items: {id: string}[], more: number}} read
 * @property {() => import("#lab/bench/rows.js").Row} row
 */

const MAIL = {
  title: gettext("The last mails"),
  none: gettext("No mails yet."),
  read: ({ mails }) => ({ items: mails, more: 0 }),
  row: mailRow,
};

/** By the kind of an entity. @type {Record<string, Source>} */
export const SOURCES = {
  queue: {
    title: gettext("Messages"),
    none: gettext("There are no messages in it."),
    question: ({ name }, limit) => ({ query: "sqs.peek", args: { QueueUrl: name, limit } }),
    read: ({ messages, more }) => ({ items: messages, more }),
    row: messageRow,
  },
  outbox: {
    ...MAIL,
    question: ({ region }, most) => ({ query: "outbox.last_mails", args: { Region: region, most } }),
  },
  mailbox: {
    ...MAIL,
    question: ({ name }, most) => ({ query: "outbox.last_mails", args: { mailbox: name, most } }),
  },
};
