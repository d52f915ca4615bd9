/** The nodes in their area: large ones with their Pods side by side, many of them as tiles. Pure. */

import { POD } from "#lab/cluster/layout_control.js";

/** With more nodes than these, each is a tile. */
const LARGE_MOST = 12;
const GAP = 18;
const NARROWEST = 128;
const WIDEST = 300;
const ACROSS_MOST = 4;
const RAIL = 20;
export const HEAD = 84;
const FOOT = 26;
const EDGE = 10;
/** In a narrow node two small Pods are better than one. */
const NARROW = 160;
const POD_NARROW = 54;
const POD_LEAST = 60;
const POD_MOST = 72;
const ROWS_LEAST = 2;
const TILE_GAP = 5;
const TILE_WIDTHS = [92, 76, 62, 52, 44];
const TILES_TALL = 560;
const TILE_SHAPE = 0.84;

/**
 * @param {import("#lab/cluster/layout.js").Cluster} cluster
 * @param {import("#lab/cluster/layout.js").Area} area
 * @returns {{boxes: Map<string, object>, rails: Map<string, number>, tiles: Set<string>, bottom: number, rows: number}}
 */
export function nodeBoxes(cluster, area) {
  const { nodes, chosen } = cluster;
  if (nodes.length <= LARGE_MOST) return large(cluster, nodes, area);
  const close = nodes.includes(chosen) ? large(cluster, [chosen], { ...area, least: 0 }) : null;
  return tiled(nodes.filter((id) => id !== chosen || !close), close, area);
}

function large({ podsOf, rowsLeast, grouped }, ids, { left, top, width, least = 0 }) {
  const across = acrossFor(ids.length, width);
  const each = Math.min(WIDEST, (width - GAP * (across - 1)) / across);
  const podLeast = each < NARROW ? POD_NARROW : POD_LEAST;
  const inRow = Math.max(1, Math.floor((each - 2 * EDGE + POD.gap) / (podLeast + POD.gap)));
  const needed = grouped ? [] : ids.map((id) => Math.ceil(podsOf(id.slice("node/".length)).length / inRow));
  const rows = Math.max(ROWS_LEAST, rowsLeast, ...needed);
  const lines = Math.ceil(ids.length / across);
  const height = Math.max(HEAD + rows * (POD.height + POD.gap) + FOOT, lines === 1 ? least : 0);
  const [boxes, rails] = [new Map(), new Map()];
  ids.forEach((id, at) => {
    const row = Math.floor(at / across);
    const x = left + each / 2 + (at % across) * (each + GAP);
    const y = top + row * (height + RAIL + GAP) + height / 2;
    boxes.set(id, { x, y, width: each, height });
    rails.set(id, y - height / 2 - RAIL);
    const pods = grouped ? [] : podBoxes(podsOf(id.slice("node/".length)), boxes.get(id), inRow);
    for (const [pod, box] of pods) boxes.set(pod, box);
  });
  return { boxes, rails, tiles: new Set(), rows, bottom: top + lines * (height + RAIL + GAP) - RAIL - GAP };
}

/** Rows of equal length look calmer than one that is nearly empty. */
function acrossFor(count, width) {
  const fit = Math.max(1, Math.min(ACROSS_MOST, Math.floor((width + GAP) / (NARROWEST + GAP))));
  return count ? Math.ceil(count / Math.ceil(count / fit)) : 1;
}

function podBoxes(ids, node, inRow) {
  const width = Math.min(POD_MOST, (node.width - 2 * EDGE + POD.gap) / inRow - POD.gap);
  const left = node.x - node.width / 2 + EDGE;
  const top = node.y - node.height / 2 + HEAD;
  return ids.flatMap((id, at) => {
    const x = left + width / 2 + (at % inRow) * (width + POD.gap);
    const y = top + POD.height / 2 + Math.floor(at / inRow) * (POD.height + POD.gap);
    return id ? [[id, { x, y, width, height: POD.height }]] : [];
  });
}

function tiled(ids, close, { left, top, width }) {
  const start = close ? close.bottom + GAP : top;
  const [tile, across] = tileFor(ids.length, width);
  const each = (width - TILE_GAP * (across - 1)) / across;
  const height = Math.round(tile * TILE_SHAPE);
  const [boxes, rails] = [new Map(close?.boxes), new Map(close?.rails)];
  ids.forEach((id, at) => {
    const x = left + each / 2 + (at % across) * (each + TILE_GAP);
    const y = start + height / 2 + Math.floor(at / across) * (height + TILE_GAP);
    boxes.set(id, { x, y, width: each, height });
    rails.set(id, y - height / 2 - TILE_GAP / 2);
  });
  const bottom = start + Math.ceil(ids.length / across) * (height + TILE_GAP) - TILE_GAP;
  return { boxes, rails, tiles: new Set(ids), rows: close?.rows ?? 0, bottom };
}

/** The widest tile with which all of them are not too tall. */
function tileFor(count, width) {
  const fitting = TILE_WIDTHS.map((tile) => [tile, Math.max(1, Math.floor((width + TILE_GAP) / (tile + TILE_GAP)))]);
  const tall = ([tile, across]) => Math.ceil(count / across) * (tile * TILE_SHAPE + TILE_GAP);
  return fitting.find((one) => tall(one) <= TILES_TALL) ?? fitting.at(-1);
}
