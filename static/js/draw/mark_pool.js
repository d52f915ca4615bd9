/** A pool of SVG marks: elements are made once and only moved, never made and removed per message. */

import { svg } from "#lab/draw/svg.js";

/** ● on its way, ◆ delivered again. */
const SHAPES = { moving: "M0-6.5A6.5 6.5 0 1 1 0 6.5A6.5 6.5 0 1 1 0-6.5Z", again: "M0-9L9 0L0 9L-9 0Z" };

/** Draws up to a few hundred marks as SVG paths. */
export class MarkPool {
  /** @param {SVGElement} layer */
  constructor(layer) {
    this.layer = layer;
    /** @type {{element: SVGElement, kind: string}[]} */
    this.marks = [];
    this.shown = 0;
  }

  /** @param {{x: number, y: number, again: boolean}[]} places */
  draw(places) {
    places.forEach((place, at) => this.#put(at, place));
    for (let at = places.length; at < this.shown; at += 1) this.marks[at].element.setAttribute("display", "none");
    this.shown = places.length;
  }

  #put(at, { x, y, again }) {
    const mark = this.marks[at] ?? this.#make();
    const kind = again ? "again" : "moving";
    if (mark.kind !== kind) {
      mark.kind = kind;
      mark.element.setAttribute("class", `mark ${kind}`);
      mark.element.setAttribute("d", SHAPES[kind]);
    }
    mark.element.style.transform = `translate(${x.toFixed(1)}px,${y.toFixed(1)}px)`;
    if (at >= this.shown) mark.element.setAttribute("display", "inline");
  }

  #make() {
    const mark = { element: svg("path", { display: "none" }), kind: "" };
    this.layer.append(mark.element);
    this.marks.push(mark);
    return mark;
  }
}
