/** The moment as a picture of its own: the scene as it looks now, with its marks and a caption, as SVG or PNG. */

import { captionOf } from "#lab/draw/picture_caption.js";
import { PageStyle } from "#lab/draw/page_style.js";
import { plainColour, standalone, writable } from "#lab/draw/standalone.js";
import { svg } from "#lab/draw/svg.js";
import { download } from "#lab/room/download.js";
import { clockFace, language } from "#lab/room/words.js";

const SVG_TYPE = "image/svg+xml";
const PNG_TYPE = "image/png";
/** Pixels of a PNG for each unit of the drawing. */
const SHARPNESS = 2;

/**
 * Saves the scene as a file that needs nothing else.
 * @param {import("#lab/scenes/messaging.js").MessagingScene} scene
 * @param {"svg" | "png"} format
 * @param {{title: string, atMs: number}} moment  the lab's title, and when in the run
 */
export async function savePicture(scene, format, { title, atMs }) {
  const picture = pictureOf(scene, { title, atMs });
  const blob = format === "png" ? await paintedOn(picture) : new Blob([picture.text], { type: SVG_TYPE });
  const lab = scene.store.get("room")?.lab ?? title;
  download(blob, `${fileNameOf(lab, atMs)}.${format}`);
}

/**
 * The picture's SVG and its size.
 * @returns {{text: string, width: number, height: number}}
 */
export function pictureOf(scene, { title, atMs }) {
  const [, , width, drawn] = scene.drawing.getAttribute("viewBox").split(" ").map(Number);
  const style = new PageStyle(scene.host);
  const clock = clockFace(atMs);
  const caption = captionOf({ title, clock, ledger: scene.store.get("ledger") }, width, style);
  const height = Math.ceil(drawn + caption.height);
  caption.group.setAttribute("transform", `translate(0 ${drawn})`);
  const [wires, ...boxes] = standalone(scene.drawing).childNodes;
  const size = { viewBox: `0 0 ${width} ${height}`, width, height };
  const picture = svg("svg", { ...size, role: "img", lang: language() }, [
    svg("title", {}, [writable(`${title} · ${clock}`)]),
    svg("rect", { width, height, fill: style.colour("--sheet") }),
    wires,
    ...(scene.moves.canvas ? marksOn(scene.moves.canvas) : []),
    ...boxes,
    caption.group,
  ]);
  style.close();
  return { text: new XMLSerializer().serializeToString(picture), width, height };
}

/**
 * What stands on the canvas, as one path for each kind of mark.
 * @param {import("#lab/draw/mark_canvas.js").MarkCanvas} canvas
 */
function marksOn({ shown, colours }) {
  const kinds = [
    { again: false, colour: colours?.moving, outline: ({ x, y }) => `M${x - 5} ${y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z` },
    { again: true, colour: colours?.again, outline: ({ x, y }) => `M${x} ${y - 8}l8 8l-8 8l-8 -8Z` },
  ];
  const used = kinds.filter(({ again }) => shown.some((place) => place.again === again));
  return used.map(({ again, colour, outline }) => {
    const places = shown.filter((place) => place.again === again);
    return svg("path", { fill: plainColour(colour), d: places.map((place) => outline(rounded(place))).join("") });
  });
}

function rounded({ x, y }) {
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
}

/** A data URL, because that is what the page's policy lets images come from. */
async function paintedOn({ text, width, height }) {
  const image = new Image();
  image.src = `data:${SVG_TYPE};charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * SHARPNESS, height * SHARPNESS];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, PNG_TYPE));
}

/** "fan-out-00m43s": colons stand in no file name. */
function fileNameOf(lab, atMs) {
  const seconds = Math.floor(atMs / 1000);
  const pair = (value) => String(value).padStart(2, "0");
  const name = lab.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${name}-${pair(Math.floor(seconds / 60))}m${pair(seconds % 60)}s`;
}
