/** Where every box stands: layers from left to right, or from top to bottom on a narrow screen. Pure. */

import { isBend } from "#lab/draw/columns.js";
import { edgesOf, layersOf } from "#lab/draw/layers.js";
import { isBox, shapeOf, sizeOf } from "#lab/draw/sizes.js";
import { pathOf, wireThrough } from "#lab/draw/wires.js";

/** @typedef {import("#lab/draw/wires.js").Box} Box */
/**
 * @typedef {object} Layout
 * @property {"landscape" | "portrait"} orientation
 * @property {number} width
 * @property {number} height
 * @property {Map<string, Box>} boxes
 * @property {Map<string, Box[]>} ways  where wires pass other layers, by the wires' keys
 * @property {{from: string, to: string}[]} edges
 * @property {Map<string, {from: string, to: string, curve: import("#lab/draw/wires.js").Curve, path: string}>} wires
 * @property {Map<string, import("#lab/draw/wires.js").Curve>} [left]  wires that are there no more
 */
/** @typedef {Omit<Layout, "ways" | "edges" | "wires"> & {rows: string[][]}} Drawing  with places for its wires */

const LANDSCAPE_FROM = 780;
const LANDSCAPE_WIDEST = 1120;
const PORTRAIT_WIDEST = 520;
export const MARGIN = 28;
export const PORTRAIT_MARGIN = 8;
export const PORTRAIT_GAP = 10;
const SIBLING_GAP = 18;
const FAMILY_GAP = 92;
const LAYER_GAP = 48;
const COLUMN_GAP_MOST = 170;
const RELAXATIONS = 16;

/**
 * Lays out all boxes among the entities.
 * @param {Map<string, object>} entities
 * @param {number} width  of the place for the drawing, in CSS pixels
 * @param {object | null} [rare]  what is drawn rarely, once it has been fetched
 * @param {import("#lab/draw/kept_places.js").KeptPlaces | null} [kept]  of boxes that the drawing has already
 * @returns {Layout}
 */
export function layOut(entities, width, rare = null, kept = null) {
  const nodes = [];
  for (const [id, entity] of entities) if (isBox(entity.kind)) nodes.push({ id, entity });
  const edges = [...edgesOf(nodes), ...(rare?.edges(nodes) ?? [])];
  const { layers, steps, bends } = layersOf(nodes, edges);
  const kinds = new Map(nodes.map(({ id, entity }) => [id, shapeOf(entity)]));
  for (const id of [...bends.values()].flat()) kinds.set(id, "bend");
  const format = formatOf(width);
  const arrange = format.orientation === "landscape" ? landscape : portrait;
  kept?.order(layers, entities);
  const { rows, ...drawing } = arrange(layers, steps, kinds, format);
  drawing.height = kept?.settle({ rows, ...drawing }, steps, entities) ?? drawing.height;
  const ways = new Map([...bends].map(([key, ids]) => [key, ids.map((id) => drawing.boxes.get(id))]));
  for (const id of [...bends.values()].flat()) drawing.boxes.delete(id);
  return wired({ ...drawing, edges, ways }, entities, rare);
}

/** Draws the wires of a layout between its boxes, wherever these are. @returns {Layout} */
export function wired(layout, entities, rare = null) {
  const wires = wiresOf(layout);
  for (const [key, wire] of rare?.sideWires(entities, { ...layout, wires }) ?? []) wires.set(key, wire);
  return { ...layout, wires };
}

/** How a drawing lies in its place. @param {number} room  its width, in CSS pixels */
export function formatOf(room) {
  if (room >= LANDSCAPE_FROM) return { orientation: "landscape", width: Math.min(room, LANDSCAPE_WIDEST) };
  return { orientation: "portrait", width: Math.min(room, PORTRAIT_WIDEST) };
}

/** What decides the layout: two states with the same answer have the same drawing. */
export function topologyOf(entities, rare = null) {
  const parts = [];
  for (const [id, entity] of entities) {
    const { kind, links, pulls } = entity;
    if (isBox(kind)) parts.push([id, shapeOf(entity), links, pulls, rare?.signsOf(entity)].join("|"));
  }
  return parts.sort().join("\n");
}

