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
   * @param {() => boolean} lesson.runs  false while Run has to be pressed for anything to happen
   * @param {() => HTMLElement | undefined} lesson.asked  the form of the prediction that has to come now
   * @param {() => import("#lab/lesson/kept_goals.js").WayOn | null} lesson.onward
   */
  constructor(place, { rung, begun, runs, asked, onward }) {
    Object.assign(this, { place, rung, begun, runs, asked, onward, shown: "" });
  }

  take() {
    const form = this.asked();
    const onward = this.begun() ? this.onward() : null;
    const words = form ? PREDICT : onward ? onward.words : (this.runs() ? UNDER_WAY : RUN)[this.rung];
    if (!this.place || words === this.shown) return;
    this.shown = words;
    const way = form ? { id: form.id, title: gettext("To the question") } : onward;
    const className = form ? "" : "button small";
    const link = way && html("a", { href: `#${way.id}`, textContent: way.title, className });
    this.place.replaceChildren(words, ...(link ? [" ", link] : []));
  }
}

const PREDICT = gettext("First say what you expect, then press Run.");
const RUN = {
  watch: gettext("Press Run. The solution plays by itself and says why."),
  gaps: gettext("Press Run. Twice the run stops and waits for a command of yours."),
  alone: gettext("Press Run, then make the goals below come true. Press one to get to its hints."),
};
const UNDER_WAY = {
  watch: gettext("Watch the scene and the goals. You may pause and go back at any time."),
  gaps: gettext("Watch the scene and the goals. At a gap the run stops and waits for you."),
  alone: gettext("Make the goals below come true. Press one to get to its hints."),
};
