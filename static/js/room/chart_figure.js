/** A chart as a person uses it: title, drawing, the values at a moment as text, the same as a table. */

import { drawChart } from "#lab/draw/chart.js";
import { sampleAt } from "#lab/room/chart_lines.js";
import { readable } from "#lab/room/chart_words.js";
import { html, write } from "#lab/room/elements.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

const HEIGHT = 164;
const PAGE = 10;
const ROWS_MOST = 60;

/** Where each key moves the reading cursor, in samples. */
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -PAGE, PageUp: PAGE };

/**
 * @typedef {import("#lab/draw/chart.js").ChartPicture & {title: string, unit: string, note?: string}} ChartContent
 */

/** One chart. Its drawing is a slider for whoever reads by keyboard: arrows read, Enter or a click goes there. */
export class ChartFigure {
  /** @param {(atUs: number) => void} seek */
  constructor(seek) {
    this.seek = seek;
    this.playheadMs = null;
    this.readingMs = null;
    this.title = html("b");
    this.unit = html("span", { className: "soft" });
    this.reading = html("p", { className: "chart-reading num" });
    this.plot = html("div", { className: "chart-plot", tabIndex: 0, role: "slider", ariaValueMin: "0" });
    const summary = html("summary", { textContent: gettext("Show as table") });
    this.table = html("details", { className: "as-table" }, [summary]);
    const caption = html("figcaption", {}, [this.title, " ", this.unit]);
    this.element = html("figure", { className: "chart" }, [caption, this.plot, this.reading, this.table]);
    this.#listen();
  }

  /** @param {ChartContent} content */
  show(content) {
    this.content = content;
    this.timesMs = [...new Set(content.lines.flatMap(({ timesMs }) => timesMs))].sort((a, b) => a - b);
    write(this.title, content.title);
    write(this.unit, [content.unit, content.note].filter(Boolean).join(" · "));
    this.plot.ariaLabel = say(gettext("{title}, read at a moment"), { title: content.title });
    this.plot.ariaValueMax = String(Math.round(content.endMs));
    this.#draw();
    this.#fillTable();
  }

  /** The playhead; cheap enough for every display frame. @param {number} ms */
  showTime(ms) {
    this.playheadMs = ms;
    this.drawing?.showPlayhead(ms);
    if (this.readingMs === null) this.#read();
  }

  #listen() {
    new ResizeObserver(() => this.content && this.plot.clientWidth !== this.width && this.#draw()).observe(this.plot);
    this.plot.addEventListener("keydown", (event) => this.#key(event));
    this.plot.addEventListener("pointermove", (event) => this.#readAt(this.#momentOf(event)));
    this.plot.addEventListener("pointerleave", () => this.#readAt(null));
    this.plot.addEventListener("blur", () => this.#readAt(null));
    this.plot.addEventListener("click", (event) => this.drawing && this.seek(Math.round(this.#momentOf(event) * 1000)));
    this.table.addEventListener("toggle", () => this.#fillTable());
  }

  #draw() {
    this.width = this.plot.clientWidth;
    if (!this.width) return;
    this.drawing = drawChart(this.content, { width: this.width, height: HEIGHT });
    this.plot.replaceChildren(this.drawing.element);
    this.drawing.showPlayhead(this.playheadMs);
    this.drawing.showReading(this.readingMs);
    this.#read();
  }

  #momentOf(event) {
    if (!this.drawing) return null;
    return this.drawing.momentAt(event.clientX - this.plot.getBoundingClientRect().left);
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const here = sampleAt(this.timesMs, this.readingMs ?? this.playheadMs ?? 0);
    if (event.key === "Enter" && this.readingMs !== null) this.seek(Math.round(this.readingMs * 1000));
    else if (event.key === "Home") this.#readSample(0);
    else if (event.key === "End") this.#readSample(this.timesMs.length - 1);
    else if (event.key in KEYS) this.#readSample(here + KEYS[event.key] * (event.shiftKey ? PAGE : 1));
    else return;
    event.preventDefault();
  }

  #readSample(index) {
    const inside = Math.min(this.timesMs.length - 1, Math.max(0, index));
    this.#readAt(this.timesMs[inside] ?? null);
  }

  #readAt(ms) {
    this.readingMs = ms;
    this.drawing?.showReading(ms);
    this.#read();
  }

  /** The values under the reading cursor, else at the playhead; written when another sample is reached. */
  #read() {
    const ms = this.readingMs ?? this.playheadMs ?? this.content?.endMs;
    if (!this.content) return;
    const at = sampleAt(this.timesMs, ms);
    const sentence = [clockFace(this.timesMs[at] ?? 0), ...valuesAt(this.content.lines, ms)].join(" · ");
    write(this.reading, sentence);
    // A playing run must not talk into the ear of whoever stands on the chart: only the cursor speaks.
    if (this.readingMs === null && document.activeElement === this.plot) return;
    this.plot.ariaValueNow = String(Math.round(ms));
    this.plot.ariaValueText = sentence;
  }

  #fillTable() {
    if (!this.table.open || !this.content) return;
    const { lines, title, bands } = this.content;
    const head = html("tr", {}, [gettext("Time"), ...lines.map(({ label }) => label)].map((label) => headCell(label)));
    const caption = html("caption", { textContent: title });
    const body = html("tbody", {}, rowsOf(lines, this.timesMs));
    const table = html("table", {}, [caption, html("thead", {}, [head]), body]);
    const faults = bands.map((band) => html("li", { textContent: bandSentence(band) }));
    this.table.replaceChildren(this.table.firstElementChild, html("ul", { className: "soft" }, faults), table);
  }
}

/** What each line has at a moment. */
function valuesAt(lines, ms) {
  return lines.map((line) => `${line.label} ${valueWords(line.values[sampleAt(line.timesMs, ms)])}`);
}

function valueWords(value) {
  return value === null || value === undefined ? "–" : readable(value);
}

/** Of a long run every second, third, … sample, the newest always among them. */
function rowsOf(lines, timesMs) {
  const every = Math.ceil(timesMs.length / ROWS_MOST);
  const moments = timesMs.filter((_ms, at) => (timesMs.length - 1 - at) % every === 0);
  return moments.map((ms) => {
    const cells = lines.map((line) => valueWords(line.values[sampleAt(line.timesMs, ms)]));
    return html("tr", {}, [headCell(clockFace(ms), "row"), ...cells.map((textContent) => html("td", { textContent }))]);
  });
}

function headCell(textContent, scope = "col") {
  return html("th", { scope, textContent });
}

/** A span in words: "Shipping: stopped, 00:20.0 – 00:45.0". */
export function bandSentence({ label, fromMs, toMs }) {
  const until = toMs === null ? "" : clockFace(toMs);
  return say(gettext("{what}, {from} – {until}"), { what: label, from: clockFace(fromMs), until });
}

/** Says when a chart shows not all lines. @param {{left_out: number}} chart */
export function noteOf({ left_out: leftOut }) {
  return leftOut ? say(gettext("{count} flatter lines left out"), { count: leftOut }) : "";
}
