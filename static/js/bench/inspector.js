/** The panel of the thing that is taken up: parameters, what can be done, and its connections. */

import { fieldRow, readRow } from "#lab/bench/fields.js";
import { Peek } from "#lab/bench/peek.js";
import { Rows } from "#lab/bench/rows.js";
import { html, write } from "#lab/room/elements.js";
import { gettext, number, say } from "#lab/room/words.js";

/**
 * @typedef {object} Ways  where nothing may be done: `reads`, and only the four that change nothing
 * @property {boolean} [reads]
 * @property {(command: object) => Promise<string>} carryOut  the refusal in words, or ""
 * @property {(command: object | null) => void} preview
 * @property {(element: HTMLElement, commandOf: () => object) => void} follow  previews what a control would do
 * @property {(byKeys: boolean) => void} connect
 * @property {(kind: object) => void} make  asks for what a new part needs
 * @property {(key: string) => void} lead  to another thing's sheet
 * @property {() => void} close
 * @property {() => void} takeBack  what was done last
 * @property {(key: string | null) => void} hover
 * @property {((key: string) => void) | null} why
 * @property {(link: object, store: object) => string} linkName  what a connection is called
 * @property {Record<string, import("#lab/bench/peek_sources.js").Source>} sources  what can be looked into, by kind
 * @property {(command: string, args: object) => Promise<object>} ask
 */

/** Shows one sheet at a time; rows stay while their thing does, so that nobody loses the focus to a frame. */
export class Inspector {
  /** @param {Ways} ways */
  constructor(ways) {
    this.ways = ways;
    /** What is connected, and what was when the sheet was opened. @type {import("#lab/bench/links.js").Link[]} */
    this.linked = [];
    this.name = html("b", { className: "sheet-name" });
    this.kind = html("span", { className: "soft" });
    this.refusal = html("p", { className: "refused hands-wrong" });
    this.note = html("p", { className: "soft sheet-note" });
    this.alone = html("p", { className: "soft sheet-alone" });
    this.connect = this.#button(gettext("Connect…"), "primary", (event) => ways.connect(isByKeys(event)));
    this.why = this.#button(gettext("Why?"), "", () => ways.why(this.key));
    const close = this.#button(gettext("Close"), "bare", () => ways.close());
    const names = ["hands-fields", "act", "hands-links", "act sheet-faults"];
    const [fields, acts, links, faults] = names.map((className) => this.#list(className));
    this.fields = this.#fieldRows(fields);
    this.acts = new Rows(acts, () => this.#actRow());
    this.more = this.#makeMore();
    this.links = new Rows(links, () => this.#linkRow());
    this.faults = new Rows(faults, () => this.#actRow());
    const title = html("p", { className: "sheet-title" }, [this.name, " ", this.kind]);
    const buttons = html("div", { className: "act sheet-acts" }, [this.connect, acts, this.why, close]);
    const head = html("div", { className: "sheet-head" }, [title, buttons]);
    this.peek = new Peek(ways.ask, ways.sources);
    const told = [this.refusal, this.#makeTold(), this.alone];
    const parts = [head, ...told, fields, links, this.more, this.note, faults, this.peek.element];
    this.element = html("div", { className: "sheet", hidden: true }, parts);
  }

  /** @param {string} key @param {import("#lab/bench/sheets.js").Sheet} sheet @param {object} store */
  show(key, sheet, store) {
    if (key !== this.key) this.#begin(key);
    write(this.name, sheet.title);
    write(this.kind, sheet.words);
    write(this.note, sheet.note ?? "");
    this.#mayConnect(sheet);
    this.why.hidden = !this.ways.why || !store.get(key);
    this.fields.show(sheet.fields);
    this.rest.show(sheet.more ?? []);
    this.more.hidden = !sheet.more?.length;
    this.acts.show(sheet.acts);
    this.faults.show(sheet.faults ?? []);
    this.#follow(sheet.links, store);
    this.peek.show(key, store);
    this.links.show(this.linked.map((link) => ({ ...link, words: this.ways.linkName(link, store) })));
  }

  /** A button that goes without a word would be looked for. */
  #mayConnect({ title: name, connects, alone }) {
    this.connect.hidden = !connects && !alone;
    this.connect.ariaDisabled = alone ? "true" : null;
    this.connect.classList.toggle("primary", connects);
    const words = alone ? say(gettext("Nothing is left here to connect {name} with."), { name }) : "";
    this.connect.ariaDescription = words;
    write(this.alone, words);
  }

  /** What a command did besides, to be taken back. @param {string} sentence  "": nothing */
  tell(sentence) {
    write(this.told.firstChild, sentence);
    this.told.hidden = !sentence;
  }

  /** Another moment, another branch: what was connected in the one before is no matter here. */
  forget() {
    this.linked = [];
    this.tell("");
  }

  #follows(element, commandOf) {
    if (!this.ways.reads) this.ways.follow(element, commandOf);
  }

  /** What is no longer connected keeps its row, so that no other button slides under the pointer. */
  #follow(links, store) {
    const now = new Map(links.map((link) => [link.key, link]));
    const stay = this.linked.filter(({ key, from, to }) => now.has(key) || (store.get(from) && store.get(to)));
    const known = new Set(stay.map(({ key }) => key));
    const rows = stay.map((link) => now.get(link.key) ?? { ...link, ended: true });
    this.linked = [...rows, ...links.filter(({ key }) => !known.has(key))];
  }

  #begin(key) {
    this.key = key;
    this.forget();
    write(this.refusal, "");
    for (const rows of [this.fields, this.rest, this.acts, this.links, this.faults]) rows.clear();
  }

  /** What most have no use for yet. */
  #makeMore() {
    const place = this.#list("hands-fields");
    this.rest = this.#fieldRows(place);
    const summary = html("summary", { textContent: gettext("All attributes") });
    return html("details", { className: "hands-more" }, [summary, place]);
  }

