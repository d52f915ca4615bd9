/** Why orders were lost or came again, as a clause of a sentence about a run. */

import { gettext } from "#lab/room/words.js";

/** @type {Record<string, string>} */
const LOST = {
  purged: gettext("their queue was emptied"),
  deleted: gettext("their queue was deleted"),
  expired: gettext("they stayed in the queue for too long"),
  dropped: gettext("SNS could not deliver them and dropped them"),
  given_up: gettext("StoreFront gave up sending them"),
  crashed: gettext("they were only in the memory of a program that crashed"),
  removed: gettext("somebody outside deleted them"),
  taken: gettext("another service took them"),
  attached: gettext("only another service works off their queue now"),
  detached: gettext("it no longer works off their queue"),
  refused: gettext("nobody took them over"),
};

/** @type {Record<string, string>} */
const AGAIN = {
  crashed: gettext("its worker crashed before the work was done"),
  slow: gettext("the work took longer than the message stayed hidden"),
  never_arrived: gettext("the message was lost on its way to the worker"),
  answer_lost: gettext("the work was done, but the queue never heard of it"),
  participant: gettext("somebody outside received the message and did not delete it"),
  given_back: gettext("the message was given back on purpose"),
  copied_twice: gettext("two subscriptions lead to it"),
  sent_twice: gettext("the message was sent twice"),
};

const CLAUSES = { lost: LOST, again: AGAIN };

/** @param {"lost" | "again"} line @param {string} cause  a code; one that is not known stands for itself */
export function causeWords(line, cause) {
  return CLAUSES[line]?.[cause] ?? String(cause);
}
