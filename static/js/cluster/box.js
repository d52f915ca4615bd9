/** A box of the cluster's drawing: an SVG group that is made once, takes its place and follows what it stands for. */

import { setText, svg } from "#lab/draw/svg.js";
import { widthOf } from "#lab/draw/text_width.js";

/** @typedef {import("#lab/draw/wires.js").Box} Box */

/** Of the drawing's small print, 13 units high, `widthOf` tells the width. */
const PRINT = 13;

/** The frame of every box; what stands in it is its kind's own. */
export class BoxShape {
  /** @param {string} id @param {string} kind @param {number} [round] */
  constructor(id, kind, round = 10) {
    this.kind = kind;
    this.outline = svg("rect", { class: "box", rx: round });
    this.group = svg("g", { "data-id": id }, [this.outline]);
  }

  /** @param {Box} box */
  place(box) {
    this.box = box;
    this.group.setAttribute("transform", `translate(${box.x - box.width / 2} ${box.y - box.height / 2})`);
    this.outline.setAttribute("width", box.width);
    this.outline.setAttribute("height", box.height);
  }

  /** @param {string} look  what colours it */
  look(look) {
    const name = `node node-${this.kind} ${look}`;
    if (this.group.getAttribute("class") !== name) this.group.setAttribute("class", name);
  }

  /** A line of text in it. @param {string} name  its class @param {"start" | "middle" | "end"} [anchor] */
  line(name, anchor = "start") {
    const line = svg("text", { class: name, "text-anchor": anchor });
    this.group.append(line);
    return line;
  }
}

/** Writes a text at a place; what would stick out ends in "…". */
export function put(line, text, x, y, { room = Infinity, size = PRINT } = {}) {
  setText(line, shortened(text, room, size));
  line.setAttribute("x", x);
  line.setAttribute("y", y);
}

/** @param {string} text @param {number} room  in the drawing's units @param {number} [size]  of the letters */
export function shortened(text, room, size = PRINT) {
  const fits = (one) => (widthOf(one) * size) / PRINT <= room;
  if (fits(text)) return text;
  let kept = text.length;
  while (kept > 1 && !fits(`${text.slice(0, kept)}…`)) kept -= 1;
  return `${text.slice(0, kept)}…`;
}


