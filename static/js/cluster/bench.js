/** The bench of a cluster: the same list and marks as everywhere, its own parts and sheets. */

import "#lab/cluster_sentences.js";

import { startBench as start } from "#lab/bench/bench.js";
import { boxesOf, partsOf } from "#lab/cluster/parts.js";

const CLUSTER = {
  partsOf,
  boxesOf,
  hands: () => import("#lab/cluster/hands.js"),
  onlooker: () => import("#lab/cluster/hands.js"),
};

/** Starts the bench. @param {object} page */
export function startBench(page) {
  return start(page, CLUSTER);
}