function landscape(layers, edges, kinds, { orientation, width }) {
  const widths = layers.map((layer) => Math.max(...layer.map((id) => sizeOf(kinds.get(id), "landscape").width)));
  const used = widths.reduce((sum, value) => sum + value, 0);
  const free = width - 2 * MARGIN - used;
  const gap = Math.min(COLUMN_GAP_MOST, free / Math.max(1, layers.length - 1));
  let left = (width - used - gap * (layers.length - 1)) / 2;
  const boxes = new Map();
  layers.forEach((layer, index) => {
    for (const id of layer) {
      const { width: own, height } = sizeOf(kinds.get(id), "landscape");
      boxes.set(id, box({ width: isBend(id) ? widths[index] : own, height }, left + widths[index] / 2, 0));
    }
    left += widths[index] + gap;
  });
  relax(layers, edges, boxes, "y", "height");
  return { orientation, width, height: fit(boxes, "y", "height", 330), boxes, rows: layers };
}

function portrait(layers, edges, kinds, { orientation, width }) {
  const boxes = new Map();
  const rows = layers.flatMap((layer) => rowsOf(layer, kinds, width));
  let top = MARGIN / 2;
  for (const row of rows) {
    const sizes = row.map((id) => sizeOf(kinds.get(id), "portrait"));
    const wires = row.filter((id) => kinds.get(id) === "bend").length;
    const taken = (row.length - 1) * PORTRAIT_GAP + wires * sizeOf("bend", "portrait").width;
    const widest = (width - 2 * PORTRAIT_MARGIN - taken) / Math.max(1, row.length - wires);
    const height = Math.max(...sizes.map((size) => size.height));
    row.forEach((id, at) => {
      const own = { ...sizes[at], width: Math.min(sizes[at].width, widest) };
      boxes.set(id, box(isBend(id) ? { ...own, height } : own, 0, top + height / 2));
    });
    top += height + LAYER_GAP;
  }
  relax(rows, edges, boxes, "x", "width");
  keepInside(rows, boxes, width);
  return { orientation, width, height: top - LAYER_GAP + MARGIN / 2, boxes, rows };
}

/** A layer too wide for the screen becomes several rows. */
function rowsOf(layer, kinds, width) {
  const rows = [[]];
  let free = width - 2 * PORTRAIT_MARGIN;
  for (const id of layer) {
    const { least } = sizeOf(kinds.get(id), "portrait");
    if (free < least && rows.at(-1).length) {
      rows.push([]);
      free = width - 2 * PORTRAIT_MARGIN;
    }
    rows.at(-1).push(id);
    free -= least + PORTRAIT_GAP;
  }
  return rows;
}

function box(size, x, y) {
  return { x, y, width: size.width, height: size.height };
}

/** Pulls every box towards its neighbours, again and again, without letting two of a layer touch. */
function relax(layers, edges, boxes, axis, extent) {
  for (let round = 0; round < RELAXATIONS; round += 1) {
    for (const layer of round % 2 ? [...layers].reverse() : layers) {
      const wishes = wishesOf(layer, edges, boxes, axis);
      spread(layer, wishes, edges, boxes, axis, extent);
    }
  }
  straighten(layers, edges, boxes, axis, extent);
}

/** Last, from the end back: what sends stands in the middle of what it sends to, so that single wires run straight. */
function straighten(layers, edges, boxes, axis, extent) {
  for (const layer of [...layers].reverse()) {
    const wishes = layer.map((id) => wish(id, edges.filter((edge) => edge.from === id), boxes, axis));
    spread(layer, wishes, edges, boxes, axis, extent);
  }
}

/** What nothing is wired to keeps to the others of its layer. */
function wishesOf(layer, edges, boxes, axis) {
  const wired = layer.filter((id) => edges.some(({ from, to }) => from === id || to === id));
  const wishes = new Map(wired.map((id) => [id, wish(id, edges, boxes, axis)]));
  const middle = wired.length ? mean([...wishes.values()]) : null;
  return layer.map((id) => wishes.get(id) ?? middle ?? boxes.get(id)[axis]);
}

