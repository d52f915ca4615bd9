/** A node among many: a small tile with a square for each of its Pods and a thin gauge. */

import { BoxShape, put } from "#lab/cluster/box.js";
import { SIGNS, lookCounts, lookOf, looksOfGroup } from "#lab/cluster/pod_looks.js";
import { show, svg } from "#lab/draw/svg.js";

const EDGE = 4;
const HEAD = 14;
const FOOT = 9;
const NAME = 10.5;
const SIGN = 12;
const SQUARE_MOST = 9;
const SQUARE_LEAST = 3;
const GAUGE = 3;

/** Worst looks stand first, where they are seen. */
export class TileShape extends BoxShape {
  constructor(id) {
    super(id, "tile", 5);
    this.name = this.line("tile-name");
    this.sign = this.line("tile-sign", "end");
    this.squares = new Map(Object.keys(SIGNS).map((look) => [look, svg("path", { class: `square pod-${look}` })]));
    this.whole = svg("rect", { class: "gauge", height: GAUGE });
    this.part = svg("rect", { class: "gauge-part", height: GAUGE });
    this.group.append(...this.squares.values(), this.whole, this.part);
  }

  place(box) {
    super.place(box);
    this.whole.setAttribute("width", box.width - 2 * EDGE);
    for (const bar of [this.whole, this.part]) {
      bar.setAttribute("x", EDGE);
      bar.setAttribute("y", box.height - EDGE - GAUGE);
    }
  }

  /** @param {object} node @param {object} moment */
  update(node, { store, podsOf, prefix, picked }) {
    const { width } = this.box;
    const kubelet = store.get(`kubelet/${node.name}`);
    const sign = signOf(node, kubelet);
    const room = width - 2 * EDGE - (sign ? SIGN : 0);
    put(this.name, node.name.slice(prefix.length), EDGE, HEAD - 3, { room, size: NAME });
    put(this.sign, sign, width - EDGE, HEAD - 3);
    this.#showPods(countsOf(node, store, podsOf));
    const [asked, most] = node.cpu_milli;
    const share = most ? Math.min(1, asked / most) : 0;
    this.part.setAttribute("width", Math.round(share * (width - 2 * EDGE)));
    show(this.part, share > 0);
    const cordoned = node.cordoned ? "cordoned" : "";
    this.look(`ready-${node.ready} ${cordoned} ${kubelet?.state ?? ""} ${picked ? "picked" : ""}`);
  }

  #showPods(counts) {
    const [width, height] = [this.box.width - 2 * EDGE, this.box.height - HEAD - FOOT];
    const all = counts.reduce((sum, [, count]) => sum + count, 0);
    const side = squareFor(all, width, height);
    const across = Math.floor(width / side);
    const places = across * Math.floor(height / side);
    const paths = new Map();
    let at = 0;
    for (const [look, count] of counts) {
      const squares = [];
      for (let one = 0; one < count && at < places; one += 1, at += 1) {
        squares.push(square(EDGE + (at % across) * side, HEAD + Math.floor(at / across) * side, side - 1));
      }
      paths.set(look, squares.join(""));
    }
    for (const [look, path] of this.squares) {
      const d = paths.get(look) ?? "";
      if (path.getAttribute("d") !== d) path.setAttribute("d", d);
    }
  }
}

function squareFor(count, width, height) {
  let side = SQUARE_MOST;
  while (side > SQUARE_LEAST && Math.floor(width / side) * Math.floor(height / side) < count) side -= 1;
  return side;
}

function square(x, y, side) {
  return `M${x} ${y}h${side}v${side}h-${side}Z`;
}

function countsOf({ name, ready }, store, podsOf) {
  const group = store.get(`pods/${name}`);
  if (group) return lookCounts(looksOfGroup(group, ready));
  const looks = new Map();
  for (const id of podsOf(name)) {
    const pod = id && store.get(id);
    if (!pod) continue;
    const look = lookOf(pod, ready);
    looks.set(look, (looks.get(look) ?? 0) + 1);
  }
  return lookCounts(new Map([["", looks]]));
}

function signOf({ ready, cordoned }, kubelet) {
  if (kubelet && kubelet.state !== "running") return "✕";
  if (ready !== "True") return ready === "Unknown" ? "?" : "!";
  return cordoned ? "⊘" : "";
}
