/** A manifest to be written: what is wrong with it and where, what applying it would change; nothing typed is lost. */

import "#lab/later_sentences.js";

import { yamlOf } from "#lab/cluster/peek_rows.js";
import { FIRST, asWritten, tried } from "#lab/cluster/trial.js";
import { html, write } from "#lab/room/elements.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { gettext, number, say } from "#lab/room/words.js";

const REST_MS = 400;
const ROWS = 8; // so that what is wrong, the text and the buttons stand in a phone's sheet together

/** @typedef {{resource: string, name: string, namespace: string}} Place  of an object */

/** In the place of a sheet. What was typed stays with its object until it is applied. */
export class ManifestEditor {
  /**
   * @param {object} ways
   * @param {(command: string, args: object) => Promise<{result?: any, error?: object}>} ways.ask
   * @param {{room: string, csrfToken: string}} ways.page
   * @param {(manifest: object) => Promise<string>} ways.apply  what was refused, in words, or ""
   * @param {(manifest: object | null) => void} ways.preview
   * @param {() => boolean} ways.runs  whether time goes by
   * @param {() => void} ways.close
   */
  constructor(ways) {
    this.ways = ways;
    /** @type {Map<string, string>} what was typed, by object */
    this.drafts = new Map();
    this.asked = 0;
    this.title = html("b", { className: "sheet-name" });
    this.area = html("textarea", { className: "field manifest-text", rows: ROWS, spellcheck: false, lang: "en" });
    Object.assign(this.area, { wrap: "off", autocomplete: "off", autocapitalize: "off" });
    this.area.setAttribute("aria-describedby", "manifest-told");
    this.where = button("", "small", () => this.#toLine());
    this.wrong = html("span", { className: "refused", lang: "en" });
    this.note = html("span", { className: "soft" });
    const told = html("p", { id: "manifest-told", className: "manifest-told", role: "status" });
    told.append(this.where, " ", this.wrong, this.note);
    this.diff = html("pre", { className: "manifest-diff", tabIndex: 0, lang: "en", hidden: true });
    this.diff.ariaLabel = gettext("What would change");
    this.waits = html("p", { className: "sheet-note", role: "status" });
    const acts = html("div", { className: "act" }, [
      button(gettext("Apply"), "primary", () => this.#apply()),
      button(gettext("As stored"), "", () => this.#reset()),
      button(gettext("Close"), "", () => ways.close()),
      this.waits,
    ]);
    const hint = html("p", { className: "soft", textContent: HINT });
    const parts = [html("p", { className: "sheet-title" }, [this.title]), told, this.area, acts, this.diff, hint];
    this.element = html("section", { className: "manifest-editor", hidden: true }, parts);
    this.area.addEventListener("input", () => this.#typed());
    this.element.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {Place | null} place  null: something new */
  async open(place) {
    this.place = place;
    this.key = place ? `${place.resource}/${place.namespace}/${place.name}` : "";
    const name = place ? place.name : gettext("A new object");
    write(this.title, name);
    this.area.ariaLabel = say(gettext("Manifest of {name}"), { name });
    this.element.hidden = false;
    this.#show({});
    if (this.drafts.has(this.key)) this.area.value = this.drafts.get(this.key);
    else await this.#fill();
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(0, 0);
    this.#try();
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.element.hidden = true;
    this.ways.preview(null);
  }

  async #fill() {
    const { key, place } = this;
    const { result, error } = place ? await this.ways.ask("room.query", { query: "apiserver.get", args: place }) : {};
    if (key !== this.key) return;
    if (error) this.#show({ refused: error.code });
    this.area.value = error ? "" : `${yamlOf(result ? asWritten(result.answer) : FIRST)}\n`;
  }

  #typed() {
    this.drafts.set(this.key, this.area.value);
    this.manifest = null;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#try(), REST_MS);
  }

  async #reset() {
    this.drafts.delete(this.key);
    await this.#fill();
    await this.#try();
  }

  /** Only the newest answer counts. */
  async #try() {
    clearTimeout(this.timer);
    this.asked += 1;
    const { asked } = this;
    const trial = await tried(this.ways.page, this.area.value);
    if (asked === this.asked) this.#show(trial);
  }

  /** @param {import("#lab/cluster/trial.js").Trial} trial */
  #show({ manifest = null, is_new: isNew, diff = [], error, refused }) {
    this.manifest = manifest;
    this.line = error?.line ?? 0;
    this.where.hidden = !this.line;
    write(this.where, this.line ? placeWords(error) : "");
    write(this.wrong, error?.message ?? (refused ? refusalSentence({ code: refused }) : ""));
    write(this.note, manifest ? noteOf(isNew, diff) : "");
    write(this.waits, "");
    this.area.ariaInvalid = error ? "true" : null;
    this.diff.hidden = diff.length === 0;
    this.diff.replaceChildren(...diff.map(lineOf));
    this.ways.preview(manifest);
  }

  #toLine() {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, this.line - 1).join("\n").length + (this.line > 1 ? 1 : 0);
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, start + (lines[this.line - 1]?.length ?? 0));
    this.area.scrollTop = ((this.line - 1) / lines.length) * this.area.scrollHeight - this.area.clientHeight / 2;
  }

  async #apply() {
    if (!this.manifest) await this.#try();
    const { key, manifest } = this;
    if (!manifest) return this.area.focus();
    write(this.waits, this.ways.runs() ? gettext("Under way…") : WAITS);
    const refused = await this.ways.apply(manifest);
    if (!refused) this.drafts.delete(key);
    if (key !== this.key || this.element.hidden) return undefined;
    if (refused) this.#show({ error: { message: refused, field: "", line: 0 } });
    else this.ways.close();
    return undefined;
  }

  #press(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#apply();
    else if (event.key === "Escape") this.ways.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

const WAITS = gettext("Applied; it takes effect when the run goes on: press Run.");
const HINT = gettext(
  "Ctrl+Enter applies, Esc closes; what you typed is kept. What you leave out stays, unless kubectl set it.",
);
const SIGNS = { "+": "added", "-": "removed", " ": "same", "…": "left-out" };

function placeWords({ line, field }) {
  const words = say(gettext("Line {line}"), { line: number(line) });
  return field ? `${words} · ${field}` : words;
}

function noteOf(isNew, diff) {
  if (isNew) return gettext("Valid. It would be made new:");
  return diff.length ? gettext("Valid. This would change:") : gettext("Valid. Nothing would change.");
}

function lineOf([sign, line]) {
  return html("span", { className: SIGNS[sign], textContent: `${sign} ${line}\n` });
}

function button(textContent, look, act) {
  const element = html("button", { type: "button", className: `button ${look}`, textContent });
  element.addEventListener("click", act);
  return element;
}
