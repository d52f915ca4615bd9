/** A curve in the making: one value at each of some moments, drawn by hand or by keys, always a whole line. Pure. */

const MOMENTS_MOST = 60;
const STEPS = 50;

/** Holds what was drawn; between it the line is straight, beside it level. */
export class CurvePoints {
  /** @param {{until_s: number, least: number, most: number}} spec @param {[number, number][] | null} [points] */
  constructor({ until_s: untilS, least, most }, points = null) {
    Object.assign(this, { untilS, least, most });
    this.count = Math.min(MOMENTS_MOST, Math.max(1, Math.ceil(untilS)));
    this.step = Math.max((most - least) / STEPS, most - least >= STEPS ? 1 : 0);
    /** @type {Map<number, number>} moment -> value, where somebody said one */
    this.said = new Map();
    for (const [atS, value] of points ?? []) this.said.set(this.momentAt(atS), value);
  }

  get empty() {
    return this.said.size === 0;
  }

  /** The nearest moment to a time in seconds. */
  momentAt(atS) {
    return Math.min(this.count, Math.max(0, Math.round((atS / this.untilS) * this.count)));
  }

  secondsOf(moment) {
    return (moment * this.untilS) / this.count;
  }

  /** @param {number} moment @param {number} value */
  set(moment, value) {
    this.said.set(moment, this.#inside(value));
  }

  /** A stroke of the hand: every moment between two points gets its value. */
  stroke([fromS, from], [toS, to]) {
    const [first, last] = [this.momentAt(fromS), this.momentAt(toS)];
    const way = first <= last ? 1 : -1;
    for (let moment = first; moment !== last + way; moment += way) {
      const share = first === last ? 1 : (moment - first) / (last - first);
      this.set(moment, from + (to - from) * share);
    }
  }

  /** Only these values stand; the line between them is straight. @param {[number, number][]} points */
  replace(points) {
    this.said.clear();
    for (const [atS, value] of points) this.set(this.momentAt(atS), value);
  }

  /** @param {number} moment */
  valueAt(moment) {
    const known = this.said.get(moment);
    if (known !== undefined) return known;
    const moments = [...this.said.keys()].sort((a, b) => a - b);
    const after = moments.find((one) => one > moment);
    const before = moments.findLast((one) => one < moment);
    if (after === undefined || before === undefined) return this.said.get(after ?? before) ?? this.least;
    const [from, to] = [this.said.get(before), this.said.get(after)];
    return from + ((to - from) * (moment - before)) / (after - before);
  }

  /** @returns {[number, number][]} seconds and values, for all moments */
  points() {
    return Array.from({ length: this.count + 1 }, (_none, moment) => {
      return [rounded(this.secondsOf(moment)), rounded(this.valueAt(moment))];
    });
  }

  #inside(value) {
    return Math.min(this.most, Math.max(this.least, Math.round(value / this.#grain) * this.#grain));
  }

  /** Counted things have whole numbers. */
  get #grain() {
    return this.most - this.least >= STEPS ? 1 : (this.most - this.least) / 1000;
  }
}

function rounded(value) {
  return Number(value.toFixed(3));
}
