/** Why the queues hold another number of messages than the ledger counts as queued. */

import { gettext, number, say } from "#lab/room/words.js";

/**
 * The ledger counts an order once for each service: more messages are further copies, fewer are owed to several.
 * @param {{waiting: number}} ledger
 * @param {{visible: number, hidden: number, delayed: number}[]} queues
 * @returns {string} empty where both are the same
 */
export function copiesSentence({ waiting }, queues) {
  const messages = queues.reduce((sum, { visible, hidden, delayed }) => sum + visible + hidden + delayed, 0);
  if (messages === waiting) return "";
  const sentence =
    messages > waiting
      ? gettext("The queues hold {messages} messages: {more} are copies of orders already counted.")
      : gettext("The queues hold {messages} messages: some count for several services.");
  return say(sentence, { messages: number(messages), more: number(messages - waiting) });
}
