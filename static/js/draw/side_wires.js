/** Wires that carry no message from layer to layer: to dead-letter queues. Pure. */

import { pathOf, wireBetween } from "#lab/draw/wires.js";

/** @typedef {import("#lab/draw/layout.js").Layout} Layout */
/** @typedef {import("#lab/draw/wires.js").Box} Box */

const BULGE = 58;
const LEVEL = 12;

/**
 * Dashed wires to dead-letter queues: beside the column, or below the row, in which both stand.
 * @param {Map<string, object>} entities
 * @param {Layout} layout
 * @returns {[string, object][]} wires by their keys, as the layout has them, with `sort` and `receives`
 */
export function sideWires(entities, layout) {
  const found = [...entities].flatMap(([id, entity]) => deadEnds(entity).map((end) => ({ from: id, ...end })));
  const drawn = found.filter(({ from, to }) => layout.boxes.has(from) && layout.boxes.has(to));
  return drawn.filter(({ from, to }) => !layout.wires.has(`${from}>${to}`)).map((end) => wireOf(end, layout));
}

/** Where dead letters go from a queue, or from the subscriptions of a topic. */
export function deadEnds({ dead_letters: place, receives_max: receives, subscriptions = [] }) {
  if (place) return [{ to: `sqs/${place}`, receives }];
  const arns = subscriptions.map(({ redrive }) => redrive && JSON.parse(redrive).deadLetterTargetArn).filter(Boolean);
  return [...new Set(arns)].map((arn) => ({ to: `sqs/${arn.split(":").at(-1)}` }));
}

function wireOf({ from, to, receives }, { boxes, orientation }) {
  const curve = curveBetween(boxes.get(from), boxes.get(to), orientation);
  return [`${from}>${to}`, { from, to, curve, path: pathOf(curve), sort: "dead", receives }];
}

function curveBetween(from, to, orientation) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (orientation === "landscape" && Math.abs(dx) < from.width / 2) return beside(from, to, Math.sign(dy));
  if (orientation === "portrait" && Math.abs(dy) < LEVEL) return below(from, to, Math.sign(dx));
  return wireBetween(from, to, orientation);
}

function beside(from, to, sign) {
  const start = { x: from.x + from.width / 2, y: from.y + (sign * from.height) / 4 };
  const end = { x: to.x + to.width / 2, y: to.y - (sign * to.height) / 4 };
  return [start, { x: start.x + BULGE, y: start.y }, { x: end.x + BULGE, y: end.y }, end];
}

function below(from, to, sign) {
  const start = { x: from.x + (sign * from.width) / 4, y: from.y + from.height / 2 };
  const end = { x: to.x - (sign * to.width) / 4, y: to.y + to.height / 2 };
  return [start, { x: start.x, y: start.y + BULGE / 2 }, { x: end.x, y: end.y + BULGE / 2 }, end];
}
