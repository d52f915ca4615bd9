/** How large each kind of box is drawn, in CSS pixels. */

/** @typedef {{width: number, height: number, least: number}} Size  `least` is the narrowest legible width */

/** @type {Record<string, Size>} */
const WIDE = {
  caller: { width: 150, height: 80, least: 120 },
  topic: { width: 130, height: 80, least: 110 },
  queue: { width: 210, height: 94, least: 150 },
  worker: { width: 164, height: 72, least: 104 },
  server: { width: 164, height: 72, least: 104 },
  terminal: { width: 164, height: 60, least: 104 },
  bend: { width: 16, height: 40, least: 16 }, // where a wire passes a layer
  other: { width: 150, height: 64, least: 104 },
};

/** @type {Record<string, Size>} */
const NARROW = {
  ...WIDE,
  caller: { width: 150, height: 66, least: 120 },
  topic: { width: 136, height: 68, least: 110 }, // its word stands clear of the ring below it
  queue: { width: 176, height: 112, least: 130 },
  worker: { width: 150, height: 72, least: 104 },
};

/**
 * @param {string} kind
 * @param {"landscape" | "portrait"} orientation
 * @returns {Size}
 */
export function sizeOf(kind, orientation) {
  const sizes = orientation === "landscape" ? WIDE : NARROW;
  return sizes[kind] ?? sizes.other;
}

/** The shape that an entity is drawn in: its kind, but for queues whose messages stand in groups. */
export function shapeOf({ kind, groups }) {
  return groups && "lanes" in WIDE ? "lanes" : kind;
}

/** Whether an entity needs what is drawn so rarely that it is fetched first. */
export function isRare({ kind, groups, dead_letters: letters, subscriptions }) {
  const isOwn = ({ filter, redrive, confirmed }) => filter || redrive || confirmed === false;
  const adorned = groups || letters || subscriptions?.some(isOwn);
  return Boolean(adorned) || ["endpoint", "outbox", "mailbox"].includes(kind);
}

/** @param {Record<string, Size>} wide @param {Record<string, Size>} narrow */
export function addSizes(wide, narrow) {
  Object.assign(WIDE, wide);
  Object.assign(NARROW, wide, narrow);
}

/** Whether a kind of entity is a box of the drawing (the others are ledgers, moves, goals, the room). */
export function isBox(kind) {
  return kind !== "other" && kind !== "bend" && kind in WIDE;
}
