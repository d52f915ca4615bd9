/** The page's fonts and colours as values, for what is drawn outside it. */

import { plainColour } from "#lab/draw/standalone.js";

/** Asks an element of the page; close it afterwards. */
export class PageStyle {
  /** @param {HTMLElement} host  its theme counts */
  constructor(host) {
    this.probe = host.appendChild(document.createElement("span"));
    this.probe.style.fontFamily = "var(--sans)";
    this.family = getComputedStyle(this.probe).fontFamily;
    this.brush = document.createElement("canvas").getContext("2d");
  }

  /** @param {string} token  of tokens.css, like "--ink" */
  colour(token) {
    this.probe.style.color = `var(${token})`;
    return plainColour(getComputedStyle(this.probe).color);
  }

  /** How wide a text gets. */
  widthOf(text, size, weight) {
    this.brush.font = `${weight} ${size}px ${this.family}`;
    return this.brush.measureText(text).width;
  }

  close() {
    this.probe.remove();
  }
}
