/** What a hand sees in the scene: rings around things, the places to draw a wire from, the wire in the hand. */

import { html } from "#lab/room/elements.js";
import { svg } from "#lab/draw/svg.js";
import { pathOf, wireBetween } from "#lab/draw/wires.js";

const RING = 6;
const HANDLED = new Set(["caller", "topic", "queue"]);

/** @typedef {"over" | "chosen" | "target" | "source"} Mark */

/** Draws over the scene, and dims what cannot be picked. */
export class Marks {
  /**
   * @param {object} scene
   * @param {import("#lab/room/store.js").Store} store
   * @param {() => void} arranged  the boxes have got their places
   */
  constructor(scene, store, arranged) {
    Object.assign(this, { scene, store, handled: false });
    this.rubber = svg("path", { class: "hand-wire" });
    this.rings = svg("g", {});
    this.layer = svg("svg", { class: "hand-layer", "aria-hidden": "true" }, [this.rings, this.rubber]);
    this.handles = html("div", { className: "hand-handles", ariaHidden: "true" });
    scene.host.append(this.layer, this.handles);
    scene.onArrange = () => {
      this.#arrange();
      arranged();
    };
    this.#arrange();
  }

  /** Whether wires can be drawn here. @param {boolean} may */
  allow(may) {
    if (may === this.handled) return;
    this.handled = may;
    this.#arrange();
  }

  /**
   * @param {Map<string, Mark>} marked  by an entity's id or a wire's key
   * @param {boolean} picking  everything that is not marked is dimmed
   */
  show(marked, picking) {
    const told = JSON.stringify([[...marked], picking]);
    if (told === this.told) return;
    Object.assign(this, { told, marked, picking });
    this.#paint();
  }

  /** The wire in the hand. @param {string | null} from  null: there is none @param {object} [to]  a point or a box */
  draw(from, to) {
    const { layout } = this.scene;
    const box = layout?.boxes.get(from);
    const end = box && { width: 0, height: 0, ...to };
    this.rubber.setAttribute("d", box ? pathOf(wireBetween(box, end, layout.orientation)) : "");
  }

  #arrange() {
    const { layout, drawing, host } = this.scene;
    if (!layout) return;
    const [outer, inner] = [host.getBoundingClientRect(), drawing.getBoundingClientRect()];
    for (const [name, value] of Object.entries({
      left: inner.left - outer.left - host.clientLeft,
      top: inner.top - outer.top - host.clientTop,
      width: inner.width,
      height: inner.height,
    })) {
      this.layer.style[name] = `${value}px`;
      this.handles.style[name] = `${value}px`;
    }
    this.layer.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
    this.#placeHandles(layout);
    this.#paint();
  }

  #placeHandles(layout) {
    const ids = [...layout.boxes.keys()].filter((id) => this.handled && HANDLED.has(this.store.get(id)?.kind));
    this.handles.replaceChildren(...ids.map((id) => handleAt(id, wayOut(layout, id), layout)));
  }

  #paint() {
    const { layout, shapes, host } = this.scene;
    if (!layout) return;
    const marked = this.marked ?? new Map();
    host.toggleAttribute("data-picking", this.picking === true);
    for (const [id, shape] of shapes) shape.group.dataset.hand = marked.get(id) ?? "";
    const rings = [...marked].map(([key, mark]) => ringOf(key, mark, layout)).filter(Boolean);
    this.rings.replaceChildren(...rings);
  }
}

function handleAt(id, point, layout) {
  const handle = html("span", { className: "hand-handle", dataset: { handle: id } });
  handle.style.left = `${(point.x / layout.width) * 100}%`;
  handle.style.top = `${(point.y / layout.height) * 100}%`;
  return handle;
}

function ringOf(key, mark, { boxes, wires }) {
  if (wires.has(key)) return svg("path", { class: `hand-ring wire-ring ${mark}`, d: wires.get(key).path });
  const box = boxes.get(key);
  if (!box) return null;
  const [width, height] = [box.width + 2 * RING, box.height + 2 * RING];
  const place = { x: box.x - width / 2, y: box.y - height / 2, width, height, rx: 14 };
  return svg("rect", { class: `hand-ring ${mark}`, ...place });
}

/** Where a wire leaves a box. @param {import("#lab/draw/layout.js").Layout} layout @param {string} id */
function wayOut({ boxes, orientation }, id) {
  const { x, y, width, height } = boxes.get(id);
  return orientation === "landscape" ? { x: x + width / 2, y } : { x, y: y + height / 2 };
}
