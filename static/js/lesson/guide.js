/** One line above the bench that says what to do next. */

import { html } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

/** A guest of the room page. */
export class Guide {
  /**
   * @param {HTMLElement | null} place
   * @param {object} lesson
   * @param {string} lesson.rung
   * @param {() => boolean} lesson.begun
   * @param {() => HTMLElement | null} lesson.asked  the form of the first prediction while it is open
   */
  constructor(place, { rung, begun, asked }) {
    Object.assign(this, { place, rung, begun, asked, shown: "" });
  }

  take() {
    const begun = this.begun();
    const form = begun ? null : this.asked();
    const words = form ? PREDICT : (begun ? UNDER_WAY : RUN)[this.rung];
    if (!this.place || words === this.shown) return;
    this.shown = words;
    const way = form ? [" ", html("a", { href: `#${form.id}`, textContent: gettext("To the question") })] : [];
    this.place.replaceChildren(words, ...way);
  }
}

const PREDICT = gettext("First say what you expect, then press Run.");
const RUN = {
  watch: gettext("Press Run. The solution plays by itself, and every command says why it comes."),
  gaps: gettext("Press Run. Twice the run stops and waits for a command of yours."),
  alone: gettext("Press Run, then make the goals below come true. Each has hints in the note."),
};
const UNDER_WAY = {
  watch: gettext("Watch the scene and the goals. You may pause and go back at any time."),
  gaps: gettext("Watch the scene and the goals. At a gap the run stops and waits for you."),
  alone: gettext("Make the goals below come true. Each has hints in the note."),
};
