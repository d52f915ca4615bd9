/** Prediction and outcome laid over each other, and what explains the gap between them. */

import "#lab/later_sentences.js";

import { drawChart } from "#lab/draw/chart.js";
import { numberLine } from "#lab/lesson/number_line.js";
import { pointAt } from "#lab/lesson/outcomes.js";
import { counted, curveSentence, isOff, numberSentence, outcomeSentence } from "#lab/lesson/outcome_words.js";
import { readable } from "#lab/room/chart_words.js";
import { html, write } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

const CHART_HEIGHT = 150;

/** What is shown in a prediction's form once the outcome is known. */
export class OutcomeFigure {
  /** @param {HTMLFormElement} form @param {import("#lab/lesson/outcomes.js").Spec} spec */
  constructor(form, spec) {
    this.form = form;
    this.spec = spec;
    this.place = form.querySelector("[data-outcome]");
    this.sentence = html("p", { className: "outcome-words" });
    this.figure = html("div", { className: "outcome-figure" });
    this.explain = form.querySelector("[data-explain]");
    this.place.replaceChildren(this.sentence, this.figure);
    new ResizeObserver(() => this.#drawCurve()).observe(this.figure);
  }

  /**
   * @param {import("#lab/lesson/outcomes.js").Outcome | null} outcome
   * @param {boolean} changed  the bench was another: the explanation's numbers are not those of this run
   */
  show(outcome, changed) {
    this.place.hidden = outcome === null;
    this.explain.hidden = outcome === null || changed;
    this.note?.remove();
    this.note = changed ? changedNote(this.explain.querySelector("p")) : null;
    if (changed) this.place.append(this.note);
    this.form.toggleAttribute("data-known", outcome !== null);
    if (this.spec.kind === "choice") this.#markOptions(outcome);
    if (outcome === null) return;
    const { kind, value } = this.spec;
    const mine = value === "skipped" ? null : value;
    const asked = isOff(mine, outcome, this.spec) ? "gap" : "outcome";
    for (const title of this.form.querySelectorAll("[data-explains]")) title.hidden = title.dataset.explains !== asked;
    write(this.sentence, SENTENCES[kind](mine, outcome, this.spec, (option) => this.#optionText(option)));
    if (kind === "number") this.figure.replaceChildren(numberLine(mine, outcome, this.spec));
    if (kind === "curve") this.#showCurve(mine, counted(mine, outcome, this.spec));
  }

  #optionText(option) {
    return this.form.querySelectorAll(".option > span:first-of-type")[option - 1].textContent;
  }

  /** By sign and words beside the options themselves. */
  #markOptions(right) {
    for (const old of this.form.querySelectorAll(".option-mark")) old.remove();
    if (right === null) return;
    for (const [at, option] of [...this.form.querySelectorAll(".option")].entries()) {
      const mine = this.spec.value === at + 1;
      const came = right === at + 1;
      if (mine) option.append(optionMark("mine", came ? "✓" : "✕", gettext("you said this")));
      if (came) option.append(optionMark("came", "■", gettext("what happened")));
    }
  }

  #showCurve(mine, run) {
    const { spec } = this;
    const lines = [curveLine(gettext("the run"), 0, run)];
    if (mine) lines.push({ ...curveLine(gettext("you"), 1, mine), second: true });
    this.picture = { lines, bands: [], endMs: spec.until_s * 1000, leastStep: 1 };
    this.plot = html("div", { className: "outcome-plot" });
    this.figure.replaceChildren(this.plot, curveTable(mine, run, spec));
    this.width = null;
    this.#drawCurve();
  }

  #drawCurve() {
    if (!this.picture || !this.plot.clientWidth || this.width === this.plot.clientWidth) return;
    this.width = this.plot.clientWidth;
    const { element } = drawChart(this.picture, { width: this.width, height: CHART_HEIGHT });
    this.plot.replaceChildren(element);
  }
}

/** @param {HTMLElement} explanation  of the run that the question is about */
function changedNote(explanation) {
  const words = gettext("You changed the bench before that. The question is about the bench as it was.");
  const summary = html("summary", { textContent: gettext("How it goes without the change") });
  return html("div", {}, [
    html("p", { textContent: words }),
    html("details", {}, [summary, explanation.cloneNode(true)]),
  ]);
}

const SENTENCES = { choice: outcomeSentence, number: numberSentence, curve: curveSentence };

function optionMark(sort, sign, words) {
  const shape = html("span", { ariaHidden: "true", textContent: sign });
  return html("span", { className: `option-mark ${sort}` }, [shape, ` ${words}`]);
}

function curveLine(label, tone, points) {
  return { label, tone, timesMs: points.map(([s]) => s * 1000), values: points.map(([, value]) => value) };
}

function curveTable(mine, run, { until_s: untilS }) {
  const moments = [0, 1, 2, 3, 4].map((quarter) => (untilS * quarter) / 4);
  const cell = (points, atS) => html("td", { textContent: points ? readable(Math.round(pointAt(points, atS))) : "–" });
  const rows = moments.map((atS) => {
    const head = html("th", { scope: "row", textContent: `${readable(atS)} s` });
    return html("tr", {}, [head, cell(mine, atS), cell(run, atS)]);
  });
  const heads = [gettext("Time"), gettext("you"), gettext("the run")];
  const head = html("tr", {}, heads.map((textContent) => html("th", { scope: "col", textContent })));
  const table = html("table", {}, [html("thead", {}, [head]), html("tbody", {}, rows)]);
  const summary = html("summary", { textContent: gettext("Show as table") });
  return html("details", { className: "as-table" }, [summary, table]);
}
