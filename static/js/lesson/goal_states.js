/** A goal as the page shows it: three states, each with its sign and its words. Pure. */

import { gettext, number, say } from "#lab/room/words.js";

const SIGNS = { not_yet: "□", reached: "■", missed: "✕" };

/**
 * @param {{status: string, progress: [number, number] | null} | undefined} entity  none: the run has not begun to say
 * @param {boolean} shown  a script plays the run: what it reaches is not the learner's
 * @returns {{status: string, sign: string, label: string, progress: string}}
 */
export function goalState(entity, shown = false) {
  const status = entity && entity.status in SIGNS ? entity.status : "not_yet";
  const reached = shown ? gettext("reached by the solution") : gettext("reached");
  const labels = { not_yet: gettext("not yet"), reached, missed: gettext("missed") };
  const progress = status === "not_yet" ? progressWords(entity?.progress) : labels[status];
  return { status, sign: SIGNS[status], label: labels[status], progress };
}

function progressWords(progress) {
  if (!progress) return "";
  const [done, of] = progress;
  return say("{done} / {of}", { done: number(done), of: number(of) });
}
