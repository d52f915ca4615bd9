/** Simulated time between two frames: runs on at the reached rate, not back, never far past the newest frame. */

const AHEAD_MS_MOST = 250;
const SETTLE_MS = 250;
const JUMP_MS = 1000;
const STEP_MS = 500;

/** Estimates the simulated now from the wall clock; all arguments in milliseconds. */
export class Clock {
  constructor() {
    this.speed = 0;
    /** Reduced motion: the time shown moves on twice a second instead of all the time. */
    this.stepped = false;
    this.#anchor(0, 0, 0);
    this.#showFrom(0, 0);
  }

  /**
   * Takes what a frame says.
   * @param {number} nowMs  simulated time of the frame
   * @param {{playing: boolean, reached: number} | undefined} room
   * @param {number} wallMs  when it arrived (monotonic)
   * @param {boolean} restarted  another epoch: time may stand anywhere
   */
  take(nowMs, room, wallMs, restarted = false) {
    const before = this.#exact(wallMs);
    const gap = nowMs - before;
    this.speed = room?.playing ? room.reached : 0;
    const far = gap > JUMP_MS * Math.max(1, this.speed);
    if (restarted || far || !this.speed) {
      // What stands still stands at the frame's moment, even where the clock had run ahead of it.
      this.#anchor(nowMs, wallMs, this.speed);
      if (restarted || !this.speed) this.#showFrom(this.simMs, wallMs);
    } else {
      this.#anchor(before, wallMs, Math.max(0.2 * this.speed, this.speed + gap / SETTLE_MS));
    }
    this.ceilingMs = Math.max(this.simMs, nowMs + AHEAD_MS_MOST * this.speed);
  }

  /** The simulated time to show, in milliseconds; while the run plays, never less than was shown before. */
  now(wallMs) {
    if (!this.stepped || wallMs - this.shownWallMs >= STEP_MS) this.#showFrom(this.#exact(wallMs), wallMs);
    return this.shownMs;
  }

  #exact(wallMs) {
    return Math.min(this.simMs + Math.max(0, wallMs - this.wallMs) * this.pace, this.ceilingMs);
  }

  #anchor(simMs, wallMs, pace) {
    this.simMs = simMs;
    this.wallMs = wallMs;
    this.pace = pace;
    this.ceilingMs = simMs + AHEAD_MS_MOST * pace;
  }

  #showFrom(simMs, wallMs) {
    this.shownMs = simMs;
    this.shownWallMs = wallMs;
  }
}
