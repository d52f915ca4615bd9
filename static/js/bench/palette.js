/** What can be added to a scene: each kind of part has its button and one small form. */

import { KINDS } from "#lab/bench/part_kinds.js";
import { guardComposing } from "#lab/room/composing.js";
import { html, write } from "#lab/room/elements.js";
import { gettext, say } from "#lab/room/words.js";

/** @typedef {import("#lab/bench/part_kinds.js").Kind} Kind */
/** @typedef {import("#lab/room/store.js").Store} Store */

/** The buttons stand on the page. @param {HTMLElement} place @param {(kind: Kind) => void} onChoose */
export function makePalette(place, onChoose) {
  for (const kind of KINDS) {
    place.querySelector(`[data-add="${kind.key}"]`).addEventListener("click", () => onChoose(kind));
  }
}

/** The form that asks for what a new part needs; Enter makes it. */
export class NewPart {
  /**
   * @param {{carryOut: (command: object) => Promise<string>, preview: (command: object | null) => void,
   *   made: (id: string) => void, cancel: () => void}} ways
   */
  constructor(ways) {
    this.ways = ways;
    this.label = html("label", { className: "hands-label", htmlFor: "new-part" });
    this.slot = html("span", { className: "with-unit" });
    this.wrong = html("p", { className: "refused hands-wrong", id: "new-part-wrong" });
    const cancel = html("button", { type: "button", className: "button", textContent: gettext("Cancel") });
    cancel.addEventListener("click", () => ways.cancel());
    const create = html("button", { className: "button primary", textContent: gettext("Create") });
    const row = html("div", { className: "act" }, [this.slot, create, cancel]);
    this.element = html("form", { className: "new-part", noValidate: true, hidden: true });
    this.element.append(this.label, row, this.wrong);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#create();
    });
  }

  /** @param {Kind} kind @param {Store} store */
  open(kind, store) {
    Object.assign(this, { kind, store });
    write(this.label, kind.ask);
    this.field = kind.options ? select(kind.options(store)) : nameField(kind, store);
    this.field.addEventListener("input", () => this.#look());
    this.slot.replaceChildren(this.field);
    this.#look();
    this.field.focus({ preventScroll: true });
    this.field.select?.();
  }

  #look() {
    const problem = this.#problem();
    this.#tell(problem);
    this.ways.preview(problem ? null : this.kind.command(this.field.value, this.store));
  }

  async #create() {
    this.#look();
    if (this.wrong.textContent) return this.field.focus();
    const [{ value }, { kind, store }] = [this.field, this];
    const id = kind.id(value, store);
    const refused = await this.ways.carryOut(kind.command(value, store));
    this.#tell(refused);
    return refused ? this.field.focus() : this.ways.made(id);
  }

  #tell(sentence) {
    write(this.wrong, sentence);
    this.field.ariaInvalid = sentence ? "true" : null;
  }

  #problem() {
    const { value } = this.field;
    const { most } = this.kind;
    if (most && value.length > most) return say(gettext("At most {most} characters."), { most });
    return this.kind.problem?.(value, this.store) ?? "";
  }
}

function nameField({ proposed }, store) {
  const field = html("input", { className: "field", id: "new-part", autocomplete: "off", spellcheck: false });
  field.lang = "en";
  field.autocapitalize = "off";
  field.value = proposed(store);
  field.setAttribute("aria-describedby", "new-part-wrong");
  guardComposing(field);
  return field;
}

function select(options) {
  const field = html("select", { className: "field", id: "new-part" });
  for (const [value, textContent] of options) field.append(html("option", { value, textContent }));
  return field;
}
