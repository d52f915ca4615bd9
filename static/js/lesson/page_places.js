/** Where things are on a lesson's page. */

/** The note stands beside the bench; where it does not, going to the one leaves the other. */
export const BESIDE = "(width >= 78rem)";

/** Scrolls there; without a glide for those who want none. @param {Element} element */
export function bringIntoView(element, block = "nearest") {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
}

/** What lies above the note on a narrow screen has to be brought back to be seen. @param {HTMLElement} figure */
export function showBench(figure) {
  const { top, bottom } = figure.getBoundingClientRect();
  bringIntoView(figure, bottom - top > innerHeight ? "start" : "nearest");
}
