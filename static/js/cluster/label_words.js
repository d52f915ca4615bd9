/** Labels as kubectl takes them. Pure. */

/** "disk=ssd" sets one, "disk-" takes it away. @param {Record<string, string | null>} labels */
export function labelWords(labels) {
  const words = Object.entries(labels).map(([key, value]) => (value === null ? `${key}-` : `${key}=${value}`));
  return words.join(" ");
}
