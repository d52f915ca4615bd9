/** The page's one animation loop: runs while something moves, rests otherwise. */

/** A background tab's long pause must not fling the marks to their ends. */
const ELAPSED_MS_MOST = 100;

/** Calls `draw(elapsedMs, wallMs)` once per display frame until it returns false; `wake()` starts it again. */
export class Loop {
  /** @param {(elapsedMs: number, wallMs: number) => boolean} draw */
  constructor(draw) {
    this.draw = draw;
    this.running = false;
    this.lastMs = 0;
  }

  wake() {
    if (this.running) return;
    this.running = true;
    this.lastMs = performance.now();
    requestAnimationFrame(() => this.#frame());
  }

  #frame() {
    const nowMs = performance.now();
    const elapsedMs = Math.min(ELAPSED_MS_MOST, nowMs - this.lastMs);
    this.lastMs = nowMs;
    this.running = this.draw(elapsedMs, nowMs);
    if (this.running) requestAnimationFrame(() => this.#frame());
  }
}
