/** Boxes that must move do so before everybody's eyes: with their wires and what is on these, within a moment. */

const GLIDE_MS = 300;
const SEEN_PX = 0.5;

/** @typedef {import("#lab/draw/layout.js").Layout} Layout */
/** @typedef {import("#lab/draw/wires.js").Box} Box */

/** One glide at a time; a new one begins where the one before has come to. */
export class Glide {
  /** @param {(layout: Layout) => void} show  called for each picture of a glide, at last with its end */
  constructor(show) {
    this.show = show;
    this.glides = 0;
  }

  /**
   * @param {Layout} before  as it is drawn now
   * @param {Layout} after
   * @param {(layout: Layout) => Layout} rewire  draws the wires between boxes that have moved
   */
  start(before, after, rewire) {
    this.glides += 1;
    if (document.hidden || before.width !== after.width || !moves(before, after)) return;
    const mine = this.glides;
    const startMs = performance.now();
    const picture = () => {
      if (mine !== this.glides) return;
      const share = Math.min(1, (performance.now() - startMs) / GLIDE_MS);
      this.show(share < 1 ? rewire(between(before, after, smooth(share))) : after);
      if (share < 1) requestAnimationFrame(picture);
    };
    picture();
  }
}

function moves(before, after) {
  const isAway = (one, other) => Math.abs(one.x - other.x) > SEEN_PX || Math.abs(one.y - other.y) > SEEN_PX;
  return [...after.boxes].some(([id, box]) => before.boxes.has(id) && isAway(before.boxes.get(id), box));
}

/** @returns {Layout} whose wires are still those of `after` */
function between(before, after, share) {
  const boxes = new Map([...after.boxes].map(([id, box]) => [id, onTheWay(before.boxes.get(id), box, share)]));
  const ways = new Map();
  for (const [key, places] of after.ways) {
    const were = before.ways.get(key);
    ways.set(key, places.map((place, at) => onTheWay(were?.length === places.length && were[at], place, share)));
  }
  return { ...after, boxes, ways };
}

function onTheWay(from, to, share) {
  if (!from) return to;
  return { ...to, x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function smooth(share) {
  return share * share * (3 - 2 * share);
}
