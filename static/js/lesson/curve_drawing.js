/** The field in which a curve is drawn: axes with round numbers, and words where there is no line yet. */

import { timeLabel, timeTicks, valueLabel, valueTicks } from "#lab/draw/axis.js";
import { svg } from "#lab/draw/svg.js";
import { gettext } from "#lab/room/words.js";

export const HEIGHT = 180;
const [LEFT, RIGHT, TOP, FOOT] = [40, 18, 10, 24];
const TICK_WIDTH = 54;

/** Where the plot begins and ends in a drawing of that width. @param {number} width */
export function edgesOf(width) {
  return { left: LEFT, right: width - RIGHT, top: TOP, bottom: HEIGHT - FOOT };
}

/** From seconds to x, from values to y. */
export function scales({ until_s: untilS, least, most }, { left, right, top, bottom }) {
  const x = (s) => left + (s / untilS) * (right - left);
  return [x, (value) => bottom - ((value - least) / (most - least)) * (bottom - top)];
}

/** @param {import("#lab/lesson/outcomes.js").Spec} spec */
export function axes(spec, edges) {
  const [x, y] = scales(spec, edges);
  const { left, right, bottom } = edges;
  const values = valueTicks(spec.most - spec.least).map((tick) => tick + spec.least);
  const times = timeTicks(0, spec.until_s * 1000, Math.max(2, Math.floor((right - left) / TICK_WIDTH) + 1));
  const rows = values.filter((value) => value <= spec.most).flatMap((value, at) => [
    svg("line", { class: at ? "grid" : "ground", x1: left, x2: right, y1: y(value), y2: y(value) }),
    svg("text", { class: "tick", x: left - 6, y: y(value) + 4, "text-anchor": "end" }, [valueLabel(value)]),
  ]);
  const columns = times.map((ms) => {
    return svg("text", { class: "tick", x: x(ms / 1000), y: bottom + 17, "text-anchor": "middle" }, [timeLabel(ms)]);
  });
  return [...rows, ...columns];
}

/** What an empty field says. */
export function invitation({ left, right, top, bottom }) {
  const place = { x: (left + right) / 2, y: (top + bottom) / 2, "text-anchor": "middle" };
  return svg("text", { class: "curve-invitation", ...place }, [gettext("Draw your line here")]);
}
