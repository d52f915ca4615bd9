/** Where the boxes of a drawing stand already: there they stay, whatever comes, goes or is wired anew. */

import { isBend } from "#lab/draw/columns.js";
import { MARGIN, PORTRAIT_GAP, PORTRAIT_MARGIN } from "#lab/draw/layout.js";

/** @typedef {import("#lab/draw/wires.js").Box} Box */
/** @typedef {import("#lab/draw/layers.js").Edge} Edge */

/** Around what comes into a column; two that were there before may stand closer, as those of one program do. */
const GAP = 24;
const GAP_OF_KIN = 18;
const GAP_LEAST = 8;
/** What a wire that passes needs on each side. */
const WIRE = 10;
/** Coordinates are fractions. */
const ALMOST = 0.01;

/** The memory of one drawing; what has gone finds its place again when it comes back. */
export class KeptPlaces {
  constructor() {
    /** @type {Map<string, {x: number, y: number}>} */
    this.places = new Map();
    /** What is drawn now. @type {Set<string>} */
    this.shown = new Set();
    /** Instances that have just come to others of their program. @type {Set<string>} */
    this.kin = new Set();
    this.height = 0;
  }

  /** @param {import("#lab/draw/layout.js").Layout} layout  as it is drawn now */
  note(layout) {
    if (!this.suits(layout)) this.forget();
    const { orientation, width, height, boxes } = layout;
    Object.assign(this, { orientation, width, height: Math.max(this.height, height) });
    for (const [id, { x, y }] of boxes) this.places.set(id, { x, y });
    this.shown = new Set(boxes.keys());
  }

  /** Rows are filled anew for another width, columns are not. @param {{orientation: string, width: number}} format */
  suits({ orientation, width }) {
    return orientation === this.orientation && (orientation === "landscape" || width === this.width);
  }

  /** Whether all that is drawn now is among the entities. @param {Map<string, object>} entities */
  isWhole(entities) {
    return [...this.shown].every((id) => entities.has(id));
  }

  forget() {
    this.places.clear();
    this.height = 0;
  }

  /**
   * What comes is the last of its layer, so that the rows of the others stay the same; but an instance stands behind
   * those of its program that are there.
   * @param {string[][]} layers
   * @param {Map<string, object>} entities
   */
  order(layers, entities) {
    const place = (id) => this.places.get(id) ?? { x: 0, y: Infinity };
    const isAfter = (a, b) => (place(a).y === place(b).y ? place(a).x - place(b).x : place(a).y - place(b).y);
    const program = (id) => entities.get(id)?.program;
    this.kin = new Set();
    for (const layer of layers) {
      layer.sort(isAfter);
      for (const id of layer.filter((one) => program(one) && !this.shown.has(one))) {
        const before = layer.findLast((one) => one !== id && program(one) === program(id) && this.#isThere(one));
        if (before) this.#putBehind(layer, id, before);
      }
    }
  }

  #isThere(id) {
    return this.shown.has(id) || this.kin.has(id);
  }

  #putBehind(layer, id, before) {
    this.kin.add(id);
    layer.splice(layer.indexOf(id), 1);
    layer.splice(layer.indexOf(before) + 1, 0, id);
  }

  /**
   * Puts known boxes where they were, new ones into free places near what they are wired to, and wires between them.
   * @param {import("#lab/draw/layout.js").Drawing} drawing  its boxes are changed
   * @param {Edge[]} steps  wires cut at each layer
   * @param {Map<string, object>} entities
   * @returns {number} the height of the drawing, which never shrinks
   */
  settle(drawing, steps, entities) {
    const rows = drawing.rows.map((ids) => new Row(ids, drawing, this.height));
    for (const row of rows) row.keep(this.places, this.kin);
    const wishes = new Wishes(rows, steps, entities);
    for (const sort of [(id) => !isBend(id), isBend]) {
      for (const row of rows) for (const id of row.waiting(sort)) row.add(id, wishes.of(id) ?? row.end(id));
    }
    const lows = [...drawing.boxes].map(([id, { y, height }]) => (isBend(id) ? y + WIRE : y + height / 2 + MARGIN));
    return Math.max(this.height, ...(drawing.orientation === "landscape" ? lows : [drawing.height]));
  }
}

