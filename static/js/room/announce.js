/** The page's one polite live region: milestones only, at most one in five seconds. */

import { language } from "#lab/room/words.js";

const EVERY_MS = 5000;

/** Speaks to screen readers; of what comes too fast only the newest is kept. */
export class Announcer {
  /** @param {HTMLElement} region */
  constructor(region) {
    this.region = region;
    this.region.lang = language();
    this.spokenMs = -Infinity;
    this.timer = null;
  }

  /** @param {string} sentence */
  say(sentence) {
    this.next = sentence;
    if (this.timer !== null) return;
    const restMs = this.spokenMs + EVERY_MS - performance.now();
    if (restMs <= 0) this.#speak();
    else this.timer = setTimeout(() => this.#speak(), restMs);
  }

  #speak() {
    this.timer = null;
    this.spokenMs = performance.now();
    this.region.textContent = this.next;
  }
}
