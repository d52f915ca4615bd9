/** What is still missing at a gap that was filled in part. */

import "#lab/later_sentences.js";

import { named } from "#lab/lesson/subscriptions.js";
import { commandWords } from "#lab/room/command_words.js";
import { nameOf } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

/**
 * @param {import("#lab/lesson/script.js").Line} line  what the script would do
 * @param {object} done
 * @param {number[]} done.rest  the instances for which it is still to be done
 * @param {object} [done.args]  as they were given
 * @param {import("#lab/room/store.js").Store} store
 */
export function nearlyWords({ command, args }, { rest, args: given }, store) {
  if (rest.length) {
    const program = command.slice(0, command.lastIndexOf("."));
    const names = rest.map((instance) => nameOf(`${program}/${instance}`, store)).join(", ");
    return say(gettext("Good, that is a part of it. Now the same for {names}."), { names });
  }
  if (args.instances > given?.instances) {
    const counts = { now: number(given.instances), wanted: number(args.instances) };
    return say(gettext("Good so far: {now} instances. The script uses {wanted}. Add another."), counts);
  }
  return say(gettext("Almost. In the script: {command}"), {
    command: commandWords({ command, args: named(args, store) }, store),
  });
}
