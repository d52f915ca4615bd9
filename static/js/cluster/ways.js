/** Wires with corners: a mark runs along them at one pace. Pure. */

/** @typedef {{x: number, y: number}} Point */

const PIECES = 24;

/**
 * A way as a curve of straight pieces of one length, as marks follow it.
 * @param {Point[]} corners
 * @returns {import("#lab/draw/wires.js").Curve}
 */
export function curveAlong(corners) {
  const points = Array.from({ length: PIECES + 1 }, (_none, at) => pointAlong(corners, at / PIECES));
  return points.flatMap((point, at) => (at ? [...between(points[at - 1], point), point] : [point]));
}

/** The point at a share of the way's length. @param {Point[]} corners @param {number} share @returns {Point} */
export function pointAlong(corners, share) {
  let rest = share * lengthOf(corners);
  for (let at = 1; at < corners.length; at += 1) {
    const length = distance(corners[at - 1], corners[at]);
    if (rest <= length && length > 0) return mixed(corners[at - 1], corners[at], rest / length);
    rest -= length;
  }
  return corners.at(-1);
}

/** @param {Point[]} corners */
export function lengthOf(corners) {
  return corners.slice(1).reduce((sum, point, at) => sum + distance(corners[at], point), 0);
}

/** As the `d` of an SVG path. @param {Point[]} corners */
export function pathAlong(corners) {
  return corners.map(({ x, y }, at) => `${at ? "L" : "M"}${round(x)} ${round(y)}`).join("");
}

function between(from, to) {
  return [mixed(from, to, 1 / 3), mixed(from, to, 2 / 3)];
}

function mixed(from, to, share) {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function distance(a, b) {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y) === 0 ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
}

function round(value) {
  return Math.round(value * 10) / 10;
}
