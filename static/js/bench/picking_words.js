/** What is asked while a thing's other end is being picked: what a press on each of the marked things would mean. */

import { nameOf } from "#lab/room/sentences.js";
import { gettext, say } from "#lab/room/words.js";

const QUESTIONS = {
  caller: gettext("Choose where {name} sends its orders."),
  topic: gettext("Choose who gets a copy of what {name} publishes."),
  worker: gettext("Choose the queue or topic that {name} gets its orders from."),
  server: gettext("Choose the queue or topic that {name} gets its orders from."),
};
const QUEUE = {
  both: gettext("Choose who works off {name}, or the topic that fills it."),
  worked: gettext("Choose who works off {name}."),
  letters: gettext("Another queue would take its dead letters."),
};

/**
 * @param {string} source
 * @param {string[]} targets
 * @param {import("#lab/room/store.js").Store} store
 */
export function pickingWords(source, targets, store) {
  const kinds = new Set(targets.map((id) => store.get(id).kind));
  const question = QUESTIONS[store.get(source).kind] ?? (kinds.has("topic") ? QUEUE.both : QUEUE.worked);
  const asked = say(question, { name: nameOf(source, store) });
  const spare = store.get(source).kind === "queue" && kinds.has("queue");
  return spare ? `${asked} ${QUEUE.letters}` : asked;
}
