/** The bench of a messaging lab. */

import { startBench as start } from "#lab/bench/bench.js";
import { boxesOf, partsOf } from "#lab/bench/parts.js";

const MESSAGING = {
  partsOf,
  boxesOf,
  pulls: true,
  hands: () => import("#lab/bench/hands.js"),
  onlooker: () => import("#lab/bench/onlooker.js"),
};

/** Starts it. @param {object} page */
export function startBench(page) {
  return start(page, MESSAGING);
}
