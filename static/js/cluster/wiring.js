/** The cluster's wires: one trunk from the API server to all nodes, and dots on it where something is under way. */

import { svg } from "#lab/draw/svg.js";
import { WireLayer } from "#lab/draw/wire_layer.js";

const BUSY_MOST = 8;

/** Wires, cuts and what carries something now. */
export class Wiring {
  constructor() {
    this.layer = new WireLayer();
    this.trunk = svg("path", { class: "wire" });
    this.busy = svg("g", {});
    this.group = svg("g", {}, [this.trunk, this.layer.group, this.busy]);
    this.carried = "";
  }

  get cut() {
    return this.layer.cut;
  }

  /** @param {import("#lab/cluster/layout.js").Layout} layout @param {object | undefined} network */
  arrange(layout, network) {
    this.wires = layout.wires;
    this.trunk.setAttribute("d", layout.trunk);
    this.layer.arrange(layout, network);
    this.carried = "";
  }

  /** @param {{cuts?: string[][], loss?: Record<string, number>}} network */
  break(network) {
    this.layer.break(network);
  }

  /** @param {Map<string, import("#lab/draw/moves.js").Mark>} marks  those under way */
  carry(marks) {
    const ways = new Map();
    for (const { from, to, waitMs } of marks.values()) {
      const key = [`${from}>${to}`, `${to}>${from}`].find((one) => this.wires.has(one));
      if (key && waitMs <= 0 && ways.size < BUSY_MOST && !this.cut.has(key)) ways.set(key, this.wires.get(key).whole);
    }
    const carried = [...ways.keys()].sort().join(" ");
    if (carried === this.carried) return;
    this.carried = carried;
    this.busy.replaceChildren(...[...ways.values()].map((d) => svg("path", { class: "wire busy", d })));
  }
}