/** A column of a lying drawing or a row of a standing one: who has a place in it. */
class Row {
  constructor(ids, { orientation, width, boxes }, height) {
    const lies = orientation === "landscape";
    [this.axis, this.extent] = lies ? ["y", "height"] : ["x", "width"];
    [this.gap, this.margin, this.most] = lies ? [GAP, MARGIN, height] : [PORTRAIT_GAP, PORTRAIT_MARGIN, width];
    Object.assign(this, { ids, boxes, grows: lies });
    /** @type {Set<string>} */
    this.placed = new Set();
  }

  /**
   * Those who were in other rows before may stand in each other's way: then they make room, as for kin that comes.
   * @param {Map<string, {x: number, y: number}>} places
   * @param {Set<string>} kin
   */
  keep(places, kin) {
    let [edge, last] = [-Infinity, -Infinity];
    for (const id of this.ids.filter((one) => places.has(one) || kin.has(one))) {
      const half = this.#half(id);
      const comes = kin.has(id);
      if (comes && !this.placed.size) continue; // its program's others stand in the row above
      const at = comes ? last + GAP_OF_KIN + half : Math.max(this.#of(places, id), edge + half);
      this.#put(id, at);
      last = at + half;
      edge = last + (comes ? GAP : GAP_LEAST);
    }
    if (!this.grows && last > this.most - this.margin) this.#pack();
  }

  /** Who has no place yet. @param {(id: string) => boolean} sort */
  waiting(sort) {
    return this.ids.filter((id) => sort(id) && !this.placed.has(id));
  }

  /** The free place nearest to a wish; where none is left, all of the row close up. */
  add(id, wish) {
    const free = this.#freeFor(id, wish);
    const nearest = free.sort((a, b) => Math.abs(a - wish) - Math.abs(b - wish))[0];
    this.#put(id, nearest ?? wish);
    if (nearest === undefined) this.#pack();
  }

  /** Behind the last, or in the middle. */
  end(id) {
    const ends = [...this.placed].map((one) => this.boxes.get(one)[this.axis] + this.#half(one));
    return ends.length ? Math.max(...ends) + this.gap + this.#half(id) : this.most / 2;
  }

  #freeFor(id, wish) {
    const [half, gap] = [this.#half(id), isBend(id) ? 0 : this.gap];
    const edge = isBend(id) ? half : this.margin + half;
    const [least, most] = [edge, this.most - edge];
    const others = [...this.placed].map((one) => [this.boxes.get(one)[this.axis], half + this.#half(one) + gap]);
    const edges = others.flatMap(([at, far]) => [at - far, at + far]);
    const isFree = (at) => at >= least && others.every(([other, far]) => Math.abs(at - other) >= far - ALMOST);
    const free = [wish, least, most, ...edges].filter(isFree);
    const inside = free.filter((at) => at <= most + ALMOST);
    return inside.length || !this.grows ? inside : free;
  }

  /** In their order side by side, in the middle. */
  #pack() {
    const all = [...this.placed].sort((a, b) => this.#of(this.boxes, a) - this.#of(this.boxes, b));
    const used = all.reduce((sum, id) => sum + 2 * this.#half(id), (all.length - 1) * this.gap);
    let edge = (this.most - used) / 2;
    for (const id of all) {
      this.#put(id, edge + this.#half(id));
      edge += 2 * this.#half(id) + this.gap;
    }
  }

  #put(id, at) {
    this.boxes.get(id)[this.axis] = at;
    this.placed.add(id);
  }

  #of(places, id) {
    return places.get(id)[this.axis];
  }

  #half(id) {
    return isBend(id) ? WIRE : this.boxes.get(id)[this.extent] / 2;
  }
}

/** Where those who come would like to stand. */
class Wishes {
  constructor(rows, steps, entities) {
    Object.assign(this, { rows, steps, entities });
  }

  /** Level with what it is wired to; a queue that is not is mostly named after the program that will work it off. */
  of(id) {
    const wired = this.steps.filter(({ from, to }) => from === id || to === id);
    const near = this.#middleOf(wired.map(({ from, to }) => (from === id ? to : from)));
    return near ?? this.#middleOf(this.#namesakes(this.entities.get(id) ?? {}));
  }

  #namesakes({ kind, name }) {
    return kind === "queue" ? [...this.entities].filter(([, one]) => one.program === name).map(([id]) => id) : [];
  }

  #middleOf(ids) {
    const at = this.rows.flatMap(({ placed, boxes, axis }) =>
      ids.filter((id) => placed.has(id)).map((id) => boxes.get(id)[axis]));
    return at.length ? at.reduce((sum, value) => sum + value, 0) / at.length : null;
  }
}
