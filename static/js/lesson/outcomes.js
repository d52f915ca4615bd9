/** What a run says to a prediction: when it is known, and the values of the recorded series. Pure. */

import { sampleAt } from "#lab/room/chart_lines.js";

const SECOND_US = 1_000_000;
/** How long a choice waits that names no moment. */
const CHOICE_S = 20;
/** A value between two samples needs the one that comes after it. */
const SAMPLE_US = SECOND_US;

/**
 * What the page says of a prediction (`data-spec`).
 * @typedef {object} Spec
 * @property {string} name
 * @property {"choice" | "number" | "curve"} kind
 * @property {string} question
 * @property {string} unit
 * @property {number} least
 * @property {number} most
 * @property {string | null} series
 * @property {number | null} at_s
 * @property {number} until_s
 * @property {{event: string} | null} after
 * @property {number | null} right
 * @property {number | null} made_us
 * @property {number | [number, number][] | "skipped" | null} value
 */
/** @typedef {{times_us: number[], series: Record<string, number[]>}} History  as `room.history` answers */
/** @typedef {number | [number, number][]} Outcome  an option, a value, or points of seconds and values */

/** From where times count unless an event says so; a choice without a moment waits from when it was made. */
export function startUs({ kind, at_s: atS, made_us: madeUs }) {
  return kind === "choice" && atS === null ? (madeUs ?? 0) : 0;
}

/** The moment at which the outcome has happened. @param {Spec} spec @param {number} anchorUs */
export function happensUs({ kind, at_s: atS, until_s: untilS }, anchorUs) {
  return anchorUs + (kind === "curve" ? untilS : (atS ?? CHOICE_S)) * SECOND_US;
}

/** How far the run must have gone for the outcome to be known. */
export function knownUs(spec, anchorUs) {
  return happensUs(spec, anchorUs) + (spec.kind === "choice" ? 0 : SAMPLE_US);
}

/** @param {Spec} spec @param {number} anchorUs @param {History} history @returns {Outcome} */
export function outcomeOf(spec, anchorUs, history) {
  if (spec.kind === "choice") return spec.right;
  const untilUs = happensUs(spec, anchorUs);
  if (spec.kind === "number") return Math.round(valueAt(spec.series, untilUs, history));
  const inside = history.times_us.filter((atUs) => atUs > anchorUs && atUs < untilUs);
  return [anchorUs, ...inside, untilUs].map((atUs) => {
    return [(atUs - anchorUs) / SECOND_US, valueAt(spec.series, atUs, history)];
  });
}

/**
 * Whether more was done by then than a script does: the bench is another than the one that is measured.
 * A question that counts from an event, or has choices, says itself what is done.
 * @param {Spec} spec
 * @param {{commands: {at_us: number}[]}} history
 * @param {{at_s: number}[]} lines  of the script, if one plays
 */
export function isChanged({ kind, after, at_s: atS, until_s: untilS }, { commands }, lines) {
  if (kind === "choice" || after) return false;
  const untilUs = (atS ?? untilS) * SECOND_US;
  const scripted = lines.filter((line) => line.at_s * SECOND_US < untilUs);
  return commands.filter(({ at_us: atUs }) => atUs < untilUs).length > scripted.length;
}

/** A series at a moment, between its samples on a straight line; before the first it was 0. */
export function valueAt(name, atUs, { times_us: timesUs, series }) {
  const line = series[name] ?? [];
  const before = sampleAt(timesUs, atUs);
  const [fromUs, from] = before < 0 ? [0, 0] : [timesUs[before], line[before] ?? 0];
  if (before + 1 >= timesUs.length || fromUs === atUs) return from;
  const to = line[before + 1] ?? 0;
  return from + ((to - from) * (atUs - fromUs)) / (timesUs[before + 1] - fromUs);
}

/** The value of drawn points at a moment in seconds. @param {[number, number][]} points  ascending */
export function pointAt(points, atS) {
  const after = points.findIndex(([s]) => s >= atS);
  if (after <= 0) return points.at(after)[1];
  const [[fromS, from], [toS, to]] = [points[after - 1], points[after]];
  return toS === fromS ? to : from + ((to - from) * (atS - fromS)) / (toS - fromS);
}

/** Where two curves are farthest apart. @returns {{atS: number, mine: number, run: number}} */
export function widestGap(mine, run) {
  const gaps = run.map(([atS, value]) => ({ atS, mine: pointAt(mine, atS), run: value }));
  return gaps.reduce((widest, gap) => (apart(gap) > apart(widest) ? gap : widest));
}

/** @param {{mine: number, run: number}} gap */
export function apart({ mine, run }) {
  return Math.abs(mine - run);
}
