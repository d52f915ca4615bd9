/** A Pod: a rounded box with its app's name; colour, outline and a sign tell its state. */

import { BoxShape, put } from "#lab/cluster/box.js";
import { SIGNS, lookOf } from "#lab/cluster/pod_looks.js";

const SMALL = 11.5;
const EDGE = 2;
const GLIDE = { duration: 500, easing: "ease-in-out" };

/** Drawn where the Pod's node is, or among those that wait. */
export class PodShape extends BoxShape {
  constructor(id) {
    super(id, "pod", 9);
    [this.name, this.sign] = ["pod-name", "pod-sign"].map((name) => this.line(name, "middle"));
  }

  /** @param {import("#lab/draw/wires.js").Box} box @param {boolean} [glides]  it is seen on its way there */
  place(box, glides = false) {
    const before = this.box;
    super.place(box);
    if (!glides || !before) return;
    this.group.animate([{ transform: cornerOf(before) }, { transform: cornerOf(box) }], GLIDE);
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

function cornerOf({ x, y, width, height }) {
  return `translate(${x - width / 2}px, ${y - height / 2}px)`;
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
