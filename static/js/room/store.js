/** What this browser knows of the room: the entities as the frames told them. Knows no subject's rules. */

const EVENTS_KEPT = 200;

/**
 * @typedef {object} Frame
 * @property {number} n
 * @property {string} epoch
 * @property {number} now_ms  simulated
 * @property {boolean} full  what is held is forgotten first
 * @property {Record<string, object>} [set]
 * @property {string[]} [gone]
 * @property {object[]} [events]
 */

/** Holds every entity by its id, the newest events, and the place in the stream of frames. */
export class Store {
  constructor() {
    /** @type {Map<string, object>} */
    this.entities = new Map();
    /** @type {object[]} oldest first */
    this.events = [];
    /** @type {object[]} what the newest frame brought that was not known yet */
    this.fresh = [];
    this.nowMs = 0;
    this.epoch = null;
    this.n = null;
  }

  /**
   * Takes a frame: whole entities replace those held.
   * @param {Frame} frame
   * @returns {Set<string>} the ids touched, also those gone
   */
  apply(frame) {
    const touched = new Set();
    if (frame.full) this.#forget(touched, frame.epoch);
    for (const [id, entity] of Object.entries(frame.set ?? {})) {
      this.entities.set(id, entity);
      touched.add(id);
    }
    for (const id of frame.gone ?? []) {
      this.entities.delete(id);
      touched.add(id);
    }
    this.#remember(frame.events ?? []);
    this.nowMs = frame.now_ms;
    this.epoch = frame.epoch;
    this.n = frame.n;
    return touched;
  }

  get(id) {
    return this.entities.get(id);
  }

  /** @returns {[string, object][]} id and entity, in the order in which the room named them */
  ofKind(kind) {
    return [...this.entities].filter(([, entity]) => entity.kind === kind);
  }

  #forget(touched, epoch) {
    for (const id of this.entities.keys()) touched.add(id);
    this.entities.clear();
    if (epoch !== this.epoch) this.events = [];
  }

  /** A full frame repeats events that are already held. */
  #remember(events) {
    const known = new Set(this.events.map((event) => event.id));
    this.fresh = events.filter((event) => !known.has(event.id));
    this.events.push(...this.fresh);
    if (this.events.length > EVENTS_KEPT) this.events.splice(0, this.events.length - EVENTS_KEPT);
  }
}
