/** How wide a caption will be: computed, because asking the page for it inside the loop costs a layout. Pure. */

/** Of the caption's 13 pixels; digits and Latin letters have one width in its font, Hangul is wider. */
const LATIN = 7.9;
const HANGUL = 13;
const HANGUL_FROM = 0x1100;

/** @param {string} text  a line of the drawing's small print @returns {number} in the drawing's units */
export function widthOf(text) {
  let width = 0;
  for (const sign of text) width += sign.codePointAt(0) >= HANGUL_FROM ? HANGUL : LATIN;
  return width;
}
