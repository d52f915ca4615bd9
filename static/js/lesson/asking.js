/** On a narrow screen the question for which the run stops is told where the scene is, and leads to it. */

import { toastOver } from "#lab/lesson/toast.js";
import { gettext } from "#lab/room/words.js";

/** A guest of the room page. */
export class Asking {
  /** @param {HTMLElement} root @param {object} page  of the room @param {import("#lab/lesson/gate.js").Gate} [gate] */
  constructor(root, page, gate) {
    Object.assign(this, { root, page, gate, toast: toastOver(page.part("figure"), root), told: "" });
  }

  take(store) {
    const question = store.get("room").playing ? null : this.#question();
    if (question?.words === this.told) return;
    this.told = question?.words;
    this.#tell(question);
  }

  /** Who presses Run all the same sees it again. */
  allows(command) {
    if (this.told && command === "room.play") this.#tell(this.#question());
    return true;
  }

  #tell(question) {
    if (question && !isSeen(question.place)) this.toast.question(question.words, question.id);
    else this.toast.hide();
  }

  /** The gap's own, or the prediction that has to come before the next command. */
  #question() {
    const gap = this.root.querySelector(".script-asking:not([hidden]) > .script-gap");
    if (gap) return { words: gap.textContent, id: gap.id, place: gap };
    const form = this.gate?.waitsFor && this.gate.asked?.form;
    const words = gettext("First say what you expect, then press Run.");
    return form ? { words, id: form.id, place: this.page.part("guide") } : null;
  }
}

/** Whole in the window: then it need not be told once more. @param {HTMLElement} place */
function isSeen(place) {
  const { top, bottom, height } = place.getBoundingClientRect();
  return height > 0 && top >= 0 && bottom <= innerHeight;
}
