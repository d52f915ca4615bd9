/** Messages on their way: marks on the wires, in SVG while they are few, on a canvas when they are many. */

import { pointOn } from "#lab/draw/wires.js";
import { MarkPool } from "#lab/draw/mark_pool.js";
import { Later } from "#lab/room/later.js";

/** Shorter journeys than this would be over before anyone saw them; the queue's numbers do not wait for the marks. */
const SEEN_MS_LEAST = 420;
const MARKS_MOST = 2000;
const SVG_MARKS_MOST = 300;
/** A mark waits for the one before it on the same order's way, but not longer than this. */
const CHAIN_MS_MOST = 900;
const STEPS = 4;

/** @typedef {import("#lab/draw/wires.js").Curve} Curve */
/**
 * @typedef {object} Mark
 * @property {string} from
 * @property {string} to
 * @property {number} departMs  simulated
 * @property {number} arriveMs  simulated
 * @property {boolean} again  delivered again
 * @property {number} share  of its way, 0 to 1
 * @property {number} waitMs  wall time before it sets out
 */

/** Keeps the marks that are under way and draws them. */
export class Moves {
  /**
   * @param {SVGElement} layer
   * @param {HTMLCanvasElement} canvas
   */
  constructor(layer, canvas) {
    this.pool = new MarkPool(layer);
    /** @type {import("#lab/draw/mark_canvas.js").MarkCanvas | null} once there are more marks than SVG can move */
    this.canvas = null;
    this.large = new Later(async () => {
      const { MarkCanvas } = await import("#lab/draw/mark_canvas.js");
      this.canvas = new MarkCanvas(canvas);
      this.canvas.resize(...this.size);
    });
    /** @type {Map<string, Mark>} */
    this.marks = new Map();
    /** When, in milliseconds from now, the mark of an order reaches a place: its next journey starts there. */
    this.arrivals = new Map();
    this.stepped = false;
  }

  /** The drawing's width and height in CSS pixels, and its width in units of the drawing. */
  resize(...size) {
    this.size = size;
    this.canvas?.resize(...size);
  }

  /** A new move entity; `speed` is simulated per wall time, 0 while paused. */
  add(id, move, nowMs, speed) {
    if (this.marks.has(id) || this.marks.size >= MARKS_MOST) return;
    const arrivesMs = this.arrivals.get(`${move.trace} ${move.from}`) ?? 0;
    const chained = speed ? Math.min(arrivesMs, CHAIN_MS_MOST) : 0;
    const mark = {
      from: move.from,
      to: move.to,
      departMs: move.depart_ms,
      arriveMs: move.arrive_ms,
      again: move.again === true,
      share: speed ? 0 : shareAt(move, nowMs),
      waitMs: chained,
    };
    this.marks.set(id, mark);
    if (move.trace) this.arrivals.set(`${move.trace} ${move.to}`, chained + seenMs(mark, speed || 1));
  }

  /** While paused only the simulation moves the marks: to where they are at that moment. */
  place(nowMs) {
    for (const [id, mark] of this.marks) {
      mark.waitMs = 0;
      if (mark.arriveMs <= nowMs) this.marks.delete(id);
      else mark.share = shareAt({ depart_ms: mark.departMs, arrive_ms: mark.arriveMs }, nowMs);
    }
    this.arrivals.clear();
  }

  clear() {
    this.marks.clear();
    this.arrivals.clear();
  }

  /** Lets wall time pass for the marks under way. */
  pass(elapsedMs, speed) {
    if (!speed) return;
    for (const [id, mark] of this.marks) {
      if (mark.waitMs > 0) mark.waitMs -= elapsedMs;
      else mark.share += elapsedMs / seenMs(mark, speed);
      if (mark.share >= 1) this.marks.delete(id);
    }
    for (const [key, restMs] of this.arrivals) {
      if (restMs > elapsedMs) this.arrivals.set(key, restMs - elapsedMs);
      else this.arrivals.delete(key);
    }
  }

  /** A move that ends before it arrives was lost on its way. */
  end(id, nowMs) {
    if (this.marks.get(id)?.arriveMs > nowMs) this.marks.delete(id);
  }

  /**
   * Draws every mark on its wire; at a cut it goes no further than the ✕.
   * @param {import("#lab/draw/layout.js").Layout} layout
   * @param {Map<string, number>} cut  where along them wires are cut, by their keys
   * @returns {Map<string, Curve>} by their keys, wires that are there no more, but carry marks until these arrive
   */
  draw(layout, cut) {
    const places = [];
    /** @type {Map<string, Curve>} */
    const leaving = new Map();
    for (const mark of this.marks.values()) {
      if (mark.waitMs > 0 || isBehindCut(mark, cut)) continue;
      const point = this.#placeOf(mark, layout, leaving);
      if (point) places.push({ x: point.x, y: point.y, again: mark.again });
    }
    // A large drawing is painted anew wherever a mark of it moves; a canvas lies over it.
    const many = places.length > SVG_MARKS_MOST || (layout.tiles?.size ?? 0) > 0;
    this.pool.draw(many ? [] : places);
    if (many && !this.canvas) this.large.use(() => {});
    this.canvas?.draw(many ? places : [], layout.boxes);
    return leaving;
  }

  /** @returns {import("#lab/draw/wires.js").Point | null} */
  #placeOf(mark, layout, leaving) {
    const share = this.stepped ? (Math.floor(mark.share * STEPS) + 0.5) / STEPS : mark.share;
    const [key, backwards] = [`${mark.from}>${mark.to}`, `${mark.to}>${mark.from}`];
    const there = layout.wires.get(key);
    if (there) return pointOn(there.curve, share);
    const back = layout.wires.get(backwards);
    if (back) return pointOn(back.curve, 1 - share);
    const left = layout.left?.get(key);
    if (!left) return null;
    leaving.set(key, left);
    return pointOn(left, share);
  }
}

/** Where a wire is not cut, no share is beyond. */
function isBehindCut({ from, to, share }, cut) {
  return share > (cut.get(`${from}>${to}`) ?? 1 - cut.get(`${to}>${from}`));
}

function seenMs(mark, speed) {
  return Math.max(SEEN_MS_LEAST, (mark.arriveMs - mark.departMs) / speed);
}

/** How far a move is at a simulated moment; kept off the ends, where a box would hide it. */
function shareAt({ depart_ms: departMs, arrive_ms: arriveMs }, nowMs) {
  const share = (nowMs - departMs) / Math.max(1, arriveMs - departMs);
  return Math.min(0.85, Math.max(0.15, share));
}
