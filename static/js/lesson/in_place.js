/** What opens above the line that is being read must not push that line away. */

/**
 * Changes a part of the note; where its upper edge has left the window, what follows it stays where it is.
 * @param {HTMLElement} element
 * @param {() => void} change
 */
export function inPlace(element, change) {
  const [{ style }, before] = [document.documentElement, element.getBoundingClientRect()];
  style.overflowAnchor = "none"; // some browsers would do the same once more
  change();
  const grown = element.getBoundingClientRect().bottom - before.bottom;
  if (before.top < 0 && grown) scrollBy({ top: grown, behavior: "instant" });
  requestAnimationFrame(() => style.removeProperty("overflow-anchor"));
}
