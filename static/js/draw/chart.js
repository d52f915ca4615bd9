/** A line chart: several lines on one time axis, spans when something was broken, playhead and reading cursor. */

import { spread, timeLabel, timeTicks, valueLabel, valueTicks } from "#lab/draw/axis.js";
import { layBands, lanesOf } from "#lab/draw/bands.js";
import { show, svg } from "#lab/draw/svg.js";

const LEFT = 44;
const TOP = 14;
const LANE = 19;
const FOOT = 24;
const LETTER = 7.4;
const WIDE_LETTER = 12.5;
const LABEL_GAP = 15;
const LABEL_SHARE_MOST = 0.3;
const TICK_WIDTH = 54;

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {number} tone  0 to 5: its colour
 * @property {boolean} [second]  of a second run, drawn dashed
 * @property {number[]} timesMs
 * @property {(number | null)[]} values  null: nothing was measured, a gap
 */
/**
 * @typedef {object} ChartPicture
 * @property {Line[]} lines
 * @property {{label: string, fromMs: number, toMs: number | null}[]} bands  in the order in which they begin
 * @property {{label: string, atMs: number}[]} [marks]  single moments
 * @property {number} endMs  where the time axis ends
 * @property {number} [leastStep]  of the value axis
 * @property {string[]} [labels]  of all charts that are to have the same time axis
 */

/**
 * Draws once; the cursors can be moved afterwards.
 * @param {ChartPicture} picture
 * @param {{width: number, height: number}} size  in CSS pixels; the words of the bands come on top of the height
 */
export function drawChart(picture, { width, height }) {
  const across = widthsOf(picture, width);
  const bands = layBands(picture.bands, { ...across, xOf: (ms) => xOf(ms, across), textWidth });
  const ticks = valueTicks(largest(picture.lines), picture.leastStep);
  const top = TOP + LANE * lanesOf(bands);
  const plot = { ...across, top, bottom: top + height - FOOT, highest: ticks.at(-1) };
  const [playhead, reading] = [cursor("playhead", plot), cursor("reading", plot)];
  const layers = [...bands.flatMap((band) => drawBand(band, plot)), ...valueAxis(ticks, plot), ...timeAxis(plot)];
  const lines = [...picture.lines.map((line) => path(line, plot)), ...endLabels(picture.lines, plot)];
  const size = { width, height: top + height, viewBox: `0 0 ${width} ${top + height}` };
  const parts = [...layers, ...marks(picture, plot), ...lines, reading, playhead];
  return {
    element: svg("svg", { class: "chart-drawing", "aria-hidden": "true", ...size }, parts),
    showPlayhead: (ms) => place(playhead, ms, plot),
    showReading: (ms) => place(reading, ms, plot),
    /** The moment under an x of the drawing, inside the axis. */
    momentAt: (x) => Math.min(1, Math.max(0, (x - plot.left) / (plot.right - plot.left))) * plot.endMs,
  };
}

function largest(lines) {
  return lines.reduce((most, line) => line.values.reduce((high, value) => Math.max(high, value ?? 0), most), 0);
}

/** The time axis, and beside it the room for the names of the lines. */
function widthsOf({ lines, labels, endMs }, width) {
  const widest = Math.max(0, ...(labels ?? lines.map(({ label }) => label)).map(textWidth));
  const room = Math.min(widest, width * LABEL_SHARE_MOST);
  return { left: LEFT, right: width - room - 12, room, endMs: Math.max(1, endMs), least: 2, most: width - 2 };
}

function textWidth(text) {
  return [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? WIDE_LETTER : LETTER), 0);
}

function xOf(ms, { left, right, endMs }) {
  return left + (Math.min(ms, endMs) / endMs) * (right - left);
}

function yOf(value, { top, bottom, highest }) {
  return bottom - (value / highest) * (bottom - top);
}

function text(x, y, content, attributes) {
  return svg("text", { x, y, ...attributes }, [content]);
}

function valueAxis(ticks, plot) {
  return ticks.flatMap((tick) => {
    const y = yOf(tick, plot);
    const line = svg("line", { class: tick ? "grid" : "ground", x1: plot.left, x2: plot.right, y1: y, y2: y });
    return [line, text(plot.left - 6, y + 4, valueLabel(tick), { class: "tick", "text-anchor": "end" })];
  });
}

function timeAxis(plot) {
  const count = Math.max(2, Math.floor((plot.right - plot.left) / TICK_WIDTH) + 1);
  return timeTicks(0, plot.endMs, count).map((ms) =>
    text(xOf(ms, plot), plot.bottom + 17, timeLabel(ms), { class: "tick", "text-anchor": "middle" }),
  );
}

/** A span: a tint over the plot; above it a bar as long as it and its words. */
function drawBand({ band, from, to, lane, labelX }, { top, bottom }) {
  const tint = svg("rect", { class: "band", x: from, y: top, width: Math.max(1, to - from), height: bottom - top });
  if (lane === null) return [tint];
  const y = top - LANE * lane - 3;
  const bar = svg("path", { class: "band-bar", d: `M${from} ${y - 3}v3H${to}${band.toMs === null ? "" : "v-3"}` });
  return [tint, bar, text(labelX, y - 5, band.label, { class: "band-label" })];
}

function marks({ marks: moments = [] }, plot) {
  return moments.flatMap(({ label, atMs }) => {
    const x = xOf(atMs, plot);
    const line = svg("line", { class: "mark", x1: x, x2: x, y1: plot.top, y2: plot.bottom });
    return [line, text(x + 4, plot.top + 12, label, { class: "mark-label" })];
  });
}

function path(line, plot) {
  let pen = "M";
  const steps = line.values.map((value, at) => {
    if (value === null) pen = "M";
    const step = value === null ? "" : `${pen}${point(line.timesMs[at], value, plot)}`;
    if (value !== null) pen = "L";
    return step;
  });
  // A sample between two gaps is a stroke without length, which its round ends make a dot.
  const d = steps.join("").replace(/(M[^ML]+)(?=M|$)/g, "$1h0");
  return svg("path", { class: `line tone-${line.tone}${line.second ? " second" : ""}`, d });
}

function point(ms, value, plot) {
  return `${xOf(ms, plot).toFixed(1)} ${yOf(value, plot).toFixed(1)}`;
}

/** Each line's name at its end, moved apart where lines end close together. */
function endLabels(lines, plot) {
  const wanted = lines.map((line) => yOf(line.values.findLast((value) => value !== null) ?? 0, plot) + 4);
  const heights = spread(wanted, LABEL_GAP, plot.top, plot.bottom + 6);
  return lines.map((line, at) => {
    const letters = Math.floor((plot.room / Math.max(1, textWidth(line.label))) * line.label.length + 1e-9);
    const label = letters < line.label.length ? `${line.label.slice(0, Math.max(1, letters - 1))}…` : line.label;
    return text(plot.right + 8, heights[at], label, { class: `end-label tone-${line.tone}` });
  });
}

function cursor(name, plot) {
  const line = svg("line", { x1: 0, x2: 0, y1: 8, y2: plot.bottom });
  return svg("g", { class: name, display: "none" }, [line, svg("path", { d: "M-5 1h10l-5 8z" })]);
}

function place(element, ms, plot) {
  show(element, ms !== null);
  if (ms !== null) element.setAttribute("transform", `translate(${xOf(ms, plot).toFixed(1)} 0)`);
}
