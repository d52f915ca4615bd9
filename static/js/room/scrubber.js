/** The thumb on the rail: a range of milliseconds, moved by pointer, touch and keys. */

import { clockFace } from "#lab/room/words.js";

const KEY_MS = 1000;
const FAR = 10;
const TOLD_EVERY_MS = 500;
const TOLD_WITH_FOCUS_EVERY_MS = 5000;

/** Tells where the hand puts the thumb; shows where the playhead stands. */
export class Scrubber {
  /** @param {HTMLInputElement} input @param {(ms: number) => void} onHand */
  constructor(input, onHand) {
    this.input = input;
    this.onHand = onHand;
    this.toldMs = -Infinity;
    input.addEventListener("input", () => this.#hand(input.valueAsNumber));
    input.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Those who may not move it are told why. @param {boolean} may @param {string} reason  the id of the words */
  allow(may, reason) {
    this.input.disabled = !may;
    if (may) this.input.removeAttribute("aria-describedby");
    else this.input.setAttribute("aria-describedby", reason);
  }

  /** @param {number} nowMs @param {number} headMs */
  show(nowMs, headMs) {
    const most = String(Math.max(1, Math.ceil(headMs)));
    if (this.input.max !== most) this.input.max = most;
    this.input.value = String(Math.round(nowMs));
    this.#tell(nowMs);
  }

  #hand(ms) {
    this.toldMs = -Infinity;
    this.onHand(ms);
  }

  #key(event) {
    const shift = event.shiftKey ? FAR : 1;
    const most = Number(this.input.max);
    const now = this.input.valueAsNumber;
    const moments = {
      ArrowRight: now + KEY_MS * shift,
      ArrowUp: now + KEY_MS * shift,
      ArrowLeft: now - KEY_MS * shift,
      ArrowDown: now - KEY_MS * shift,
      PageUp: now + KEY_MS * FAR,
      PageDown: now - KEY_MS * FAR,
      Home: 0,
      End: most,
    };
    const wanted = moments[event.key];
    if (wanted === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#hand(Math.min(most, Math.max(0, wanted)));
  }

  /** A value that runs on by itself is not read out all the time to those who stand on the rail. */
  #tell(ms) {
    const wallMs = performance.now();
    const everyMs = document.activeElement === this.input ? TOLD_WITH_FOCUS_EVERY_MS : TOLD_EVERY_MS;
    if (wallMs - this.toldMs < everyMs) return;
    this.toldMs = wallMs;
    this.input.setAttribute("aria-valuetext", clockFace(ms));
  }
}