  #fieldRows(place) {
    return new Rows(place, (field) => (this.ways.reads ? readRow() : fieldRow(field, this.ways)));
  }

  #makeTold() {
    const undo = this.#button(gettext("Undo"), "", () => this.ways.takeBack());
    this.told = html("p", { className: "sheet-told", hidden: true }, [html("span"), undo]);
    return this.told;
  }

  #list(className) {
    return html("div", { className });
  }

  #button(textContent, look, act) {
    const button = html("button", { type: "button", className: `button ${look}`, textContent });
    button.addEventListener("click", act);
    return button;
  }

  #do({ leads, asks, command }) {
    if (leads) this.ways.lead(leads);
    else if (asks) this.ways.make(asks);
    else this.#carryOut(command);
  }

  async #carryOut(command) {
    write(this.refusal, await this.ways.carryOut(command));
  }

  #actRow() {
    let act = null;
    const element = this.#button("", "", () => this.#do(act));
    this.#follows(element, () => act.command ?? null);
    return {
      element,
      show(fresh) {
        act = fresh;
        write(element, act.label);
        element.classList.toggle("danger", act.danger === true);
        element.classList.toggle("primary", act.leading === true);
      },
    };
  }

  #linkRow() {
    let link = null;
    const name = html("span");
    const note = html("small", { className: "soft" });
    // The second press of a double click is for what was there at the first.
    const end = this.#button(gettext("Disconnect"), "", ({ detail }) => detail < 2 && this.#carryOut(link.end));
    this.#follows(end, () => link.end);
    const settings = this.#button(gettext("Settings"), "", () => {
      this.more.open = true;
      this.ways.lead(link.key);
    });
    const ended = html("small", { className: "soft" });
    const place = html("span", { className: "hands-link-end" }, [end, ended]);
    const element = html("div", { className: "hands-link" }, [name, note, place]);
    element.addEventListener("pointerenter", () => this.ways.hover(link.key));
    element.addEventListener("pointerleave", () => this.ways.hover(null));
    return {
      element,
      show: (fresh) => {
        link = fresh;
        write(name, link.words);
        write(note, link.ended ? "" : noteOf(link));
        place.hidden = !link.end;
        // When the connection ends it keeps its room, as the other button does.
        if (link.settings && !settings.isConnected) place.before(settings);
        settings.ariaLabel = say(gettext("Settings of {connection}"), { connection: link.words });
        write(ended, link.ended ? gettext("disconnected") : "");
        element.classList.toggle("ended", link.ended === true);
        if (link.ended) end.blur(); // it keeps its room but is not seen: the focus goes on elsewhere
        end.ariaLabel = say(gettext("Disconnect {connection}"), { connection: link.words });
      },
    };
  }
}

function noteOf({ waits, receives }) {
  if (waits) return gettext("not confirmed yet");
  return receives ? say(gettext("dead letters, after {count}×"), { count: number(receives) }) : "";
}

/** A button that a key has pressed tells of no click. */
function isByKeys({ detail }) {
  return detail === 0;
}
