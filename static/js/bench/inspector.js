/** The panel of the thing that is taken up: parameters, what can be done, connections, and the line for a terminal. */

import { fieldRow } from "#lab/bench/fields.js";
import { Rows } from "#lab/bench/rows.js";
import { linkName } from "#lab/bench/sheets.js";
import { html, write } from "#lab/room/elements.js";
import { gettext, say } from "#lab/room/words.js";

/**
 * @typedef {object} Ways
 * @property {(command: object) => Promise<string>} carryOut  the refusal in words, or ""
 * @property {(command: object | null) => void} preview
 * @property {(element: HTMLElement, commandOf: () => object) => void} follow  previews what a control would do
 * @property {(byKeys: boolean) => void} connect
 * @property {(key: string) => void} lead  to another thing's sheet
 * @property {() => void} close
 * @property {(key: string | null) => void} hover
 * @property {((key: string) => void) | null} why
 */

/** Shows one sheet at a time; rows stay while their thing does, so that nobody loses the focus to a frame. */
export class Inspector {
  /** @param {Ways} ways */
  constructor(ways) {
    this.ways = ways;
    this.name = html("b", { className: "sheet-name" });
    this.kind = html("span", { className: "soft" });
    this.refusal = html("p", { className: "refused hands-wrong" });
    this.connect = this.#button(gettext("Connect…"), "primary", (event) => ways.connect(isByKeys(event)));
    this.why = this.#button(gettext("Why?"), "", () => ways.why(this.key));
    const close = this.#button(gettext("Close"), "bare", () => ways.close());
    const [fields, acts, links] = ["hands-fields", "act", "hands-links"].map((className) => this.#list(className));
    this.fields = new Rows(fields, (field) => fieldRow(field, ways));
    this.acts = new Rows(acts, () => this.#actRow());
    this.links = new Rows(links, () => this.#linkRow());
    const title = html("p", { className: "sheet-title" }, [this.name, " ", this.kind]);
    const buttons = html("div", { className: "act sheet-acts" }, [this.connect, acts, this.why, close]);
    const head = html("div", { className: "sheet-head" }, [title, buttons]);
    this.element = html("div", { className: "sheet", hidden: true }, [head, this.refusal, fields, links]);
  }

  /** @param {string} key @param {import("#lab/bench/sheets.js").Sheet} sheet @param {object} store */
  show(key, sheet, store) {
    if (key !== this.key) this.#begin(key);
    write(this.name, sheet.title);
    write(this.kind, sheet.words);
    this.connect.hidden = !sheet.connects;
    this.why.hidden = !this.ways.why || !store.get(key)?.name;
    this.fields.show(sheet.fields);
    this.acts.show(sheet.acts);
    this.links.show(sheet.links.map((link) => ({ ...link, words: linkName(link, store) })));
  }

  #begin(key) {
    this.key = key;
    write(this.refusal, "");
    for (const rows of [this.fields, this.acts, this.links]) rows.clear();
  }

  #list(className) {
    return html("div", { className });
  }

  #button(textContent, look, act) {
    const button = html("button", { type: "button", className: `button ${look}`, textContent });
    button.addEventListener("click", act);
    return button;
  }

  async #carryOut(command) {
    write(this.refusal, await this.ways.carryOut(command));
  }

  #actRow() {
    let act = null;
    const element = this.#button("", "", () => (act.leads ? this.ways.lead(act.leads) : this.#carryOut(act.command)));
    this.ways.follow(element, () => act.command ?? null);
    return {
      element,
      show(fresh) {
        act = fresh;
        write(element, act.label);
        element.classList.toggle("danger", act.danger === true);
      },
    };
  }

  #linkRow() {
    let link = null;
    const name = html("span");
    const note = html("small", { className: "soft" });
    const end = this.#button(gettext("Disconnect"), "", () => this.#carryOut(link.end));
    this.ways.follow(end, () => link.end);
    const element = html("div", { className: "hands-link" }, [name, note, end]);
    element.addEventListener("pointerenter", () => this.ways.hover(link.key));
    element.addEventListener("pointerleave", () => this.ways.hover(null));
    return {
      element,
      show(fresh) {
        link = fresh;
        write(name, link.words);
        write(note, link.waits ? gettext("not confirmed yet") : "");
        end.hidden = !link.end;
        end.ariaLabel = say(gettext("Disconnect {connection}"), { connection: link.words });
      },
    };
  }
}

/** A button that a key has pressed tells of no click. */
function isByKeys({ detail }) {
  return detail === 0;
}
