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
  return say(gettext("It went otherwise than you said: {outcome}"), { outcome: textOf(right) });
}

/** Whether there is a gap to explain between what was said and what the run gave. @param {Spec} spec */
export function isOff(mine, run, { kind, least, most }) {
  if (mine === null) return false;
  if (kind === "choice") return mine !== run;
  const gap = kind === "curve" ? apart(widestGap(mine, run)) : Math.abs(mine - run);
  return gap > (most - least) * NEAR_SHARE;
}

/** The difference in words. @param {number | null} mine @param {number} run @param {Spec} spec */
export function numberSentence(mine, run, { unit }) {
  const values = { run: withUnit(run, unit), mine: mine === null ? "" : withUnit(mine, unit) };
  if (mine === null) return say(gettext("The run gave {run}."), values);
  if (mine === run) return say(gettext("You said {mine}, and so it was."), values);
  values.gap = withUnit(Math.abs(mine - run), unit);
  if (mine > run) return say(gettext("You said {mine}, the run gave {run}: your number is {gap} too high."), values);
  return say(gettext("You said {mine}, the run gave {run}: your number is {gap} too low."), values);
}

/** Where the curves are farthest apart. @param {[number, number][] | null} mine @param {[number, number][]} run */
export function curveSentence(mine, run, { unit, least, most }) {
  if (mine === null) return gettext("This is how the run went.");
  if (run[0][1] - mine[0][1] > (most - least) * NEAR_SHARE) return headStartSentence(run, unit);
  if (!isOff(mine, run, { kind: "curve", least, most })) return gettext("Your line and the run's lie on each other.");
  const gap = widestGap(mine, run);
  const values = { at: readable(Math.round(gap.atS)), mine: whole(gap.mine, unit), run: whole(gap.run, unit) };
  return say(gettext("Farthest apart at {at} s: you said {mine}, the run had {run}."), values);
}

/** What was there before is nothing that could be foretold. */
function headStartSentence(run, unit) {
  const before = run[0][1];
  const grown = Math.max(...run.map(([, value]) => value)) - before;
  return say(gettext("The run did not begin at 0: {before} were there already, and up to {grown} came on top."), {
    before: whole(before, unit),
    grown: whole(grown, unit),
  });
}

function whole(value, unit) {
  return withUnit(Math.round(value), unit);
}

/** "100 parcels", but "100건". */
function withUnit(value, unit) {
  return `${readable(value)}${/^\p{Script=Hangul}/u.test(unit) ? "" : " "}${unit}`.trim();
}
