/** Which place of its node a Pod has: it keeps it while it lives, and whoever comes takes the first that is free. */

/** The memory of one drawing; the node "" holds the Pods that wait for one. */
export class PodPlaces {
  constructor() {
    /** @type {Map<string, string[]>} node -> ids by place, "" where one is free */
    this.nodes = new Map();
    /** @type {Map<string, string>} id -> node */
    this.where = new Map();
  }

  /** @param {string} id @param {{node: string} | undefined} pod  undefined: it is gone */
  note(id, pod) {
    const before = this.where.get(id);
    if (before === pod?.node) return;
    if (before !== undefined) this.#leave(id, before);
    if (pod) this.#enter(id, pod.node);
  }

  /** @param {string} node @returns {string[]} */
  of(node) {
    return this.nodes.get(node) ?? [];
  }

  clear() {
    this.nodes.clear();
    this.where.clear();
  }

  #enter(id, node) {
    const places = this.nodes.get(node) ?? [];
    const free = places.indexOf("");
    places[free < 0 ? places.length : free] = id;
    this.nodes.set(node, places);
    this.where.set(id, node);
  }

  /** Those that wait move up, as in a queue. */
  #leave(id, node) {
    const places = this.nodes.get(node);
    const at = places.indexOf(id);
    if (node === "") places.splice(at, 1);
    else places[at] = "";
    while (places.at(-1) === "") places.pop();
    this.where.delete(id);
  }
}
