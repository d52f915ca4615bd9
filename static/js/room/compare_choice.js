/** Which branch is to lie beside the one shown: a button for each of the others. */

import "#lab/later_sentences.js";

import { branchName } from "#lab/room/branch_name.js";
import { html } from "#lab/room/elements.js";
import { gettext, say } from "#lab/room/words.js";

/** Writes into `[data-choice]`. */
export class CompareChoice {
  /** @param {HTMLElement} place @param {(shown: number, other: number) => void} compare */
  constructor(place, compare) {
    Object.assign(this, { place, compare, key: "" });
  }

  /** @param {{branch: number, branches?: {number: number, name: string}[]} | undefined} room */
  show({ branch: shown, branches = [] } = { branch: 0 }) {
    const others = branches.filter(({ number }) => number !== shown).map(({ number, name }) => ({ number, name }));
    const key = JSON.stringify([shown, others]);
    if (key === this.key) return;
    this.key = key;
    const buttons = others.map((other) => this.#button(shown, other));
    this.place.replaceChildren(...(buttons.length ? buttons : [html("p", { className: "soft" }, [ONE_ALONE])]));
  }

  #button(shown, other) {
    const textContent = say(gettext("Compare with “{branch}”"), { branch: branchName(other) });
    const button = html("button", { type: "button", className: "button", textContent });
    button.addEventListener("click", () => this.compare(shown, other.number));
    return button;
  }
}

const ONE_ALONE = gettext("There is one branch so far. Go back in the run and change something: that is a second.");
