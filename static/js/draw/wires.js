/** Curved wires between boxes: their paths and the points on them, computed without asking the page. */

/** @typedef {{x: number, y: number, width: number, height: number}} Box  centre and size */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {Point[]} Curve  cubic Bézier curves, each beginning where the one before ends: 4 points, 7, 10 … */

/**
 * The curve from one box to another: out of the side that faces the flow, into the opposite one.
 * @param {Box} from
 * @param {Box} to
 * @param {"landscape" | "portrait"} orientation
 * @returns {Curve}
 */
export function wireBetween(from, to, orientation) {
  return orientation === "landscape" ? sideways(from, to) : downwards(from, to);
}

/** @returns {Curve} */
function sideways(from, to) {
  const sign = to.x >= from.x ? 1 : -1;
  const start = { x: from.x + (sign * from.width) / 2, y: from.y };
  const end = { x: to.x - (sign * to.width) / 2, y: to.y };
  const bend = (end.x - start.x) / 2;
  return [start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end];
}

/** @returns {Curve} */
function downwards(from, to) {
  const sign = to.y >= from.y ? 1 : -1;
  const start = { x: from.x, y: from.y + (sign * from.height) / 2 };
  const end = { x: to.x, y: to.y - (sign * to.height) / 2 };
  const bend = (end.y - start.y) / 2;
  return [start, { x: start.x, y: start.y + bend }, { x: end.x, y: end.y - bend }, end];
}

/**
 * A wire that passes layers: straight through its place in each, so that it keeps clear of the boxes there.
 * @param {Box} from
 * @param {Box} to
 * @param {Box[]} places  on the way, in order
 * @param {"landscape" | "portrait"} orientation
 * @returns {Curve}
 */
export function wireThrough(from, to, places, orientation) {
  const points = [];
  const stops = [from, ...places, to];
  stops.slice(1).forEach((stop, at) => {
    const curve = wireBetween(stops[at], stop, orientation);
    if (at > 0) points.push(points.at(-1), curve[0]); // the control points of the straight piece
    points.push(...curve);
  });
  return points;
}

/**
 * The curve as the `d` of an SVG path.
 * @param {Curve} curve
 */
export function pathOf([start, ...rest]) {
  const pair = ({ x, y }) => `${round(x)} ${round(y)}`;
  const pieces = [];
  for (let at = 0; at < rest.length; at += 3) pieces.push(`C${rest.slice(at, at + 3).map(pair).join(" ")}`);
  return `M${pair(start)}${pieces.join("")}`;
}

/**
 * The point at a share of the curve, 0 at its start and 1 at its end.
 * @param {Curve} curve
 * @param {number} share
 * @returns {Point}
 */
export function pointOn(curve, share) {
  const pieces = (curve.length - 1) / 3;
  const piece = Math.min(pieces - 1, Math.floor(share * pieces));
  return pointOnPiece(curve.slice(3 * piece, 3 * piece + 4), share * pieces - piece);
}

function pointOnPiece([start, first, second, end], share) {
  const rest = 1 - share;
  const a = rest * rest * rest;
  const b = 3 * rest * rest * share;
  const c = 3 * rest * share * share;
  const d = share * share * share;
  return {
    x: a * start.x + b * first.x + c * second.x + d * end.x,
    y: a * start.y + b * first.y + c * second.y + d * end.y,
  };
}

function round(value) {
  return Math.round(value * 10) / 10;
}
