/** Before the first run a prediction: Run and Step go there first, and only at the second time begin. */

import { BESIDE, bringIntoView } from "#lab/lesson/page_places.js";
import { html } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

const BEGINS = new Set(["room.play", "room.step"]);
/** A key that is held down is one press. */
const ONE_PRESS_MS = 500;

/** A guest of the room page that may hold the run back once. */
export class Gate {
  /**
   * @param {import("#lab/lesson/predictions.js").Predictions} predictions
   * @param {() => boolean} begun  whether the run has left its beginning
   * @param {(sentence: string) => void} tell  beside Run, and aloud
   */
  constructor(predictions, begun, tell) {
    Object.assign(this, { predictions, begun, tell, heldMs: null });
  }

  /** @param {string} command */
  allows(command) {
    const { first } = this.predictions;
    if (!BEGINS.has(command) || !first?.open || this.begun()) return true;
    const nowMs = performance.now();
    if (this.heldMs === null) this.#hold(first, nowMs);
    else if (nowMs - this.heldMs > ONE_PRESS_MS) {
      this.predictions.skip(first);
      return true;
    }
    return false;
  }

  #hold(first, nowMs) {
    this.heldMs = nowMs;
    const sentence = gettext("Predict first, or press Run again to skip.");
    const line = html("p", { className: "gate", textContent: sentence });
    first.form.querySelector("fieldset").before(line);
    if (matchMedia(BESIDE).matches) first.focus();
    else bringIntoView(line, "center"); // a field with the focus would bring the keyboard with it
    this.tell(sentence);
  }
}
