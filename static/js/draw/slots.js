/** The slots of a queue: a ring for each of the first messages, dashed while hidden, and "+76" for the rest. */

import { setText, show, svg } from "#lab/draw/svg.js";
import { number } from "#lab/room/words.js";

const PITCH = 17;
const HEIGHT = 24;
const DIGIT_WIDTH = 8.2;

/**
 * How many of the shown rings are dashed: in the proportion of the counts, but one of each kind that there is, where
 * two fit; so never more rings of a kind than the caption beside them counts.
 * @param {number} shown @param {number} visible @param {number} hidden @returns {number}
 */
export function hiddenAmong(shown, visible, hidden) {
  const share = Math.round((shown * hidden) / (visible + hidden || 1));
  const least = Math.max(shown - visible, Math.min(hidden, 1));
  const most = Math.min(hidden, shown - Math.min(visible, 1));
  return Math.min(Math.max(share, least), most);
}

/** Draws the content of one queue; makes its rings once. */
export class Slots {
  constructor() {
    this.tray = svg("rect", { class: "slot", height: HEIGHT, rx: 6 });
    this.rest = svg("text", { class: "rest", y: 17, "text-anchor": "end" });
    this.group = svg("g", {}, [this.tray, this.rest]);
    this.rings = [];
  }

  place(x, y, width) {
    this.group.setAttribute("transform", `translate(${x} ${y})`);
    this.tray.setAttribute("width", width);
    this.rest.setAttribute("x", width - 8);
    this.room = Math.floor((width - 6) / PITCH);
    this.width = width;
    while (this.rings.length < this.room) this.#addRing();
  }

  /** Hidden messages stand first: they are the oldest. */
  update(visible, hidden) {
    const all = visible + hidden;
    const shown = all > this.room ? this.#roomBeside(`+${number(all)}`) : all;
    const hiddenShown = hiddenAmong(shown, visible, hidden);
    this.rings.forEach((ring, at) => {
      show(ring, at < shown);
      ring.setAttribute("class", at < hiddenShown ? "waiting hidden" : "waiting");
    });
    setText(this.rest, all > shown ? `+${number(all - shown)}` : "");
  }

  #roomBeside(text) {
    return Math.floor((this.width - 16 - text.length * DIGIT_WIDTH) / PITCH);
  }

  #addRing() {
    const ring = svg("circle", { class: "waiting", cx: 13 + this.rings.length * PITCH, cy: HEIGHT / 2, r: 6 });
    this.rings.push(ring);
    this.group.append(ring);
  }
}
