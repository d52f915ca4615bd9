/** A copy of a drawing that needs no stylesheet: what the page's styles give it becomes attributes. */

import { svg } from "#lab/draw/svg.js";

/** What a style may say of a shape, and the values that need no attribute. */
const SHAPE = {
  fill: "",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "paint-order": "normal",
  opacity: "1",
};
const TEXT = {
  ...SHAPE,
  "font-family": "",
  "font-size": "",
  "font-weight": "400",
  "font-variant": "normal",
  "text-anchor": "start",
};
const OF_THE_PAGE = /^(class|style|id|display|role|tabindex|data-.*|aria-.*)$/;
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * Copies what is visible of an SVG element that stands on the page.
 * @param {SVGElement} element
 * @returns {SVGElement}
 */
export function standalone(element) {
  const style = getComputedStyle(element);
  const kept = [...element.attributes].filter(({ name }) => !OF_THE_PAGE.test(name));
  const attributes = Object.fromEntries(kept.map(({ name, value }) => [name, value]));
  if (style.transform !== "none") attributes.transform = style.transform;
  const copy = svg(element.localName, { ...attributes, ...paintOf(element, style) });
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(writable(child.data));
    else if (isVisible(child)) copy.append(standalone(child));
  }
  return copy;
}

/** A text without the characters that no XML may contain. @param {string} text */
export function writable(text) {
  return text.replace(NOT_IN_XML, "");
}

/** @type {Map<string, string>} */
const plain = new Map([["none", "none"]]);

/** A colour as every program reads it: browsers tell mixed ones in colour spaces that others do not know. */
export function plainColour(colour) {
  if (!plain.has(colour)) plain.set(colour, painted(colour));
  return plain.get(colour);
}

function painted(colour) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const brush = canvas.getContext("2d");
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, opaque] = brush.getImageData(0, 0, 1, 1).data;
  if (!opaque) return "none";
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function paintOf(element, style) {
  if (element.localName === "g" || element.localName === "svg") return {};
  const wanted = element.localName === "text" || element.localName === "tspan" ? TEXT : SHAPE;
  const told = Object.entries(wanted).map(([name, usual]) => [name, style.getPropertyValue(name), usual]);
  const paint = told.filter(([, value, usual]) => value && value !== usual);
  return Object.fromEntries(paint.map(([name, value]) => [name, isPaint(name) ? plainColour(value) : value]));
}

function isPaint(name) {
  return name === "fill" || name === "stroke";
}

function isVisible(node) {
  if (node.nodeType !== Node.ELEMENT_NODE || (node.localName === "text" && !node.textContent)) return false;
  return getComputedStyle(node).display !== "none";
}
