/** One branch as a thin rail with its name and what can be done with it. */

import { branchName } from "#lab/room/branch_name.js";
import { guardComposing } from "#lab/room/composing.js";
import { html, write } from "#lab/room/elements.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

const NAME_LENGTH_MOST = 60;

/**
 * @typedef {object} Branch
 * @property {number} number  0 is the original
 * @property {number | null} parent
 * @property {string} name
 * @property {number} at_ms  where it leaves its parent
 * @property {number} head_ms
 */
/**
 * @typedef {object} Acts  what the buttons do
 * @property {(branch: Branch) => void} onSwitch
 * @property {(branch: Branch, name: string) => void} onRename
 * @property {(branch: Branch) => void} onDelete
 * @property {(branch: Branch) => void} onCompare
 */

/** Made once, then follows its branch. */
export class BranchRow {
  /** @param {Acts} acts */
  constructor(acts) {
    this.acts = acts;
    this.name = html("strong");
    this.current = html("span", { className: "current", textContent: `● ${gettext("shown now")}` });
    this.times = html("span", { className: "num" });
    this.line = html("i", { className: "branch-run" });
    this.form = this.#form();
    this.tools = html("span", { className: "act" }, this.#buttons());
    this.head = html("span", { className: "branch-head" }, [this.name, this.current, this.times]);
    const rail = html("span", { className: "branch-rail", ariaHidden: "true" }, [this.line]);
    this.element = html("li", { className: "branch" }, [this.head, this.form, rail, this.tools]);
  }

  /**
   * @param {Branch} branch
   * @param {{current: boolean, may: boolean, deletable: boolean, longestMs: number}} standing
   */
  show(branch, { current, may, deletable, longestMs }) {
    this.branch = branch;
    const name = branchName(branch);
    write(this.name, name);
    write(this.times, `${clockFace(branch.at_ms)} – ${clockFace(branch.head_ms)}`);
    this.#draw(branch, longestMs);
    this.element.ariaCurrent = String(current);
    this.current.hidden = !current;
    this.tools.hidden = !may || !this.form.hidden;
    this.switchButton.hidden = current;
    this.compareButton.hidden = current;
    this.deleteButton.hidden = !deletable;
    for (const button of this.tools.children) button.ariaLabel = `${button.textContent}: ${name}`;
  }

  #draw({ at_ms, head_ms }, longestMs) {
    const run = { "--from": at_ms, "--to": head_ms, "--head": Math.max(1, longestMs) };
    for (const [name, value] of Object.entries(run)) this.line.style.setProperty(name, value);
  }

  #buttons() {
    this.switchButton = button(gettext("Switch"), () => this.acts.onSwitch(this.branch));
    this.compareButton = button(gettext("Compare"), () => this.acts.onCompare(this.branch));
    this.renameButton = button(gettext("Rename"), () => this.#edit(true));
    this.deleteButton = button(gettext("Delete"), () => this.acts.onDelete(this.branch));
    this.deleteButton.classList.add("danger");
    return [this.switchButton, this.compareButton, this.renameButton, this.deleteButton];
  }

  #form() {
    this.input = html("input", { className: "field", maxLength: NAME_LENGTH_MOST, autocomplete: "off" });
    guardComposing(this.input);
    const save = html("button", { className: "button primary", textContent: gettext("Save") });
    const form = html("form", { className: "act", hidden: true }, [
      this.input,
      save,
      button(gettext("Cancel"), () => this.#edit(false)),
    ]);
    form.addEventListener("submit", (event) => this.#save(event));
    form.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && this.#edit(false));
    return form;
  }

  #edit(open) {
    this.form.hidden = !open;
    this.head.hidden = open;
    this.tools.hidden = open;
    if (!open) return this.renameButton.focus();
    this.input.ariaLabel = say(gettext("Name of {branch}"), { branch: branchName(this.branch) });
    this.input.value = branchName(this.branch);
    return this.input.select();
  }

  #save(event) {
    event.preventDefault();
    const name = this.input.value.trim();
    if (name !== branchName(this.branch)) this.acts.onRename(this.branch, name);
    this.#edit(false);
  }
}

function button(label, onClick) {
  const element = html("button", { type: "button", className: "button", textContent: label });
  element.addEventListener("click", onClick);
  return element;
}
