/** The bench of a cluster: the same list and marks as everywhere, its own parts and sheets. */

import { startBench as start } from "#lab/bench/bench.js";
import { boxesOf, partsOf } from "#lab/cluster/parts.js";

const CLUSTER = {
  partsOf,
  boxesOf,
  pulls: false,
  hands: () => import("#lab/cluster/hands.js"),
  onlooker: () => import("#lab/cluster/hands.js"),
};

/** Starts the bench. @param {object} page */
export function startBench(page) {
  return start(page, CLUSTER);
}
