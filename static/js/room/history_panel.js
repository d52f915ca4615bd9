/** The run as charts: how deep and how old the queues were, what was handled, how long it took, what was broken. */

import "#lab/later_sentences.js";

import { ChartFigure, noteOf } from "#lab/room/chart_figure.js";
import { chartsOf } from "#lab/room/chart_lines.js";
import { bandLabel, lineLabel, wordsOfChart } from "#lab/room/chart_words.js";
import { write } from "#lab/room/elements.js";
import { faultBands } from "#lab/room/fault_bands.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { gettext } from "#lab/room/words.js";

const EVERY_MS = 3000;

/**
 * `ask(command, args)` answers `{result}` or `{error}` (the page's `live.send`), `seek(atUs, branch?)` moves the
 * playhead (to a branch that is not the one shown: switches to it first), `store` is the page's store.
 * @typedef {{
 *   ask: (command: string, args?: object) => Promise<{result?: any, error?: {code: string, data?: object}}>,
 *   seek: (atUs: number, branch?: number) => void,
 *   store: import("#lab/room/store.js").Store,
 *   chosen: () => string | null | undefined,
 * }} Dependencies
 */

/** Asks for the history when it is opened, and again while the run goes on and somebody looks. */
export class HistoryPanel {
  /** @param {HTMLDetailsElement} root  with `[data-charts]` and `[data-note]` @param {Dependencies} dependencies */
  constructor(root, { ask, seek, store }) {
    Object.assign(this, { root, ask, seek, store });
    this.place = root.querySelector("[data-charts]");
    this.note = root.querySelector("[data-note]");
    /** @type {Map<string, ChartFigure>} */
    this.figures = new Map();
    this.askedMs = -Infinity;
    this.nowMs = store.nowMs;
    root.addEventListener("toggle", () => root.open && this.refresh());
    if (root.open) this.refresh();
  }

  /** Asks for the history of the branch shown and draws it. */
  async refresh() {
    this.askedMs = performance.now();
    this.known = this.#stand();
    const { result, error } = await this.ask("room.history");
    this.root.dataset.loaded = "true";
    if (error) write(this.note, refusalSentence(error));
    else this.#show(result);
  }

  /** The playhead moves with the clock; what the run has got since it was asked for is asked for again. */
  showTime(nowMs) {
    this.nowMs = nowMs;
    if (!this.root.open) return;
    for (const figure of this.figures.values()) figure.showTime(nowMs);
    if (performance.now() - this.askedMs >= EVERY_MS && this.known !== this.#stand()) this.refresh();
  }

  /** What tells whether the history is still the newest: branch, head, and the newest event while at the head. */
  #stand() {
    const { branch, head_ms: headMs, past } = this.store.get("room") ?? {};
    return [branch, headMs ?? this.store.nowMs, past ? "" : this.store.events.at(-1)?.id].join(" ");
  }

  #show(history) {
    const charts = chartsOf(history);
    write(this.note, charts.length ? "" : gettext("Nothing has been recorded yet: let the run go on for a second."));
    const common = pictureOf(history, this.store);
    const wanted = new Map(charts.map((chart) => [chart.key, contentOf(chart, common, this.store)]));
    const labels = [...wanted.values()].flatMap(({ lines }) => lines.map(({ label }) => label));
    for (const [key, figure] of this.figures) if (!wanted.has(key)) this.#drop(key, figure);
    for (const [key, content] of wanted) this.#figure(key).show({ ...content, labels });
    this.showTime(this.nowMs);
  }

  #figure(key) {
    const known = this.figures.get(key);
    if (known) return known;
    const figure = new ChartFigure((atUs) => this.seek(atUs));
    this.figures.set(key, figure);
    this.place.append(figure.element);
    return figure;
  }

  #drop(key, figure) {
    figure.element.remove();
    this.figures.delete(key);
  }
}

/** What all charts of a history have in common. */
function pictureOf(history, store) {
  const labelled = (band) => ({ ...band, label: bandLabel(band, store) });
  return {
    timesMs: history.times_us.map((atUs) => atUs / 1000),
    endMs: history.head_us / 1000,
    bands: faultBands(history.commands).map(labelled),
  };
}

/** @returns {import("#lab/room/chart_figure.js").ChartContent} */
function contentOf(chart, { timesMs, endMs, bands }, store) {
  const lines = chart.lines.map((line, tone) => {
    return { label: lineLabel(chart.kind, line, store), tone, timesMs, values: line.values };
  });
  return { ...wordsOfChart(chart, store), note: noteOf(chart), lines, bands, endMs };
}
