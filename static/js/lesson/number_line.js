/** A short line from the least to the most, with what was said above it and what the run gave below. */

import { svg } from "#lab/draw/svg.js";
import { readable } from "#lab/room/chart_words.js";
import { gettext } from "#lab/room/words.js";

const WIDTH = 320;
const EDGE = 12;
/** Words this near to an end of the line begin or end there. */
const NEAR = 80;

/** @param {number | null} mine @param {number} run @param {{least: number, most: number}} spec */
export function numberLine(mine, run, { least, most }) {
  const [low, high] = [Math.min(least, run), Math.max(most, run)];
  const x = (value) => EDGE + ((value - low) / (high - low)) * (WIDTH - 2 * EDGE);
  const rail = svg("path", { class: "rail", d: `M${EDGE} 34H${WIDTH - EDGE}` });
  const said = mine === null ? [] : mineAt(x(mine), `${gettext("you")} ${readable(mine)}`);
  const marks = [rail, ...said, ...runAt(x(run), `${gettext("the run")} ${readable(run)}`)];
  return svg("svg", { class: "number-line", "aria-hidden": "true", viewBox: `0 0 ${WIDTH} 70`, width: "100%" }, marks);
}

function mineAt(x, words) {
  return [svg("path", { class: "mine", d: `M${x} 31l-6 -9h12z` }), label("mine", x, 15, words)];
}

function runAt(x, words) {
  return [svg("rect", { class: "run", x: x - 5, y: 38, width: 10, height: 10 }), label("run", x, 64, words)];
}

function label(name, x, y, words) {
  const anchor = x < NEAR ? "start" : x > WIDTH - NEAR ? "end" : "middle";
  return svg("text", { class: name, x, y, "text-anchor": anchor }, [words]);
}
