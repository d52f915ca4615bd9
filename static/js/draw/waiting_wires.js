/** Wires of subscriptions that nobody has confirmed yet: what was connected is seen, though nothing runs there. */

import { svg } from "#lab/draw/svg.js";
import { pointOn } from "#lab/draw/wires.js";
import { gettext } from "#lab/room/words.js";

/** @typedef {import("#lab/draw/layers.js").Edge} Edge */

/** @param {string} from  a topic's id @param {object} entity @returns {Edge[]} */
export function waitingEdges(from, { subscriptions = [], links = [] }) {
  const waits = ({ confirmed, target }) => confirmed === false && target && !links.includes(target);
  const waiting = subscriptions.filter(waits);
  return waiting.map(({ target: to }) => ({ from, to }));
}

/** @param {import("#lab/draw/layout.js").Layout} layout @param {Edge[]} edges @returns {[string, object][]} by key */
export function waitingWires({ wires }, edges) {
  const keys = edges.map(({ from, to }) => `${from}>${to}`).filter((key) => wires.has(key));
  return keys.map((key) => [key, { ...wires.get(key), sort: "waits" }]);
}

export function waitingSign({ curve }) {
  const { x, y } = pointOn(curve, 0.5);
  return svg("text", { class: "wire-words", x, y: y + 4, "text-anchor": "middle" }, [gettext("not confirmed yet")]);
}
