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
    this.forget();
    this.motion = new Glide(show);
  }

  /** Another run, or another branch of it: what is gone will not come back. */
  forget() {
    this.kept = new KeptPlaces();
    this.anew = false;
  }

  /**
   * As the layout without it, but known boxes stay. Only looking back to when some of them had not come yet, there are
   * no holes where they will be, though the drawing is as tall, so that the rail stays under the hand; and what stood
   * where in the present is not forgotten meanwhile.
   * @param {Layout} before  the layout until now
   * @param {Map<string, object>} entities
   * @param {number} width
   * @param {object | null} rare
   * @returns {Layout}
   */
  layOut(before, entities, width, rare) {
    if (!this.anew) this.kept.note(before);
    this.anew = entities.get("room")?.past === true && !this.kept.isWhole(entities);
    const suits = this.kept.suits(formatOf(width));
    const laid = layOut(entities, width, rare, suits && !this.anew ? this.kept : null);
    const after = this.anew && suits ? wired(inTheMiddle(laid, this.kept.height), entities, rare) : laid;
    return { ...after, left: leftWires(before, after) };
  }

  /** @param {Layout} shown  which may be on its way @param {Layout} after */
  glide(shown, after, entities, rare) {
    this.motion.start(shown, after, (layout) => wired(layout, entities, rare));
  }
}

/** @param {Layout} layout @param {number} height @returns {Layout}  whose wires are still to be drawn */
function inTheMiddle(layout, height) {
  const more = Math.max(0, height - layout.height);
  const lower = (box) => ({ ...box, y: box.y + more / 2 });
  const boxes = new Map([...layout.boxes].map(([id, box]) => [id, lower(box)]));
  const ways = new Map([...layout.ways].map(([key, places]) => [key, places.map(lower)]));
  return { ...layout, height: layout.height + more, boxes, ways };
}
