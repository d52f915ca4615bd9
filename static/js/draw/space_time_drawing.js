/** Draws ways between columns: time runs downwards, an arrow is a message, a cross is one that got lost. */

import { svg } from "#lab/draw/svg.js";
import { timeTicks } from "#lab/draw/axis.js";
import { clockFace } from "#lab/room/words.js";

const HEIGHT = 540;
const HEAD = 44;
const LEFT = 62;
const COLUMN_LEAST = 66;
const TICKS = 11;
const NAME_MOST = 11;
const KIND_SIGNS = { caller: "▷", topic: "⬡", queue: "☰", worker: "□", server: "□", terminal: "›_" };

/**
 * @param {{fromMs: number, toMs: number, ways: import("#lab/draw/crossings.js").Way[]}} picture
 * @param {import("#lab/draw/crossings.js").Column[]} columns
 * @param {number} hostWidth  a drawing that needs more is wider
 */
export function drawSpaceTime({ fromMs, toMs, ways }, columns, hostWidth) {
  const width = Math.max(hostWidth, LEFT + columns.length * COLUMN_LEAST);
  const step = (width - LEFT) / Math.max(1, columns.length);
  const plot = {
    width,
    x: (column) => LEFT + (column + 0.5) * step,
    y: (ms) => HEAD + ((ms - fromMs) / (toMs - fromMs)) * (HEIGHT - HEAD - 8),
    letters: Math.max(NAME_MOST, Math.floor(step / 7.5)),
  };
  const now = svg("g", { class: "now" }, [svg("line", { x1: LEFT - 4, x2: width, y1: 0, y2: 0 })]);
  const inside = { x: 0, y: HEAD, width, height: HEIGHT - HEAD, viewBox: `0 ${HEAD} ${width} ${HEIGHT - HEAD}` };
  const clip = svg("svg", inside);
  clip.append(...tracesOf(ways).map(([trace, own]) => group(trace, own, plot)), now);
  const size = { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` };
  const parts = [...columns.map((column, at) => head(column, at, plot)), ...times(fromMs, toMs, plot), clip];
  return {
    element: svg("svg", { class: "space-time-drawing", "aria-hidden": "true", ...size }, parts),
    momentAt: (y) => Math.min(toMs, Math.max(fromMs, fromMs + ((y - HEAD) / (HEIGHT - HEAD - 8)) * (toMs - fromMs))),
    showNow: (ms) => now.setAttribute("transform", `translate(0 ${plot.y(ms).toFixed(1)})`),
  };
}

/** The ways of each order together: whoever points at one sees them all. */
function tracesOf(ways) {
  const traces = new Map();
  for (const way of ways) {
    const trace = way.fact.data.trace ?? "";
    traces.set(trace, [...(traces.get(trace) ?? []), way]);
  }
  return [...traces];
}

function group(trace, ways, plot) {
  const kind = trace ? "trace" : "";
  return svg("g", { class: kind }, ways.flatMap((way) => draw(way, plot)));
}

function draw(way, { x, y }) {
  const [x1, y1, x2, y2] = [x(way.from.column), y(way.from.atMs), x(way.to.column), y(way.to.atMs)];
  if (way.lost) return lost(x1, y1, (x1 + x2) / 2, (y1 + y2) / 2);
  const stays = x1 === x2;
  const line = svg("path", { class: stays ? "stay" : "way", d: `M${x1} ${round(y1)}L${x2} ${round(y2)}` });
  const end = way.ends ? cross(x2, y2) : stays ? svg("circle", { cx: x2, cy: y2, r: 2.5 }) : tip(x1, y1, x2, y2);
  return [line, end];
}

function lost(x1, y1, x2, y2) {
  return [svg("path", { class: "way gone", d: `M${x1} ${round(y1)}L${round(x2)} ${round(y2)}` }), cross(x2, y2)];
}

function cross(x, y) {
  return svg("path", { class: "cross", d: `M${round(x - 5)} ${round(y - 5)}l10 10m0 -10l-10 10` });
}

function tip(x1, y1, x2, y2) {
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  const transform = `translate(${x2} ${round(y2)}) rotate(${round(angle)})`;
  return svg("path", { class: "tip", d: "M0 0l-8 -3.5v7z", transform });
}

function round(value) {
  return Math.round(value * 10) / 10;
}

function head({ kind, name }, at, { x, letters }) {
  const short = name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
  const middle = { x: x(at), "text-anchor": "middle" };
  const sign = svg("text", { y: 15, class: "sign", ...middle }, [KIND_SIGNS[kind] ?? "·"]);
  const title = svg("text", { y: 33, class: "name", ...middle }, [short]);
  return svg("g", {}, [sign, title, svg("line", { class: "life", x1: x(at), x2: x(at), y1: HEAD, y2: HEIGHT })]);
}

function times(fromMs, toMs, { width, y }) {
  return tenths(fromMs, toMs).map((ms) => {
    const label = svg("text", { x: LEFT - 8, y: y(ms) + 4, class: "tick", "text-anchor": "end" }, [clockFace(ms)]);
    return svg("g", {}, [svg("line", { class: "grid", x1: LEFT, x2: width, y1: y(ms), y2: y(ms) }), label]);
  });
}

/** Short spans have ticks between the seconds: the same round steps, a tenth as long. */
function tenths(fromMs, toMs) {
  if (toMs - fromMs > 2000) return timeTicks(fromMs, toMs, TICKS);
  return timeTicks(fromMs * 10, toMs * 10, TICKS).map((ms) => ms / 10);
}
