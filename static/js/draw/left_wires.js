/** Wires that are there no more, for what is still on its way over them. Pure. */

import { pointOn, wireBetween, wireThrough } from "#lab/draw/wires.js";

/** @typedef {import("#lab/draw/layout.js").Layout} Layout */
/** @typedef {import("#lab/draw/wires.js").Box} Box */
/** @typedef {import("#lab/draw/wires.js").Curve} Curve */

/** Half of the largest mark: nothing of it may stick out from under a box. */
const MARK = 9;
const SAMPLES = 48;
const SEEN = 0.5;

/** Beside a box, a mark is clear of it by as much. */
const CLEAR = 0.5;

/**
 * The way that a wire had, else straight from box to box, else around what stands between; a way that leads under a
 * third box all the same is none.
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
    const ways = [...(stayed ? [curve] : []), straight, around(key, straight, others, after)];
    const way = ways.find((one) => !others.some((box) => meets(one, box)));
    if (way) left.set(key, way);
  }
  return left;
}

/** Past what the straight way would meet, through the nearest gap of its column or row. */
function around(key, straight, others, { boxes, orientation }) {
  const [from, to] = key.split(">").map((id) => boxes.get(id));
  const lies = orientation === "landscape";
  const met = others.filter((box) => meets(straight, box));
  const along = ({ x, y }) => (lies ? x : y);
  const columns = met.filter((box, at) => met.findIndex((one) => along(one) === along(box)) === at);
  columns.sort((a, b) => Math.abs(along(a) - along(from)) - Math.abs(along(b) - along(from)));
  const places = columns.map((box) => gapBeside(box, others, straight, lies));
  return wireThrough(from, to, places, orientation);
}

/** A place a little longer than the box, in which no mark meets one; as near as can be to the middle of the wire. */
function gapBeside(met, others, straight, lies) {
  const [along, length, across, size] = lies ? ["x", "width", "y", "height"] : ["y", "height", "x", "width"];
  const column = others.filter((box) => Math.abs(box[along] - met[along]) < 1);
  const wish = pointOn(straight, 0.5)[across];
  const far = (box) => box[size] / 2 + MARK + CLEAR;
  const edges = column.flatMap((box) => [box[across] - far(box), box[across] + far(box)]);
  const isFree = (at) => column.every((box) => Math.abs(at - box[across]) >= far(box) - CLEAR);
  const [nearest] = edges.filter(isFree).sort((a, b) => Math.abs(a - wish) - Math.abs(b - wish));
  return { ...met, [length]: met[length] + 4 * MARK, [size]: 0, [across]: nearest };
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
