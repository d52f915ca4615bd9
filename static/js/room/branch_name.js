/** What a branch is called. */

import { gettext, say } from "#lab/room/words.js";

/** The name it was given, else one by its number. @param {{number: number, name: string}} branch */
export function branchName({ number, name }) {
  if (name) return name;
  return number === 0 ? gettext("Original") : say(gettext("Branch {number}"), { number: number + 1 });
}
