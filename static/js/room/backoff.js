/** How long to wait before the next try: full jitter, so that a room full of phones does not come back at once. */

const FIRST_MS = 500;
const MOST_MS = 8000;

/**
 * A random wait for a try.
 * @param {number} failures  tries that failed in a row, 1 or more
 * @param {() => number} [chance]  0 to 1
 * @returns {number} milliseconds
 */
export function waitMs(failures, chance = Math.random) {
  return chance() * Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));
}
