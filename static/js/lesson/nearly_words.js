/** What is still missing at a gap that was filled in part. */

import "#lab/later_sentences.js";

import { named } from "#lab/lesson/subscriptions.js";
import { commandWords } from "#lab/room/command_words.js";
import { nameOf } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

/**
 * @param {import("#lab/lesson/script.js").Command} wanted  what would fill it
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
  const [shortS, leastS] = [given, args].map((one) => Number(one?.Attributes?.VisibilityTimeout));
  if (shortS < leastS) {
    const spans = { now: number(shortS), wanted: number(leastS) };
    return say(gettext("The right thing, but {now} s is too short here: it takes {wanted} s."), spans);
  }
  const count = Object.keys(args).find((name) => typeof args[name] === "number" && args[name] > given?.[name]);
  if (count) {
    const counts = { now: number(given[count]), wanted: number(args[count]) };
    return say(gettext("The right thing, but {now} will not do here: it takes {wanted}."), counts);
  }
  return say(gettext("Almost. In the script: {command}"), {
    command: commandWords({ command, args: named(args, store) }, store),
  });
}
