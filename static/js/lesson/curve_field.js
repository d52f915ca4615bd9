/** A field in which a prediction is drawn: by pointer, by touch, by keys, or as numbers in the table below it. */

import "#lab/later_sentences.js";

import { svg } from "#lab/draw/svg.js";
import { axes, edgesOf, HEIGHT, invitation, scales } from "#lab/lesson/curve_drawing.js";
import { CurvePoints } from "#lab/lesson/curve_points.js";
import { pointAt } from "#lab/lesson/outcomes.js";
import { readable } from "#lab/room/chart_words.js";
import { html } from "#lab/room/elements.js";
import { gettext, say } from "#lab/room/words.js";

const PAGE = 10;

/** Makes the place `[data-curve]` of a prediction's form drawable; what is drawn goes into `[data-points]`. */
export class CurveField {
  /** @param {HTMLFormElement} form @param {import("#lab/lesson/outcomes.js").Spec} spec */
  constructor(form, spec) {
    this.spec = spec;
    this.input = form.querySelector("[data-points]");
    this.place = form.querySelector("[data-curve]");
    this.fields = [...this.place.querySelectorAll(".curve-fields input")];
    this.closed = form.dataset.state !== "open";
    this.points = new CurvePoints(spec, this.closed ? spec.value : parsed(this.input.value));
    this.moment = 0;
    this.plot = this.#makePlot();
    this.#tuckFields();
    new ResizeObserver(() => this.#draw()).observe(this.plot);
    if (!this.closed) this.#listen();
    this.#draw();
  }

  #makePlot() {
    const plot = html("div", { className: "curve-plot", role: this.closed ? "img" : "slider" });
    plot.ariaLabel = this.closed ? gettext("Your line") : say(gettext("Your line: {question}"), this.spec);
    if (this.closed) return plot;
    plot.tabIndex = 0;
    plot.ariaOrientation = "vertical";
    plot.ariaValueMin = String(this.spec.least);
    plot.ariaValueMax = String(this.spec.most);
    return plot;
  }

  /** The numbers stay, for whoever would rather write them; a focus that was on them goes to the field. */
  #tuckFields() {
    const focused = this.place.contains(document.activeElement);
    const summary = html("summary", { textContent: gettext("Write numbers instead") });
    const details = html("details", { className: "curve-table" }, [summary, ...this.place.childNodes]);
    const words = gettext("Draw with the pointer. With keys: left and right choose a moment, up and down its value.");
    const help = html("p", { className: "soft", textContent: words, hidden: this.closed });
    this.place.replaceChildren(this.plot, help, details);
    if (focused) this.plot.focus();
  }

  #listen() {
    this.plot.addEventListener("pointerdown", (event) => this.#press(event));
    this.plot.addEventListener("pointermove", (event) => this.#pull(event));
    for (const end of ["pointerup", "pointercancel"]) this.plot.addEventListener(end, () => this.#lift());
    this.plot.addEventListener("keydown", (event) => this.#key(event));
    for (const field of this.fields) field.addEventListener("input", () => this.#write());
  }

  #press(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.plot.focus({ preventScroll: true });
    this.plot.setPointerCapture(event.pointerId);
    this.last = this.#pointOf(event);
    this.#stroke(this.last);
  }

  #pull(event) {
    if (!this.last) return;
    for (const one of event.getCoalescedEvents?.() ?? []) this.#stroke(this.#pointOf(one));
    this.#stroke(this.#pointOf(event));
  }

  #lift() {
    this.last = null;
  }

  #stroke(point) {
    this.points.stroke(this.last, point);
    this.last = point;
    this.moment = this.points.momentAt(point[0]);
    this.#changed();
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key](this);
    this.#changed();
  }

  /** @param {number} by  in moments */
  go(by) {
    this.moment = Math.min(this.points.count, Math.max(0, this.moment + by));
  }

  /** @param {number} by  in steps of the value */
  raise(by) {
    this.points.set(this.moment, this.points.valueAt(this.moment) + by * this.points.step);
  }

  /** The numbers below become the line. */
  #write() {
    const { untilS } = this.points;
    const at = (field) => (this.fields.indexOf(field) * untilS) / (this.fields.length - 1);
    const filled = this.fields.filter((field) => field.value !== "" && field.checkValidity());
    this.points.replace(filled.map((field) => [at(field), Number(field.value)]));
    this.#keep();
    this.#draw();
  }

  #changed() {
    this.#keep();
    if (!this.points.empty) this.#fill();
    this.#draw();
  }

  #keep() {
    this.input.value = this.points.empty ? "" : JSON.stringify(this.points.points());
  }

  #fill() {
    const drawn = this.points.points();
    this.fields.forEach((field, at) => {
      const atS = (at * this.points.untilS) / (this.fields.length - 1);
      field.value = String(Number(pointAt(drawn, atS).toFixed(2)));
    });
  }

  #pointOf({ clientX, clientY }) {
    const box = this.plot.getBoundingClientRect();
    const { left, right, top, bottom } = this.#edges();
    const { least, most } = this.spec;
    const x = Math.min(1, Math.max(0, (clientX - box.left - left) / (right - left)));
    return [x * this.points.untilS, least + ((bottom - (clientY - box.top)) / (bottom - top)) * (most - least)];
  }

  #edges() {
    return edgesOf(this.plot.clientWidth);
  }

  #draw() {
    const width = this.plot.clientWidth;
    if (!width) return;
    const size = { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` };
    const layers = [...axes(this.spec, this.#edges()), ...this.#line()];
    this.plot.replaceChildren(svg("svg", { class: "chart-drawing", "aria-hidden": "true", ...size }, layers));
    this.#speak();
  }

  #line() {
    const edges = this.#edges();
    const [x, y] = scales(this.spec, edges);
    const [atS, value] = this.points.points()[this.moment];
    const cursor = svg("path", { class: "curve-cursor", d: `M${x(atS)} ${edges.top}V${edges.bottom}` });
    if (this.points.empty) return this.closed ? [] : [cursor, invitation(edges)];
    const d = this.points.points().map(([s, v], at) => `${at ? "L" : "M"}${x(s).toFixed(1)} ${y(v).toFixed(1)}`);
    const line = svg("path", { class: "line tone-1", d: d.join("") });
    if (this.closed) return [line];
    return [line, cursor, svg("circle", { class: "curve-point", cx: x(atS), cy: y(value), r: 5 })];
  }

  #speak() {
    if (this.closed) return;
    const { unit } = this.spec;
    const value = this.points.valueAt(this.moment);
    this.plot.ariaValueNow = String(value);
    const values = { at: readable(this.points.secondsOf(this.moment)), value: readable(value), unit };
    const sentence = this.points.empty ? gettext("{at} s: nothing drawn yet") : gettext("{at} s: {value} {unit}");
    this.plot.ariaValueText = say(sentence, values);
  }
}

const KEYS = {
  ArrowLeft: (field) => field.go(-1),
  ArrowRight: (field) => field.go(1),
  Home: (field) => field.go(-Infinity),
  End: (field) => field.go(Infinity),
  ArrowUp: (field) => field.raise(1),
  ArrowDown: (field) => field.raise(-1),
  PageUp: (field) => field.raise(PAGE),
  PageDown: (field) => field.raise(-PAGE),
};

function parsed(text) {
  return text ? JSON.parse(text) : null;
}
