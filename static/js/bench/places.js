/** Where a pointer is in the drawing: on which box, near which wire. */

import { pointOn } from "#lab/draw/wires.js";

/** Fingers are thicker than wires. */
const NEAR_PX = 14;
const SAMPLES = 32;

/** @typedef {import("#lab/draw/wires.js").Point} Point */

/**
 * A point of the window in the drawing's own units.
 * @param {{drawing: SVGElement, layout: import("#lab/draw/layout.js").Layout}} scene
 * @param {{clientX: number, clientY: number}} pointer
 * @returns {Point}
 */
export function inDrawing({ drawing, layout }, { clientX, clientY }) {
  const { left, top, width } = drawing.getBoundingClientRect();
  const scale = layout.width / width;
  return { x: (clientX - left) * scale, y: (clientY - top) * scale };
}

/** The box that an element of the drawing belongs to, or null. @param {Element} element */
export function boxOf(element) {
  return element.closest("[data-id]")?.dataset.id ?? null;
}

/**
 * The wire at a point, or the nearest one close by.
 * @param {import("#lab/draw/layout.js").Layout} layout
 * @param {Point} point
 * @returns {string | null} its key
 */
export function wireNear({ wires }, point) {
  let [nearest, least] = [null, NEAR_PX];
  for (const [key, { curve }] of wires) {
    const far = distanceTo(curve, point);
    if (far < least) [nearest, least] = [key, far];
  }
  return nearest;
}

function distanceTo(curve, { x, y }) {
  let least = Infinity;
  for (let at = 0; at <= SAMPLES; at += 1) {
    const on = pointOn(curve, at / SAMPLES);
    least = Math.min(least, Math.hypot(on.x - x, on.y - y));
  }
  return least;
}
