/** What a prediction and its outcome have to do with each other, in words. */

import { apart, widestGap } from "#lab/lesson/outcomes.js";
import { readable } from "#lab/room/chart_words.js";
import { gettext, say } from "#lab/room/words.js";

/** Of the axis: what is nearer than that is right. */
const NEAR_SHARE = 1 / 20;

/** @typedef {import("#lab/lesson/outcomes.js").Spec} Spec */

/** @param {number | null} mine @param {number} right @param {Spec} _spec @param {(option: number) => string} textOf */
export function outcomeSentence(mine, right, _spec, textOf) {
  if (mine === null) return say(gettext("What happened: {outcome}"), { outcome: textOf(right) });
  if (mine === right) return gettext("As you said.");
  return say(gettext("You said “{mine}”. It was “{outcome}”."), { mine: textOf(mine), outcome: textOf(right) });
}

/** Whether there is a gap to explain between what was said and what the run gave. @param {Spec} spec */
export function isOff(mine, run, { kind, least, most }) {
  if (mine === null) return false;
  if (kind === "choice") return mine !== run;
  const gap = kind === "curve" ? apart(widestGap(mine, counted(mine, run, { least, most }))) : Math.abs(mine - run);
  return gap > (most - least) * NEAR_SHARE;
}

/**
 * The run's curve as far as it could be foretold: without what was there already when it began.
 * @param {[number, number][] | null} mine @param {[number, number][]} run @param {{least: number, most: number}} spec
 */
export function counted(mine, run, { least, most }) {
  const before = mine ? run[0][1] - mine[0][1] : 0;
  if (before <= (most - least) * NEAR_SHARE) return run;
  return run.map(([atS, value]) => [atS, Math.max(least, value - before)]);
}

/** The difference in words. @param {number | null} mine @param {number} run @param {Spec} spec */
export function numberSentence(mine, run, { unit }) {
  const values = { run: withUnit(run, unit), mine: mine === null ? "" : withUnit(mine, unit) };
  if (mine === null) return say(gettext("The run gave {run}."), values);
  if (mine === run) return say(gettext("You said {mine}, and so it was."), values);
  values.gap = readable(Math.abs(mine - run));
  if (mine > run) return say(gettext("You said {mine}, the run gave {run}: your number is {gap} too high."), values);
  return say(gettext("You said {mine}, the run gave {run}: your number is {gap} too low."), values);
}

/** Where the curves are farthest apart. @param {[number, number][] | null} mine @param {[number, number][]} run */
export function curveSentence(mine, run, spec) {
  if (mine === null) return gettext("This is how the run went.");
  const fair = counted(mine, run, spec);
  const before = whole(run[0][1] - fair[0][1], spec.unit);
  const words = gettext("{before} were there already; they are left out here.");
  return fair === run ? gapSentence(mine, run, spec) : `${say(words, { before })} ${gapSentence(mine, fair, spec)}`;
}

function gapSentence(mine, run, { unit, ...spec }) {
  if (!isOff(mine, run, { ...spec, kind: "curve" })) return gettext("Your line and the run's lie on each other.");
  const gap = widestGap(mine, run);
  const values = { at: readable(Math.round(gap.atS)), mine: whole(gap.mine, unit), run: whole(gap.run, unit) };
  return say(gettext("Farthest apart at {at} s: you said {mine}, the run had {run}."), values);
}

function whole(value, unit) {
  return withUnit(Math.round(value), unit);
}

/** "100 parcels", but "100건", and 1 alone: a unit is known in its plural only. */
function withUnit(value, unit) {
  if (/^\p{Script=Hangul}/u.test(unit)) return `${readable(value)}${unit}`;
  return value === 1 ? readable(value) : `${readable(value)} ${unit}`.trim();
}
