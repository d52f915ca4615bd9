/** A drawing that is rewired stays calm: known boxes keep their places, and those that must move glide. */

import { Glide } from "#lab/draw/glide.js";
import { KeptPlaces } from "#lab/draw/kept_places.js";
import { formatOf, layOut, wired } from "#lab/draw/layout.js";
import { leftWires } from "#lab/draw/left_wires.js";

/** @typedef {import("#lab/draw/layout.js").Layout} Layout */

/** For one scene; it is fetched when its drawing is rewired for the first time. */
export class Calm {
  /** @param {(layout: Layout) => void} show  pictures of a glide */
  constructor(show) {
    this.kept = new KeptPlaces();
    this.motion = new Glide(show);
  }

  /**
   * As the layout without it, but known boxes stay.
   * @param {Layout} before  the layout until now
   * @param {Map<string, object>} entities
   * @param {number} width
   * @param {object | null} rare
   * @returns {Layout}
   */
  layOut(before, entities, width, rare) {
    this.kept.note(before);
    const after = layOut(entities, width, rare, this.kept.suits(formatOf(width)) ? this.kept : null);
    return { ...after, left: leftWires(before, after) };
  }

  /** @param {Layout} shown  which may be on its way @param {Layout} after */
  glide(shown, after, entities, rare) {
    this.motion.start(shown, after, (layout) => wired(layout, entities, rare));
  }
}
