/** The space-time view: programs, topics and queues as columns, time downwards, messages as arrows. */

import "#lab/later_sentences.js";

import { columnsOf, spanAround, waysAround } from "#lab/draw/crossings.js";
import { drawSpaceTime } from "#lab/draw/space_time_drawing.js";
import { html, write } from "#lab/room/elements.js";
import { factsBetween } from "#lab/room/log_pages.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { allTold, eventSentence } from "#lab/room/sentences.js";
import { clockFace, gettext, number, say } from "#lab/room/words.js";

const SPAN_MS = 10_000;
const CAUSES_MS = 2000;
const PAGES_MOST = 8;
const SETTLED_MS = 500;

/** Shows the messages around the moment shown: by itself while time stands, at a press while the run goes on. */
export class SpaceTime {
  /**
   * @param {HTMLDetailsElement} root  with `[data-drawing]`, `[data-show-now]`, `[data-note]`, `[data-arrows]`
   * @param {import("#lab/room/history_panel.js").Dependencies} dependencies
   */
  constructor(root, { ask, seek, store }) {
    Object.assign(this, { root, ask, seek, store });
    const part = (name) => root.querySelector(`[data-${name}]`);
    [this.place, this.note, this.table] = [part("drawing"), part("note"), part("arrows")];
    this.nowMs = store.nowMs;
    this.asking = false;
    part("show-now").addEventListener("click", () => this.refresh());
    this.place.addEventListener("click", (event) => this.#go(event));
    this.table.addEventListener("toggle", () => this.#fillTable());
    root.addEventListener("toggle", () => root.open && this.refresh());
    new ResizeObserver(() => this.picture && this.place.clientWidth !== this.width && this.#draw()).observe(this.place);
    if (root.open) this.refresh();
  }

  /** Asks for what happened around the moment shown, and draws it. */
  async refresh() {
    if (this.asking) return;
    this.asking = true;
    const nowMs = this.nowMs;
    const [fromMs, toMs] = spanAround(nowMs, SPAN_MS);
    const span = { fromUs: Math.max(0, fromMs - CAUSES_MS) * 1000, untilUs: Math.round(toMs * 1000) };
    const asking = factsBetween(this.ask, { ...span, pagesMost: PAGES_MOST });
    const [{ events, error }] = await Promise.all([asking, allTold()]);
    this.asking = false;
    this.shownMs = nowMs;
    this.root.dataset.loaded = "true";
    if (error) write(this.note, refusalSentence(error));
    else this.#show(events, nowMs);
    this.showTime(this.nowMs);
  }

  /** The line of the moment moves with the clock; where time stands elsewhere, that is asked for. */
  showTime(nowMs) {
    this.nowMs = nowMs;
    if (!this.root.open) return;
    this.drawing?.showNow(nowMs);
    const stands = this.store.get("room")?.playing !== true;
    if (stands && nowMs !== this.shownMs && nowMs !== this.awaitedMs) this.#refreshWhenSettled();
  }

  /** Whoever scrubs passes many moments: only the one they stay at is asked for. */
  #refreshWhenSettled() {
    this.awaitedMs = this.nowMs;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.nowMs !== this.shownMs && this.refresh(), SETTLED_MS);
  }

  #show(facts, nowMs) {
    this.columns = columnsOf(this.store.entities);
    this.picture = waysAround(facts, this.columns, nowMs);
    write(this.note, this.#sentence());
    this.#draw();
    this.#fillTable();
  }

  #sentence() {
    const { fromMs, toMs, ways } = this.picture;
    if (!ways.length) return gettext("No message was on its way here.");
    const lost = ways.filter((way) => way.lost || way.ends).length;
    const values = { from: clockFace(fromMs), until: clockFace(toMs), count: number(ways.length), lost: number(lost) };
    return say(gettext("{from} – {until}: {count} ways, {lost} of them ended in a loss"), values);
  }

  #draw() {
    this.width = this.place.clientWidth;
    this.drawing = drawSpaceTime(this.picture, this.columns, this.width);
    this.place.replaceChildren(this.drawing.element);
    this.drawing.showNow(this.nowMs);
  }

  #go(event) {
    if (!this.drawing) return;
    const y = event.clientY - this.drawing.element.getBoundingClientRect().top;
    this.seek(Math.round(this.drawing.momentAt(y) * 1000));
  }

  #fillTable() {
    if (!this.table.open || !this.picture) return;
    const names = [gettext("Time"), gettext("From"), gettext("To"), gettext("What happened")];
    const head = html("tr", {}, names.map((textContent) => html("th", { scope: "col", textContent })));
    const rows = this.picture.ways.map((way) => this.#row(way)).reverse();
    const caption = html("caption", { textContent: gettext("Who sent what to whom, newest first") });
    const table = html("table", {}, [caption, html("thead", {}, [head]), html("tbody", {}, rows)]);
    this.table.replaceChildren(this.table.firstElementChild, table);
  }

  #row({ fact, from, to, lost, ends }) {
    const time = html("button", { type: "button", className: "moment num", textContent: clockFace(fact.at_us / 1000) });
    time.addEventListener("click", () => this.seek(fact.at_us));
    const [source, target] = [from, to].map(({ column }) => this.columns[column].name);
    const cells = [source, lost || ends ? `✕ ${target}` : target, eventSentence(fact, this.store)];
    return html("tr", {}, [html("td", {}, [time]), ...cells.map((textContent) => html("td", { textContent }))]);
  }
}
