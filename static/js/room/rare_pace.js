/** Why time stands still, where nobody has pressed Pause. */

import "#lab/later_sentences.js";

import { gettext } from "#lab/room/words.js";

/** @param {object} room  the entity "room" */
export function rarePace(room) {
  if (room.broken) return gettext("Stopped by an error");
  if (room.asleep) return gettext("Asleep");
  return gettext("The run has its full length. Go back and continue from there.");
}
