/** The wires of the drawing, and where the network is cut or loses messages. */

import { setText, svg } from "#lab/draw/svg.js";
import { pathOf, pointOn } from "#lab/draw/wires.js";

/** @typedef {import("#lab/draw/wires.js").Curve} Curve */

/** Draws all wires under the boxes. */
export class WireLayer {
  constructor() {
    this.leaving = svg("g", {});
    this.group = svg("g", {});
    /** What the paths of `leaving` are drawn from. */
    this.left = "";
    /**
     * @type {{key: string, from: string, to: string, look: string, path: SVGElement, sign: SVGElement,
     *   cutAt: number}[]}
     */
    this.drawn = [];
    /** Where along them wires are cut, by their keys. @type {Map<string, number>} */
    this.cut = new Map();
  }

  /** @param {import("#lab/draw/layout.js").Layout} layout @param {object | undefined} network */
  arrange(layout, network) {
    this.drawn = [...layout.wires].map(([key, wire]) => {
      const middle = wire.sign ?? pointOn(wire.curve, 0.5);
      const path = svg("path", { class: "wire", d: wire.path });
      const sign = svg("text", { class: "fault-sign", x: middle.x, y: middle.y + 7, "text-anchor": "middle" });
      const look = wire.sort ? `wire ${wire.sort}` : "wire";
      const { cutAt = 0.5 } = wire;
      return { key, from: componentOf(wire.from), to: componentOf(wire.to), look, path, sign, cutAt };
    });
    this.group.replaceChildren(this.leaving, ...this.drawn.flatMap(({ path, sign }) => [path, sign]));
    this.break(network ?? {});
  }

  /** Wires that are there no more, but still carry something. @param {Map<string, Curve>} curves */
  letGo(curves) {
    if (!curves.size && !this.left) return;
    const paths = [...curves.values()].map((curve) => pathOf(curve));
    if (paths.join() === this.left) return;
    this.left = paths.join();
    this.leaving.replaceChildren(...paths.map((d) => svg("path", { class: "wire leaving", d })));
  }

  /** Shows cuts as ✕ and losses as a share. @param {{cuts?: string[][], loss?: Record<string, number>}} network */
  break({ cuts = [], loss = {} }) {
    this.cut.clear();
    for (const { key, from, to, look, path, sign, cutAt } of this.drawn) {
      const cut = cuts.some(([a, b]) => (a === from && b === to) || (a === to && b === from));
      const share = loss[`${from}>${to}`] ?? 0;
      if (cut) this.cut.set(key, cutAt);
      path.setAttribute("class", cut ? "wire cut" : look);
      setText(sign, cut ? "✕" : share ? `−${Math.round(share * 100)} %` : "");
    }
  }
}

/** The part of an id before the slash is the component that the network knows; a node goes by its own name. */
function componentOf(id) {
  const [kind, name] = id.split("/");
  return kind === "node" ? name : kind;
}
