/** How far a gap is filled: also step by step, instance by instance, where the script does it for the whole program. */

import { isSame } from "#lab/lesson/same_command.js";

/** @typedef {import("#lab/lesson/script.js").Command} Command */

/** One gap. */
export class Filling {
  constructor() {
    /** @type {Set<number>} the instances for which it was done */
    this.instances = new Set();
    /** @type {number[]} those for which it is still to be done */
    this.rest = [];
    /** @type {Command | null} what it would have taken at least */
    this.least = null;
  }

  /**
   * @param {Command[]} ways  that fill it, the least first
   * @param {Command} done
   * @param {import("#lab/room/store.js").Store} store
   * @returns {"filled" | "nearly" | "other"}
   */
  take(ways, done, store) {
    const wanted = ways.find(({ command }) => command === done.command);
    if (!wanted) return "other";
    this.least = wanted;
    const { instance, ...whole } = done.args;
    if (ways.some((way) => isSame(way, done.command, done.args))) return "filled";
    if (instance === undefined || !isSame(wanted, done.command, whole)) return "nearly";
    this.instances.add(instance);
    this.rest = instancesOf(wanted.command, store).filter((one) => !this.instances.has(one));
    return this.rest.length ? "nearly" : "filled";
  }
}

/** The numbers of a program's instances: 2 for "shipping/2". */
function instancesOf(command, store) {
  const program = command.slice(0, command.lastIndexOf("."));
  const workers = store.ofKind("worker").filter(([, worker]) => worker.program === program);
  return workers.map(([id]) => Number(id.split("/").at(-1)));
}