function wish(id, edges, boxes, axis) {
  const near = edges.filter((edge) => edge.from === id || edge.to === id);
  if (!near.length) return boxes.get(id)[axis];
  return near.reduce((sum, edge) => sum + boxes.get(edge.from === id ? edge.to : edge.from)[axis], 0) / near.length;
}

/** Places a layer in its order, as near to the wishes as the gaps allow. */
function spread(layer, wishes, edges, boxes, axis, extent) {
  const gap = extent === "width" ? () => PORTRAIT_GAP : (a, b) => (sameParent(a, b, edges) ? SIBLING_GAP : FAMILY_GAP);
  const places = [];
  layer.forEach((id, at) => {
    const before = at ? layer[at - 1] : null;
    const least = before
      ? places[at - 1] + (boxes.get(before)[extent] + boxes.get(id)[extent]) / 2 + gap(before, id)
      : -Infinity;
    places.push(Math.max(least, wishes[at]));
  });
  const shift = mean(wishes) - mean(places);
  layer.forEach((id, at) => {
    boxes.get(id)[axis] = places[at] + shift;
  });
}

/** Passing wires and boxes that nothing is wired to need no distance from others either. */
function sameParent(a, b, edges) {
  const isFree = (id) => isBend(id) || edges.every(({ from, to }) => from !== id && to !== id);
  if (isFree(a) || isFree(b)) return true;
  const parents = (id) => edges.filter((edge) => edge.to === id).map((edge) => edge.from.split(">")[0]);
  const first = new Set(parents(a));
  return parents(b).some((id) => first.has(id)) && edges.every((edge) => edge.from !== a && edge.from !== b);
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Moves all boxes so that the drawing starts at the margin; returns its extent, at least `least`. */
function fit(boxes, axis, extent, least) {
  const all = [...boxes.values()];
  const low = Math.min(...all.map((one) => one[axis] - one[extent] / 2));
  const high = Math.max(...all.map((one) => one[axis] + one[extent] / 2));
  const size = all.length ? Math.max(least, high - low + 2 * MARGIN) : least;
  for (const one of all) one[axis] += (size - (high - low)) / 2 - low;
  return size;
}

/** Centres the drawing by its widest row, then pushes back whatever row would stick out. */
function keepInside(rows, boxes, width) {
  const byWidth = rows.map((row) => row.map((id) => boxes.get(id))).sort((a, b) => extentOf(b) - extentOf(a));
  const shift = byWidth.length ? width / 2 - middleOf(byWidth[0]) : 0;
  for (const one of boxes.values()) one.x += shift;
  for (const row of rows) {
    const all = row.map((id) => boxes.get(id));
    if (extentOf(all) > width - 2 * PORTRAIT_MARGIN) pushTogether(all);
    const spare = (width - 2 * PORTRAIT_MARGIN - extentOf(all)) / 2;
    const off = middleOf(all) - width / 2;
    for (const one of all) one.x += Math.max(-spare, Math.min(spare, off)) - off;
  }
}

/** Boxes whose wishes lie further apart than the screen is wide. */
function pushTogether(all) {
  all.forEach((one, at) => {
    const before = all[at - 1];
    if (before) one.x = before.x + (before.width + one.width) / 2 + PORTRAIT_GAP;
  });
}

function edgesOfRow(all) {
  return [Math.min(...all.map((one) => one.x - one.width / 2)), Math.max(...all.map((one) => one.x + one.width / 2))];
}

function middleOf(all) {
  const [left, right] = edgesOfRow(all);
  return (left + right) / 2;
}

function extentOf(all) {
  const [left, right] = edgesOfRow(all);
  return right - left;
}

function wiresOf({ boxes, orientation, edges, ways }) {
  const wires = new Map();
  for (const { from, to } of edges) {
    const key = `${from}>${to}`;
    const curve = wireThrough(boxes.get(from), boxes.get(to), ways.get(key) ?? [], orientation);
    wires.set(key, { from, to, curve, path: pathOf(curve) });
  }
  return wires;
}
