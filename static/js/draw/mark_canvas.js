/** A canvas over the drawing for more marks than SVG can move smoothly. */

/** Draws thousands of marks; sized from outside, so that drawing never asks the page for its layout. */
export class MarkCanvas {
  /** @param {HTMLCanvasElement} element */
  constructor(element) {
    this.element = element;
    this.scale = 1;
    this.blank = true;
    /** What is drawn now, for a picture of it. @type {{x: number, y: number, again: boolean}[]} */
    this.shown = [];
  }

  /** Fits the canvas to the drawing: its width and height in CSS pixels and in units of the drawing. */
  resize(cssWidth, cssHeight, drawingWidth) {
    const density = globalThis.devicePixelRatio || 1;
    this.element.width = Math.round(cssWidth * density);
    this.element.height = Math.round(cssHeight * density);
    this.scale = (cssWidth / drawingWidth) * density;
    this.blank = true;
    const colours = getComputedStyle(this.element);
    this.colours = { moving: colours.getPropertyValue("color"), again: colours.getPropertyValue("outline-color") };
  }

  /**
   * What lies over a box is wiped away: it would hide names and counts.
   * @param {{x: number, y: number, again: boolean}[]} places
   * @param {Map<string, import("#lab/draw/wires.js").Box>} boxes
   */
  draw(places, boxes) {
    this.shown = places;
    if (this.blank && !places.length) return;
    const brush = this.element.getContext("2d");
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.clearRect(0, 0, this.element.width, this.element.height);
    brush.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    fill(brush, this.colours.moving, places, false, circle);
    fill(brush, this.colours.again, places, true, diamond);
    for (const { x, y, width, height } of boxes.values()) brush.clearRect(x - width / 2, y - height / 2, width, height);
    this.blank = !places.length;
  }
}

/** One path for all marks of a kind: the cheapest way to fill many. */
function fill(brush, colour, places, again, outline) {
  brush.beginPath();
  for (const place of places) if (place.again === again) outline(brush, place);
  brush.fillStyle = colour;
  brush.fill();
}

function circle(brush, { x, y }) {
  brush.moveTo(x + 5, y);
  brush.arc(x, y, 5, 0, 2 * Math.PI);
}

function diamond(brush, { x, y }) {
  brush.moveTo(x, y - 8);
  brush.lineTo(x + 8, y);
  brush.lineTo(x, y + 8);
  brush.lineTo(x - 8, y);
}
