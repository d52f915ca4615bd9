/** Wires that are there no more, for what is still on its way over them. Pure. */

import { pointOn, wireBetween } from "#lab/draw/wires.js";

/** @typedef {import("#lab/draw/layout.js").Layout} Layout */
/** @typedef {import("#lab/draw/wires.js").Box} Box */
/** @typedef {import("#lab/draw/wires.js").Curve} Curve */

/** Half of the largest mark: nothing of it may stick out from under a box. */
const MARK = 9;
const SAMPLES = 48;
const SEEN = 0.5;

/**
 * The way that a wire had, else straight from box to box; a way that leads under a third box is none.
 * @param {Layout} before
 * @param {Layout} after
 * @returns {Map<string, Curve>} by the wires' keys
 */
export function leftWires(before, after) {
  const had = new Map([...(before.left ?? []), ...[...before.wires].map(([key, { curve }]) => [key, curve])]);
  const left = new Map();
  for (const [key, curve] of had) {
    const ends = key.split(">");
    if (after.wires.has(key) || !ends.every((id) => before.boxes.has(id) && after.boxes.has(id))) continue;
    const stayed = ends.every((id) => isAt(before.boxes.get(id), after.boxes.get(id)));
    const straight = wireBetween(...ends.map((id) => after.boxes.get(id)), after.orientation);
    const others = [...after.boxes].filter(([id]) => !ends.includes(id)).map(([, box]) => box);
    const way = (stayed ? [curve, straight] : [straight]).find((one) => !others.some((box) => meets(one, box)));
    if (way) left.set(key, way);
  }
  return left;
}

function isAt(box, other) {
  return Math.abs(box.x - other.x) < SEEN && Math.abs(box.y - other.y) < SEEN;
}

function meets(curve, { x, y, width, height }) {
  for (let at = 0; at <= SAMPLES; at += 1) {
    const on = pointOn(curve, at / SAMPLES);
    if (Math.abs(on.x - x) < width / 2 + MARK && Math.abs(on.y - y) < height / 2 + MARK) return true;
  }
  return false;
}
