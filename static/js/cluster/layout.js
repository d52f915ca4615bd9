/** Where everything of a cluster stands: the control plane beside its nodes, or above them on a narrow screen. Pure. */

import { controlBoxes } from "#lab/cluster/layout_control.js";
import { nodeBoxes } from "#lab/cluster/layout_nodes.js";
import { curveAlong, lengthOf, pathAlong } from "#lab/cluster/ways.js";

/** @typedef {import("#lab/draw/wires.js").Box} Box */
/**
 * @typedef {object} Area  of the drawing, for a group of boxes
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} [least]  how tall it is at least
 */
/**
 * @typedef {object} Cluster  what is to be laid out
 * @property {string[]} nodes  ids, in order
 * @property {string[]} parts  ids of what stands there of the control plane
 * @property {(node: string) => string[]} podsOf  ids by place; "" for a free one
 * @property {string | null} chosen  the node that is looked at closely
 * @property {number} rowsLeast  of Pods in a node: what had to be drawn once stays
 * @property {boolean} grouped  there are too many Pods to draw each
 */
/**
 * @typedef {object} Layout
 * @property {"landscape" | "portrait"} orientation
 * @property {number} width
 * @property {number} height
 * @property {Map<string, Box>} boxes
 * @property {Map<string, object>} wires
 * @property {string} trunk  the path of what wires to nodes have in common
 * @property {Set<string>} tiles  ids of the nodes that are drawn small
 * @property {{x: number, y: number, width: number, places: number}} tray  of the Pods that wait
 * @property {number} rows
 */

/** As in the other scenes, whose layout is not fetched for this. */
const LANDSCAPE_FROM = 780;
const LANDSCAPE_WIDEST = 1120;
const PORTRAIT_WIDEST = 520;
const GUTTER = 52;
const MARGIN = 16;
const CONTROL_SHARE = 0.34;
const CONTROL_LEAST = 262;
const CONTROL_MOST = 400;
const TRUNK_PORTRAIT = 6;
const BELOW = 26;

/** @param {Cluster} cluster @param {number} width  of the place, in CSS pixels @returns {Layout} */
export function layOut(cluster, width) {
  const lies = width >= LANDSCAPE_FROM;
  const format = {
    orientation: lies ? "landscape" : "portrait",
    width: Math.min(width, lies ? LANDSCAPE_WIDEST : PORTRAIT_WIDEST),
  };
  const above = area(MARGIN, 12, format.width - 2 * MARGIN);
  const [controlArea, nodeLeft] = lies ? beside(format.width) : [above, MARGIN];
  const control = controlBoxes(cluster, controlArea);
  const nodeTop = lies ? 34 : control.bottom + BELOW;
  const least = lies ? control.bottom - nodeTop : 0; // beside the control plane they are as tall as it is
  const nodes = nodeBoxes(cluster, { ...area(nodeLeft, nodeTop, format.width - nodeLeft - MARGIN), least });
  const boxes = new Map([...control.boxes, ...nodes.boxes]);
  const trunk = lies ? nodeLeft - GUTTER / 2 : TRUNK_PORTRAIT;
  const toNodes = nodeWires(boxes, nodes, trunk, lies);
  const wires = new Map([...controlWires(boxes), ...toNodes]);
  const height = Math.max(control.bottom, nodes.bottom) + MARGIN;
  const { tiles, rows } = nodes;
  return { ...format, height, boxes, wires, trunk: trunkOf(toNodes), tiles, tray: control.tray, rows };
}

function beside(width) {
  const control = Math.max(CONTROL_LEAST, Math.min(CONTROL_MOST, CONTROL_SHARE * width));
  return [area(MARGIN, 18, control), MARGIN + control + GUTTER];
}

function area(left, top, width) {
  return { left, top, width };
}

/** All of the control plane speaks with the API server, straight up or down. */
function controlWires(boxes) {
  const server = boxes.get("apiserver");
  const others = ["etcd", "kubectl", "controller-manager", "scheduler"].filter((id) => server && boxes.has(id));
  return others.map((id) => {
    const box = boxes.get(id);
    const above = box.y < server.y;
    const start = { x: box.x, y: box.y + ((above ? 1 : -1) * box.height) / 2 };
    const end = { x: box.x, y: server.y + ((above ? -1 : 1) * server.height) / 2 };
    return wire(id, "apiserver", [start, end]);
  });
}

/** From the API server's side by one trunk to the row's rail, and from there down to each node. */
function nodeWires(boxes, { rails, tiles }, trunk, lies) {
  const server = boxes.get("apiserver");
  if (!server) return [];
  const side = lies ? server.x + server.width / 2 : server.x - server.width / 2;
  const out = { x: side, y: server.y };
  return [...rails].map(([id, y]) => {
    const { x, y: middle, height } = boxes.get(id);
    const rail = { x, y };
    const end = tiles.has(id) ? { x, y: middle } : { x, y: middle - height / 2 };
    return wire("apiserver", id, [out, { x: trunk, y: out.y }, { x: trunk, y }, rail, end], tiles.has(id));
  });
}

/** Of a way with corners only the last piece is this wire's own. A tile's is seen only while something is on it. */
function wire(from, to, corners, unseen = false) {
  const own = corners.slice(-2);
  const sign = { x: (own[0].x + own[1].x) / 2, y: (own[0].y + own[1].y) / 2 };
  const cutAt = 1 - lengthOf(own) / 2 / lengthOf(corners);
  const [path, whole] = [unseen ? "" : pathAlong(own), pathAlong(corners)];
  return [`${from}>${to}`, { from, to, corners, curve: curveAlong(corners), path, whole, sign, cutAt }];
}

/** Rails from the trunk to the last node of each row. */
function trunkOf(toNodes) {
  const rails = new Map();
  for (const [, { corners, path }] of toNodes) {
    if (path) rails.set(corners[3].y, corners.slice(0, -1)); // the last of a row reaches furthest
  }
  return [...rails.values()].map(pathAlong).join("");
}
