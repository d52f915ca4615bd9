/** What keeps a drawing calm while it is rewired: a column for each kind, a place for wires that pass a layer. Pure. */

/** @typedef {import("#lab/draw/layers.js").Node} Node */
/** @typedef {import("#lab/draw/layers.js").Edge} Edge */

const COLUMNS = ["caller", "topic", "queue", "worker"];

/**
 * What is wired to nothing stands among its kind; workers stand behind all queues, whatever they are wired to.
 * @param {Node[]} nodes
 * @param {Edge[]} edges
 * @param {Map<string, number>} depth  by the longest way from a source
 * @returns {Map<string, number>}
 */
export function inColumns(nodes, edges, depth) {
  const wired = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const sends = new Set(edges.map(({ from }) => from));
  const settled = new Map(depth);
  let least = 0;
  for (const kind of COLUMNS) {
    const mine = nodes.filter(({ entity }) => entity.kind === kind).map(({ id }) => id);
    const among = Math.max(least, ...mine.filter((id) => wired.has(id)).map((id) => depth.get(id)));
    for (const id of mine) {
      if (!wired.has(id)) settled.set(id, among);
      else if (kind === "worker" && !sends.has(id)) settled.set(id, Math.max(least, depth.get(id)));
    }
    least = Math.max(least, ...mine.map((id) => settled.get(id) + 1));
  }
  return settled;
}

/** Whether an id is that of a wire's place. @param {string} id */
export function isBend(id) {
  return id.includes(">");
}

/**
 * Cuts wires that pass layers; each layer passed gets a place for the wire, at its end.
 * @param {string[][]} layers  changed: the places are put in
 * @param {Edge[]} edges
 * @returns {{steps: Edge[], bends: Map<string, string[]>}}  `bends`: the places, by `from>to`
 */
export function cutAtLayers(layers, edges) {
  const layerOf = new Map(layers.flatMap((layer, at) => layer.map((id) => [id, at])));
  const bends = new Map();
  const steps = edges.flatMap(({ from, to }) => {
    const passed = [];
    for (let at = layerOf.get(from) + 1; at < layerOf.get(to); at += 1) {
      passed.push(`${from}>${to} ${at}`);
      layers[at].push(passed.at(-1));
    }
    if (passed.length) bends.set(`${from}>${to}`, passed);
    const way = [from, ...passed, to];
    return way.slice(1).map((id, at) => ({ from: way[at], to: id }));
  });
  return { steps, bends };
}
