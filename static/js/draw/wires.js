/** Curved wires between boxes: their paths and the points on them, computed without asking the page. */

/** @typedef {{x: number, y: number, width: number, height: number}} Box  centre and size */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {[Point, Point, Point, Point]} Curve  a cubic Bézier curve */

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
 * A curve that passes layers, led through the middle of its places there.
 * @param {Curve} curve
 * @param {Point[]} places
 * @param {"landscape" | "portrait"} orientation
 * @returns {Curve}
 */
export function bentThrough([start, first, second, end], places, orientation) {
  const axis = orientation === "landscape" ? "y" : "x";
  const middle = places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  const pull = (8 * middle - start[axis] - end[axis]) / 6; // so that the curve's middle lies there
  return [start, { ...first, [axis]: pull }, { ...second, [axis]: pull }, end];
}

/**
 * The curve as the `d` of an SVG path.
 * @param {Curve} curve
 */
export function pathOf([start, first, second, end]) {
  const pair = ({ x, y }) => `${round(x)} ${round(y)}`;
  return `M${pair(start)}C${pair(first)} ${pair(second)} ${pair(end)}`;
}

/**
 * The point at a share of the curve, 0 at its start and 1 at its end.
 * @param {Curve} curve
 * @param {number} share
 * @returns {Point}
 */
export function pointOn([start, first, second, end], share) {
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
