/** The goals of the page follow the run: reached, missed with the event that did it, or not yet. */

import { goalState } from "#lab/lesson/goal_states.js";
import { write } from "#lab/room/elements.js";
import { Later } from "#lab/room/later.js";

/** A guest of the room page. */
export class Goals {
  /** @param {HTMLElement} root @param {object} page  the room page @param {() => void} onReached */
  constructor(root, page, onReached) {
    Object.assign(this, { page, onReached });
    const { variant = "", rung } = root.dataset;
    this.shown = rung === "watch";
    this.elements = [...root.querySelectorAll("[data-goal]")].filter((element) => isOf(element, variant));
    this.remarks = new Later(async () => {
      const { GoalRemarks } = await import("#lab/lesson/goal_remarks.js");
      return new GoalRemarks(root, page);
    });
  }

  /** By the learner: what a script reaches is not theirs. */
  get allReached() {
    return !this.shown && this.elements.every(({ dataset }) => dataset.status === "reached");
  }

  take(store) {
    for (const element of this.elements) this.#show(element, store.get(`goal/${element.dataset.goal}`));
  }

  #show(element, entity) {
    const { status, sign, label, progress } = goalState(entity, this.shown);
    const before = element.dataset.status;
    element.dataset.status = status;
    const place = element.querySelector("[data-goal-sign]");
    write(place, sign);
    if (place.ariaLabel !== label) place.ariaLabel = label;
    write(element.querySelector("[data-goal-progress]"), progress);
    const kept = element.querySelector(".goal-kept");
    if (kept) kept.hidden = !element.dataset.kept || status === "reached";
    if (status === "reached" && before !== status && !this.shown) this.#keep(element);
    if (status === "missed" || entity?.over) this.remarked = true;
    if (this.remarked) this.remarks.use((remarks) => remarks.show(element));
  }

  /** What was once reached counts, wherever the playhead goes afterwards. */
  #keep(element) {
    element.dataset.kept = "true";
    this.onReached();
  }
}

/** The broken variant has goals of its own, in its own part of the note. */
function isOf(element, variant) {
  const broken = element.closest("[data-broken]") !== null;
  return element.closest(".note") === null || broken === (variant !== "");
}
