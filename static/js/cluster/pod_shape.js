/** A Pod: a rounded box with its app's name; colour, outline and a sign tell its state. */

import { BoxShape, put } from "#lab/cluster/box.js";
import { SIGNS, lookOf } from "#lab/cluster/pod_looks.js";

const SMALL = 11.5;
const EDGE = 2;

/** Drawn where the Pod's node is, or among those that wait. */
export class PodShape extends BoxShape {
  constructor(id) {
    super(id, "pod", 9);
    [this.name, this.sign] = ["pod-name", "pod-sign"].map((name) => this.line(name, "middle"));
  }

  /** @param {object} pod @param {{store: import("#lab/room/store.js").Store}} moment */
  update(pod, { store }) {
    const look = lookOf(pod, store.get(`node/${pod.node}`)?.ready);
    const sign = signOf(pod, look);
    const [x, room] = [this.box.width / 2, this.box.width - 2 * EDGE];
    put(this.name, pod.app, x, sign ? 19 : 26, { room, size: SMALL });
    put(this.sign, sign, x, 36, { room, size: SMALL });
    const gone = isGone(pod, store) ? "gone" : "";
    this.look(`pod-${look} ${gone}`);
  }
}

/** A Pod that is well and never was otherwise needs none. */
function signOf({ ready, restarts, node, nominated }, look) {
  const again = restarts ? `↻${restarts}` : "";
  if (look === "ready") return again;
  if (look === "unready") return `${SIGNS.unready} ${ready[0]}/${ready[1]}`;
  if (look === "waiting" && nominated && !node) return `${SIGNS.waiting} →`;
  return [SIGNS[look], again].filter(Boolean).join(" ");
}

/** What the API server still tells of a machine that has lost its power. */
function isGone({ node }, store) {
  return store.get(`kubelet/${node}`)?.state === "crashed";
}
