/** Why the queues hold another number of messages than the ledger counts as queued. */

import { ngettext, number, say } from "#lab/room/words.js";

/**
 * The ledger counts an order once for each service, and as handled once it is: more messages are further copies, or
 * not deleted yet, or no orders at all, which the page cannot tell apart; of fewer, some are owed to several.
 * @param {{waiting: number}} ledger
 * @param {{visible: number, hidden: number, delayed: number}[]} queues
 * @returns {string} empty where both are the same
 */
export function copiesSentence({ waiting }, queues) {
  const messages = queues.reduce((sum, { visible, hidden, delayed }) => sum + visible + hidden + delayed, 0);
  if (messages === waiting) return "";
  const sentence = messages > waiting ? surplus(messages) : shared(messages);
  return say(sentence, { messages: number(messages), more: number(messages - waiting) });
}

function surplus(messages) {
  return ngettext(
    "The queues hold {messages} message, {more} more than queued: copies count once, handled ones stay until deleted.",
    "The queues hold {messages} messages, {more} more than queued: copies count once, handled ones stay until deleted.",
    messages,
  );
}

function shared(messages) {
  return ngettext(
    "The queues hold {messages} message: it counts for several services.",
    "The queues hold {messages} messages: some count for several services.",
    messages,
  );
}
