/** Before a run goes where a prediction is about, it is asked: Run and Step go there first, and then begin. */

import { BESIDE, bringIntoView } from "#lab/lesson/page_places.js";
import { html } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

const BEGINS = new Set(["room.play", "room.step"]);
/** A key that is held down is one press. */
const ONE_PRESS_MS = 500;

/** A guest of the room page that may hold the run back once for each prediction. */
export class Gate {
  /**
   * @param {import("#lab/lesson/predictions.js").Predictions} predictions
   * @param {() => boolean} begun  whether the run has left its beginning
   * @param {(sentence: string) => void} tell  beside Run, and aloud
   */
  constructor(predictions, begun, tell) {
    Object.assign(this, { predictions, begun, tell });
  }

  /** The prediction that has to come now: the first before the run, later the one that a script waits for. */
  get asked() {
    const { first, list } = this.predictions;
    const one = this.begun() ? list.find(({ name }) => name === this.waitsFor) : first;
    return one?.open && one.name !== this.skipped ? one : null;
  }

  /** A script has come to it. @param {string | null} name @returns {boolean} whether it is still open */
  waitFor(name) {
    this.waitsFor = name;
    return Boolean(name && this.asked);
  }

  /** What was pressed while an answer was on its way. @returns {string | null} */
  granted() {
    const { wish } = this;
    this.wish = null;
    return wish ?? null;
  }

  /** @param {string} command */
  allows(command) {
    const { asked } = this;
    if (!BEGINS.has(command) || !asked) return true;
    if (asked.sent && !this.wish) {
      this.wish = command; // the answer is on its way, however slow the network: the run begins once it is there
      return false;
    }
    const nowMs = performance.now();
    if (this.held !== asked.name) this.#hold(asked, nowMs);
    else if (nowMs - this.heldMs > ONE_PRESS_MS) {
      this.skipped = asked.name;
      this.predictions.skip(asked);
      return true;
    }
    return false;
  }

  #hold(asked, nowMs) {
    Object.assign(this, { held: asked.name, heldMs: nowMs });
    const sentence = gettext("Predict first, or press Run again to skip.");
    const line = html("p", { className: "gate", textContent: sentence });
    asked.form.querySelector("fieldset").before(line);
    if (matchMedia(BESIDE).matches) asked.focus();
    else bringIntoView(line, "center"); // a field with the focus would bring the keyboard with it
    this.tell(sentence);
  }
}
