/** Between two commands of a script that are far apart, time goes by quickly, and slows down before the next one. */

const FAR_MS = 60_000;
const NEAR_MS = 20_000;
/** Of simulated time after a command: what it says is read, and what it does is seen. */
const SEEN_MS = 20_000;
const FAST = 60;
/** The fastest at which commands can be given at their moments. */
const RATE_MOST = 4;

/** Steers the rate of the learner's own room, once for each lull: who changes it is left alone. */
export class Lull {
  /** @param {(command: string, args: object) => unknown} steer */
  constructor(steer) {
    Object.assign(this, { steer, usual: RATE_MOST, nextMs: null, asked: null });
  }

  /**
   * @param {{playing: boolean, rate: number}} room
   * @param {number} nowMs
   * @param {{at_s: number}[]} lines
   * @param {number} next  the line that is due next
   */
  follow(room, nowMs, lines, next) {
    const nextMs = lines[next].at_s * 1000;
    const lastMs = (lines[next - 1]?.at_s ?? 0) * 1000;
    if (!room.playing) return;
    if (room.rate === this.asked) this.asked = null;
    if (nextMs - nowMs < NEAR_MS) {
      if (room.rate > RATE_MOST) this.#ask(this.usual);
    } else if (nextMs - nowMs > FAR_MS && nowMs - lastMs > SEEN_MS && this.nextMs !== nextMs) {
      this.nextMs = nextMs;
      this.usual = Math.min(room.rate, RATE_MOST);
      if (room.rate < FAST) this.#ask(FAST);
    }
  }

  /** Once, until it is so. @param {number} rate */
  #ask(rate) {
    if (this.asked === rate) return;
    this.asked = rate;
    this.steer("room.set_rate", { rate });
  }
}
