/** Making SVG elements. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * A new SVG element with attributes and children.
 * @param {string} name
 * @param {Record<string, string | number>} [attributes]
 * @param {(Node | string)[]} [children]
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, children = []) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Sets the text only when it differs, so that an unchanged figure costs no layout. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows or hides an SVG element. */
export function show(element, visible) {
  element.setAttribute("display", visible ? "inline" : "none");
}
