/** The lines under a saved picture: which lab, which moment, and where the orders are. */

import { writable } from "#lab/draw/standalone.js";
import { svg } from "#lab/draw/svg.js";
import { gettext, number } from "#lab/room/words.js";

const MARGIN = 16;
const LINE = 24;
const SIZE = 14;
const GAP = 18;
const SPACE = 5;
const TITLE_WEIGHT = 650;

/** The signs of the ledger's states, in the order of its strip. */
const STATES = [
  { state: "handled", sign: "■", token: "--done", word: gettext("handled") },
  { state: "moving", sign: "●", token: "--moving", word: gettext("on the way") },
  { state: "waiting", sign: "○", token: "--wait", word: gettext("queued") },
  { state: "lost", sign: "✕", token: "--lost", word: gettext("lost") },
  { state: "again", sign: "◆", token: "--again", word: gettext("delivered again") },
];

/**
 * @typedef {object} Piece
 * @property {string} text
 * @property {string} token  of its colour
 * @property {number} weight
 * @property {number} gap  to the next one
 * @property {boolean} stays  on one line with the next one
 */

/**
 * The caption and its height.
 * @param {{title: string, clock: string, ledger?: Record<string, number>}} told
 * @param {number} width  of the picture; what does not fit goes to the next line
 * @param {import("#lab/draw/page_style.js").PageStyle} style
 */
export function captionOf({ title, clock, ledger }, width, style) {
  const words = title.split(/\s+/).map((text) => piece(text, "--ink", SPACE, { weight: TITLE_WEIGHT }));
  words.at(-1).gap = GAP;
  const counts = ledger ? STATES.flatMap((one) => countPieces(one, ledger)) : [];
  const lines = [[...words, piece(clock, "--soft", GAP)], counts].flatMap((row) => linesOf(row, width, style));
  const texts = lines.flatMap((line, at) => textsOf(joined(line), MARGIN + LINE * (at + 0.5), style));
  return { group: svg("g", {}, texts), height: MARGIN + LINE * lines.length };
}

function piece(text, token, gap, { weight = 400, stays = false } = {}) {
  return { text: writable(text), token, gap, weight, stays };
}

function countPieces({ state, sign, token, word }, ledger) {
  return [piece(sign, token, SPACE, { stays: true }), piece(`${word} ${number(ledger[state])}`, "--soft", GAP)];
}

/** @param {Piece[]} pieces @returns {{piece: Piece, x: number}[][]} */
function linesOf(pieces, width, style) {
  const lines = [];
  let x = Infinity;
  pieces.forEach((one, at) => {
    const bound = one.stays ? SPACE + widthOf(pieces[at + 1], style) : 0;
    const tied = pieces[at - 1]?.stays;
    if (!tied && x + widthOf(one, style) + bound > width - MARGIN) {
      lines.push([]);
      x = MARGIN;
    }
    lines.at(-1).push({ piece: one, x });
    x += widthOf(one, style) + one.gap;
  });
  return lines;
}

/** The title's words on a line become one text again: they were apart only to find where it breaks. */
function joined(line) {
  const words = line.filter(({ piece: { weight } }) => weight === TITLE_WEIGHT);
  if (!words.length) return line;
  const [first] = words;
  const title = { ...first, piece: { ...first.piece, text: words.map(({ piece: { text } }) => text).join(" ") } };
  return [title, ...line.slice(words.length)];
}

function widthOf({ text, weight }, style) {
  return style.widthOf(text, SIZE, weight);
}

function textsOf(line, y, style) {
  return line.map(({ piece: { text, token, weight }, x }) => {
    const attributes = { x, y, fill: style.colour(token), "font-family": style.family, "font-size": SIZE };
    return svg("text", { ...attributes, "font-weight": weight }, [text]);
  });
}
