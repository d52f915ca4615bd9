/** Where the spans of a chart and their words go: in lanes above it, so that none lies over another. Pure. */

const LANES_MOST = 4;
const GAP = 8;

/**
 * @typedef {object} Placed
 * @property {object} band
 * @property {number} from  x
 * @property {number} to  x
 * @property {number | null} lane  0 is the lowest; null: no lane is free, it gets no words
 * @property {number} labelX
 */

/**
 * @param {{label: string, fromMs: number, toMs: number | null}[]} bands  in the order in which they begin
 * @param {{xOf: (ms: number) => number, endMs: number, least: number, most: number,
 *   textWidth: (text: string) => number}} place  `least` and `most`: where words may begin and end
 * @returns {Placed[]}
 */
export function layBands(bands, { xOf, endMs, least, most, textWidth }) {
  /** @type {[number, number][][]} the spans taken in each lane */
  const lanes = Array.from({ length: LANES_MOST }, () => []);
  return bands.map((band) => {
    const [from, to] = [xOf(band.fromMs), xOf(band.toMs ?? endMs)];
    const width = textWidth(band.label);
    const labelX = Math.max(least, Math.min(from, most - width));
    const span = [Math.min(from, labelX), Math.max(to, labelX + width) + GAP];
    const lane = lanes.findIndex((taken) => taken.every(([a, b]) => span[1] <= a || b <= span[0]));
    if (lane >= 0) lanes[lane].push(span);
    return { band, from, to, lane: lane < 0 ? null : lane, labelX };
  });
}

/** How many lanes are in use. @param {Placed[]} placed */
export function lanesOf(placed) {
  return Math.max(0, ...placed.map(({ lane }) => (lane === null ? 0 : lane + 1)));
}
