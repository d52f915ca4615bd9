/** What is asked while a thing's other end is being picked: what a press on each of the marked things would mean. */

import { nameOf } from "#lab/room/sentences.js";
import { gettext, say } from "#lab/room/words.js";

const QUESTIONS = {
  caller: gettext("Where does {name} send its orders? Choose one of the marked things."),
  topic: gettext("Who gets a copy of what {name} publishes? Choose one of the marked things."),
  worker: gettext("Where does {name} get its orders from? Choose one of the marked things."),
  server: gettext("Where does {name} get its orders from? Choose one of the marked things."),
};
const QUEUE = {
  both: gettext("Who works off {name}, or which topic fills it? Choose one of the marked things."),
  worked: gettext("Who works off {name}? Choose one of the marked things."),
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
