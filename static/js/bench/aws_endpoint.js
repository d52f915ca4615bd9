/** Where real clients reach the room of a page. */

/** @param {Element} element  in the part of the page that has the room's `data-live`, or that part itself */
export function awsEndpoint(element) {
  return new URL("../aws", new URL(element.closest("[data-live]").dataset.live, location.href)).href;
}
