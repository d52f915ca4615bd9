/** Two branches beside each other: their ledgers and goals, where they part, and their charts on one time axis. */

import "#lab/later_sentences.js";

import { branchName } from "#lab/room/branch_name.js";
import { ChartFigure, noteOf } from "#lab/room/chart_figure.js";
import { chartsOf } from "#lab/room/chart_lines.js";
import { bandLabel, lineLabel, wordsOfChart } from "#lab/room/chart_words.js";
import { CompareChoice } from "#lab/room/compare_choice.js";
import { differenceOf, goalsTable, ledgersTable } from "#lab/room/comparison.js";
import { write } from "#lab/room/elements.js";
import { faultBands } from "#lab/room/fault_bands.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { allTold } from "#lab/room/sentences.js";
import { gettext } from "#lab/room/words.js";

/** Asks only when it is told which two. */
export class ComparePanel {
  /**
   * @param {HTMLDetailsElement} root  with `[data-choice]`, `[data-sides]`, `[data-note]`, `[data-difference]`,
   *   `[data-charts]` and `[data-tables]`
   * @param {import("#lab/room/history_panel.js").Dependencies} dependencies  `seek` is called with the branch
   */
  constructor(root, { ask, seek, store }) {
    Object.assign(this, { root, ask, seek, store });
    const part = (name) => root.querySelector(`[data-${name}]`);
    [this.sides, this.note, this.difference] = [part("sides"), part("note"), part("difference")];
    [this.charts, this.tables] = [part("charts"), part("tables")];
    /** @type {ChartFigure[]} */
    this.figures = [];
    this.choice = new CompareChoice(part("choice"), (one, other) => this.compare(one, other));
    this.take(store);
  }

  /** Shows two branches beside each other, by their numbers: A is the older one, whichever was asked for first. */
  async compare(one, other) {
    const [a, b] = [Math.min(one, other), Math.max(one, other)];
    const [{ result, error }] = await Promise.all([this.ask("room.compare", { a, b }), allTold()]);
    this.root.dataset.loaded = "true";
    write(this.note, error ? refusalSentence(error) : "");
    if (!error) this.#show(result, a, b);
    this.root.scrollIntoView({ block: "start" });
  }

  /** What there is to choose from follows the run. */
  take(store) {
    this.choice.show(store.get("room"));
  }

  /** The playhead of the run shown. */
  showTime(nowMs) {
    this.nowMs = nowMs;
    if (this.root.open) for (const figure of this.figures) figure.showTime(nowMs);
  }

  #show(result, numberA, numberB) {
    const { a, b, fork_us: forkUs } = result;
    const sides = [
      { ...a, letter: "A", branch: numberA, name: this.#nameOf(numberA) },
      { ...b, letter: "B", branch: numberB, name: this.#nameOf(numberB) },
    ];
    write(this.sides, sides.map(({ letter, name }) => `${letter}: ${name}`).join(" · "));
    this.difference.replaceChildren(...differenceOf(result, sides, { store: this.store, seek: this.seek }));
    this.tables.replaceChildren(ledgersTable(sides, result.until_us / 1000), goalsTable(sides));
    this.#draw(picturesOf(sides, forkUs, this.store));
  }

  #nameOf(number) {
    const branch = this.store.get("room")?.branches?.find((one) => one.number === number);
    return branchName(branch ?? { number, name: "" });
  }

  #draw(pictures) {
    this.figures = pictures.map(() => new ChartFigure((atUs) => this.seek(atUs)));
    this.charts.replaceChildren(...this.figures.map(({ element }) => element));
    this.figures.forEach((figure, at) => figure.show(pictures[at]));
    if (this.nowMs !== undefined) this.showTime(this.nowMs);
  }
}

/** The charts of both sides by their keys, lines of the same name in the same colour, those of B dashed. */
function picturesOf(sides, forkUs, store) {
  const [a, b] = sides.map((side) => new Map(chartsOf(side.history).map((chart) => [chart.key, chart])));
  const bands = bandsOf(sides, store);
  const endMs = Math.max(...sides.map(({ head_us: headUs }) => headUs)) / 1000;
  const marks = forkUs > 0 ? [{ label: gettext("they part"), atMs: forkUs / 1000 }] : [];
  const pictures = [...new Set([...a.keys(), ...b.keys()])].map((key) => {
    const [one, other] = [a.get(key), b.get(key)];
    const chart = one ?? other;
    const names = [...new Set([one, other].flatMap((side) => (side?.lines ?? []).map(nameIn)))];
    const lines = [one, other].flatMap((side, at) => linesOf(side, sides[at], names, store));
    return { ...wordsOfChart(chart, store), note: noteOf(chart), lines, bands, marks, endMs };
  });
  const labels = pictures.flatMap(({ lines }) => lines.map(({ label }) => label));
  return pictures.map((picture) => ({ ...picture, labels }));
}

function nameIn({ about, name }) {
  return `${about} ${name}`;
}

function linesOf(chart, { letter, history }, names, store) {
  if (!chart) return [];
  const timesMs = history.times_us.map((atUs) => atUs / 1000);
  return chart.lines.map((line) => ({
    label: `${letter} ${lineLabel(chart.kind, line, store)}`,
    tone: names.indexOf(nameIn(line)) % 6,
    second: letter === "B",
    timesMs,
    values: line.values,
  }));
}

/** What was broken in both alike stands once; what only one of them has is marked with its letter. */
function bandsOf(sides, store) {
  const keyOf = (band) => JSON.stringify(band);
  const [a, b] = sides.map(({ history }) => faultBands(history.commands));
  const inBoth = new Set(a.map(keyOf).filter((key) => b.some((band) => keyOf(band) === key)));
  const own = (bands, letter) => bands.filter((band) => !inBoth.has(keyOf(band))).map((band) => [letter, band]);
  const common = a.filter((band) => inBoth.has(keyOf(band))).map((band) => ["", band]);
  const all = [...common, ...own(a, "A"), ...own(b, "B")];
  const labelled = all.map(([letter, band]) => ({ ...band, label: `${letter} ${bandLabel(band, store)}`.trim() }));
  return labelled.sort((one, other) => one.fromMs - other.fromMs);
}
