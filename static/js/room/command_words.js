/** What a command does, in few words: for the undo button, for the rail and for what is read aloud. */

import { endsOf } from "#lab/room/sentences.js";
import { gettext, say } from "#lab/room/words.js";

/**
 * By the name of the method; each scene's own modules add theirs.
 * @type {Record<string, string>}
 */
export const SENTENCES = {
  cut: gettext("{a} – {b} cut"),
  heal: gettext("{a} – {b} mended"),
  set_loss: gettext("{a} – {b} loses {share} %"),
};

/**
 * What a scene's own module makes of what a command is about.
 * @type {((part: string, args: object, store: import("#lab/room/store.js").Store) => object)[]}
 */
export const READERS = [];

/**
 * Methods that have other words with some arguments.
 * @type {Record<string, (args: object, values: object) => string | null>}
 */
export const VARIANTS = {};

/**
 * @param {{command: string, args?: object}} given
 * @param {import("#lab/room/store.js").Store} store  as it is before the command: what it ends is still there
 * @param {string} [instead]  a sentence that says less, where the store is of another moment
 */
export function commandWords({ command, args = {} }, store, instead) {
  const dot = command.lastIndexOf(".");
  const [part, method] = [command.slice(0, dot), command.slice(dot + 1)];
  const share = args.per_million / 10_000;
  const values = Object.assign({ share }, endsOf(args), ...READERS.map((read) => read(part, args, store)));
  const sentence = instead ?? VARIANTS[method]?.(args, values) ?? SENTENCES[method];
  return sentence ? say(sentence, { ...args, ...values }) : `${part.toUpperCase()}: ${method.replaceAll("_", " ")}`;
}
