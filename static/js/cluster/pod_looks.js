/** How a Pod looks: a colour and, besides, a sign for each kind of state. Pure. */

/** @typedef {"ready" | "unready" | "starting" | "failing" | "ending" | "finished" | "unknown" | "waiting"} Look */

/** Worst first: in this order they stand in a tile. @type {Record<Look, string>} */
export const SIGNS = {
  failing: "✕",
  unknown: "?",
  unready: "□",
  starting: "◌",
  ending: "↓",
  waiting: "○",
  finished: "✓",
  ready: "■",
};

const STARTING = /^(Pending|ContainerCreating|PodInitializing|Init:\d)/;

/**
 * The look of a Pod by kubectl's word for it.
 * @param {string} status
 * @param {string} node  "" while it has none
 * @param {string} [nodeReady]  what the API server says of the node
 * @returns {Look}
 */
export function lookOfStatus(status, node, nodeReady = "True") {
  if (status === "Completed" || status === "Succeeded") return "finished";
  if (!node && (status === "Pending" || status === "SchedulingGated")) return "waiting";
  if (status === "Unknown" || nodeReady === "Unknown") return "unknown";
  if (status === "Terminating") return "ending";
  if (status === "Running") return "ready";
  if (status === "NotReady") return "unready";
  return STARTING.test(status) ? "starting" : "failing";
}

/** @param {object} pod  its entity @param {string} [nodeReady] @returns {Look} */
export function lookOf({ status, node, ready, terminating }, nodeReady) {
  const look = lookOfStatus(status, node, nodeReady);
  if (terminating && look !== "unknown") return "ending";
  return look === "ready" && ready[0] < ready[1] ? "unready" : look;
}

/**
 * How many Pods of a group have which look.
 * @param {{node: string, counts: Record<string, Record<string, number>>}} group
 * @param {string} [nodeReady]
 * @returns {Map<string, Map<Look, number>>} by app
 */
export function looksOfGroup({ node, counts }, nodeReady) {
  const apps = Object.entries(counts).map(([app, statuses]) => {
    const looks = new Map();
    for (const [status, count] of Object.entries(statuses)) {
      const look = lookOfStatus(status, node, nodeReady);
      looks.set(look, (looks.get(look) ?? 0) + count);
    }
    return [app, looks];
  });
  return new Map(apps.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All apps together, worst looks first. @param {Map<string, Map<Look, number>>} apps @returns {[Look, number][]} */
export function lookCounts(apps) {
  const sums = new Map();
  for (const looks of apps.values()) for (const [look, count] of looks) sums.set(look, (sums.get(look) ?? 0) + count);
  return Object.keys(SIGNS).flatMap((look) => (sums.has(look) ? [[look, sums.get(look)]] : []));
}
