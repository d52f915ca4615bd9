/** How fast each worker works: what it finished over the last five simulated seconds. */

const WINDOW_MS = 5000;
const LEAST_MS = 1000;

/** Remembers when each worker's count of finished work changed. */
export class Throughput {
  constructor() {
    /** @type {Map<string, {atMs: number, finished: number}[]>} */
    this.samples = new Map();
  }

  /** Notes a worker's count at a simulated moment. */
  note(id, finished, atMs) {
    const samples = this.samples.get(id) ?? [];
    const last = samples.at(-1);
    if (last && (last.atMs > atMs || last.finished > finished)) samples.length = 0;
    if (last?.finished !== finished || !samples.length) samples.push({ atMs, finished });
    while (samples.length > 1 && samples[1].atMs <= atMs - WINDOW_MS) samples.shift();
    this.samples.set(id, samples);
  }

  /** Finished things per simulated second, or null while too little is known. */
  perSecond(id, nowMs) {
    const samples = this.samples.get(id);
    if (!samples) return null;
    const fromMs = nowMs - WINDOW_MS;
    const base = samples.findLast((sample) => sample.atMs <= fromMs) ?? samples[0];
    const spanMs = nowMs - Math.max(base.atMs, fromMs);
    if (spanMs < LEAST_MS) return null;
    return ((samples.at(-1).finished - base.finished) * 1000) / spanMs;
  }

  clear() {
    this.samples.clear();
  }
}
