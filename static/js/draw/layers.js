/** Which box stands in which layer, and in what order: from who sends to who works. Pure. */

import { cutAtLayers, inColumns } from "#lab/draw/columns.js";

/** @typedef {{id: string, entity: object}} Node */
/** @typedef {{from: string, to: string}} Edge */

const SWEEPS = 4;

/**
 * The wires of a drawing, always in the direction of the messages: a puller stands downstream of what it pulls from.
 * @param {Node[]} nodes
 * @returns {Edge[]}
 */
export function edgesOf(nodes) {
  const known = new Set(nodes.map((node) => node.id));
  const edges = new Map();
  const add = (from, to) => {
    const key = [from, to].sort().join(" ");
    if (known.has(from) && known.has(to) && !edges.has(key)) edges.set(key, { from, to });
  };
  const sorted = [...nodes].sort(byName);
  for (const { id, entity } of sorted) for (const source of entity.pulls ?? []) add(source, id);
  for (const { id, entity } of sorted) {
    // Who takes things out stands behind all that it uses, so that no queue stands behind another for its sake.
    const behind = entity.kind === "terminal" && entity.pulls?.length;
    for (const other of entity.links ?? []) add(...(behind ? [other, id] : [id, other]));
  }
  return [...edges.values()];
}

/**
 * Boxes in layers, the sources first; within a layer ordered so that few wires cross. A wire that passes a layer
 * has a place there, too, so that it does not run behind a box.
 * @param {Node[]} nodes
 * @param {Edge[]} edges
 * @returns {{layers: string[][], steps: Edge[], bends: Map<string, string[]>}}  `steps`: wires cut at each layer
 */
export function layersOf(nodes, edges) {
  const depth = inColumns(nodes, edges, depths(nodes, edges));
  const layers = [];
  for (const id of inReadingOrder(nodes, edges)) (layers[depth.get(id)] ??= []).push(id);
  const filled = layers.filter(Boolean);
  const cut = cutAtLayers(filled, edges);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) orderByNeighbours(filled, cut.steps, sweep % 2 === 0);
  return { layers: filled, ...cut };
}

/** From the sources along the wires, in the order in which the entities name them. */
function inReadingOrder(nodes, edges) {
  const order = new Set();
  const visit = (id) => {
    if (order.has(id)) return;
    order.add(id);
    for (const edge of edges) if (edge.from === id) visit(edge.to);
  };
  const targets = new Set(edges.map((edge) => edge.to));
  const sorted = [...nodes].sort(byName);
  for (const { id } of sorted) if (!targets.has(id)) visit(id);
  for (const { id } of sorted) visit(id);
  return order;
}

/** Longest way from a source; edges that would close a circle are passed over. */
function depths(nodes, edges) {
  const floor = floors(nodes);
  const depth = new Map();
  const parents = groupByTarget(edges);
  const visit = (id, path) => {
    if (depth.has(id)) return depth.get(id);
    if (path.has(id)) return -1;
    path.add(id);
    const above = (parents.get(id) ?? []).map((edge) => visit(edge.from, path));
    path.delete(id);
    depth.set(id, above.length ? Math.max(...above) + 1 : (floor.get(id) ?? 0));
    return depth.get(id);
  };
  for (const { id } of nodes) visit(id, new Set());
  return depth;
}

/** What nothing is sent to yet stands where it will stand then: topics behind callers, queues behind topics. */
function floors(nodes) {
  const has = (kind) => (nodes.some(({ entity }) => entity.kind === kind) ? 1 : 0);
  const [behindCallers, behindTopics] = [has("caller"), has("caller") + has("topic")];
  const floor = { topic: behindCallers, queue: behindTopics, endpoint: behindTopics };
  return new Map(nodes.map(({ id, entity }) => [id, floor[entity.kind]]));
}

function groupByTarget(edges) {
  const groups = new Map();
  for (const edge of edges) groups.set(edge.to, [...(groups.get(edge.to) ?? []), edge]);
  return groups;
}

/** The barycentre rule: every box moves to the mean place of its neighbours in the layer before (or after). */
function orderByNeighbours(layers, edges, down) {
  const order = down ? layers.keys() : [...layers.keys()].reverse();
  for (const index of order) {
    const fixed = layers[index + (down ? -1 : 1)];
    if (!fixed) continue;
    const place = new Map(fixed.map((id, at) => [id, at]));
    const wish = new Map(layers[index].map((id, at) => [id, meanPlace(id, edges, place) ?? at]));
    layers[index].sort((a, b) => wish.get(a) - wish.get(b));
  }
}

function meanPlace(id, edges, place) {
  const at = [];
  for (const edge of edges) {
    if (edge.to === id && place.has(edge.from)) at.push(place.get(edge.from));
    if (edge.from === id && place.has(edge.to)) at.push(place.get(edge.to));
  }
  return at.length ? at.reduce((sum, value) => sum + value, 0) / at.length : null;
}

function byName(a, b) {
  return kindFirst(a).localeCompare(kindFirst(b), "en", { numeric: true });
}

/** People's terminals stand below the programs that the scenario brought. */
function kindFirst({ id, entity }) {
  return `${entity.kind === "terminal" ? 1 : 0}${id}`;
}
