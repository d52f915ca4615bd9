/** Which commands of a script have been carried out, in which branch and when; kept by this browser for each room. */

import { remember, remembered } from "#lab/preferences.js";

/** Two tabs of one browser share it. */
export class ScriptProgress {
  /** @param {string} code  of the room @param {number} count  of commands */
  constructor(code, count) {
    this.name = `script:${code}`;
    this.count = count;
    this.kept = "{}";
    this.branch = null;
  }

  /**
   * The branch that is the room's. A new one has what its parent had until the fork.
   * @param {{branch: number, branches?: {number: number, parent: number | null, at_ms: number}[]}} room
   */
  enter({ branch, branches = [] }) {
    this.branch = branch;
    const all = this.#read();
    const fork = branches.find(({ number }) => number === branch);
    if (all[branch] || !fork) return;
    const before = Object.entries(all[fork.parent] ?? {}).filter(([, atMs]) => atMs <= fork.at_ms);
    this.#write({ ...all, [branch]: Object.fromEntries(before) });
  }

  /** @param {number} index @param {number} atMs */
  did(index, atMs) {
    const all = this.#read();
    this.#write({ ...all, [this.branch]: { ...all[this.branch], [index]: atMs } });
  }

  /** The moments of what was done. @returns {[number, number][]} index and milliseconds, in the script's order */
  get done() {
    const pairs = Object.entries(this.#read()[this.branch] ?? {}).map(([index, atMs]) => [Number(index), atMs]);
    return pairs.sort(([one], [other]) => one - other);
  }

  /** The first that is not done; `count` when all are. */
  get next() {
    const done = new Set(this.done.map(([index]) => index));
    let index = 0;
    while (done.has(index)) index += 1;
    return Math.min(index, this.count);
  }

  #read() {
    try {
      return JSON.parse(remembered(this.name, this.kept));
    } catch {
      return JSON.parse(this.kept);
    }
  }

  #write(all) {
    this.kept = JSON.stringify(all);
    remember(this.name, this.kept);
  }
}
