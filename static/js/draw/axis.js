/** Axes: round numbers to read a chart by. Pure. */

const STEPS = [1, 2, 5];
const INTERVALS_MOST = 3;
const INTERVALS_LEAST = 2;
const TIME_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];

/**
 * Three or four round numbers from 0 to the first that is not below `most`.
 * @param {number} most  the largest value to be drawn
 * @param {number} [least]  the smallest step that makes sense, 1 for things that are counted
 * @returns {number[]}
 */
export function valueTicks(most, least = 0.1) {
  const step = Math.max(least, roundStep(most / INTERVALS_MOST));
  const intervals = Math.max(INTERVALS_LEAST, Math.ceil(most / step - 1e-9));
  return Array.from({ length: intervals + 1 }, (_none, at) => trimmed(at * step));
}

/** The smallest of 1, 2, 5, 10, 20, … (or 0.1, 0.2, …) that is not below a value. */
function roundStep(value) {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const factor = STEPS.find((step) => step * power >= value * (1 - 1e-9));
  return trimmed(factor === undefined ? 10 * power : factor * power);
}

/** Without what binary fractions leave behind: 0.30000000000000004 is 0.3. */
function trimmed(value) {
  return Number(value.toPrecision(12));
}

/**
 * Round moments of a span, at most so many.
 * @param {number} fromMs
 * @param {number} toMs
 * @param {number} countMost
 * @returns {number[]} in milliseconds
 */
export function timeTicks(fromMs, toMs, countMost) {
  const fits = (stepS) => (toMs - fromMs) / (stepS * 1000) <= countMost - 1;
  const stepMs = (TIME_STEPS_S.find(fits) ?? Math.ceil((toMs - fromMs) / (countMost - 1) / 86_400_000) * 86_400) * 1000;
  const ticks = [];
  for (let at = Math.ceil(fromMs / stepMs) * stepMs; at <= toMs; at += stepMs) ticks.push(at);
  return ticks;
}

/** A moment of the time axis, in whole seconds: "0:20", "1:02:03". Takes milliseconds. */
export function timeLabel(ms) {
  const seconds = Math.round(ms / 1000);
  const pair = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${pair(minutes)}:${pair(seconds % 60)}` : `${minutes}:${pair(seconds % 60)}`;
}

/** A value as short as it can be read: "84", "0.4", "12k". */
export function valueLabel(value) {
  if (value >= 10_000) return `${trimmed(Math.round(value / 100) / 10)}k`;
  return String(trimmed(Math.round(value * 10) / 10));
}

/**
 * Positions moved apart so that no two are closer than `gap`, inside a span; they keep their order, of equals the
 * last comes first.
 * @param {number[]} positions
 * @returns {number[]} in the order of the input
 */
export function spread(positions, gap, least, most) {
  const order = positions.map((_none, at) => at).sort((a, b) => positions[a] - positions[b] || b - a);
  const placed = [...positions];
  let next = least;
  for (const at of order) {
    placed[at] = Math.max(placed[at], next);
    next = placed[at] + gap;
  }
  next = most;
  for (const at of order.reverse()) {
    placed[at] = Math.min(placed[at], next);
    next = placed[at] - gap;
  }
  return placed;
}
