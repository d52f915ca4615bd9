/** The goals of the page follow the run: reached, missed with the event that did it, or not yet. */

import { goalState } from "#lab/lesson/goal_states.js";
import { write } from "#lab/room/elements.js";
import { Later } from "#lab/room/later.js";

/** A guest of the room page. */
export class Goals {
  /**
   * @param {HTMLElement} root
   * @param {object} page  the room page
   * @param {() => void} onReached
   * @param {() => object | null} onward  where to go once every goal is reached
   */
  constructor(root, page, onReached, onward) {
    Object.assign(this, { page, onReached, onward: () => this.kept?.wayOn(onward()) ?? null });
    const { variant = "", rung } = root.dataset;
    this.shown = rung === "watch";
    this.elements = [...root.querySelectorAll("[data-goal]")].filter((element) => isOf(element, variant));
    this.remarks = new Later(async () => {
      const { GoalRemarks } = await import("#lab/lesson/goal_remarks.js");
      return new GoalRemarks(root, page);
    });
    this.keeps = new Later(async () => {
      const { KeptGoals } = await import("#lab/lesson/kept_goals.js");
      this.kept = new KeptGoals(root, page, this.elements);
      return this.kept;
    });
  }

  take(store) {
    for (const element of this.elements) this.#show(element, store.get(`goal/${element.dataset.goal}`));
    const { fresh } = store;
    // What a script reaches is not the learner's.
    if (!this.shown && this.elements.some(isKept)) this.keeps.use((kept) => kept.take(fresh, this.onward));
  }

  #show(element, entity) {
    const { status, sign, label, progress } = goalState(entity, this.shown);
    const before = element.dataset.status;
    element.dataset.status = status;
    const place = element.querySelector("[data-goal-sign]");
    write(place, sign);
    if (place.ariaLabel !== label) place.ariaLabel = label;
    write(element.querySelector("[data-goal-progress]"), this.kept?.words(element, progress) ?? progress);
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

/** Reached once, in this room or in one before. */
function isKept({ dataset }) {
  return dataset.kept;
}

/** The broken variant has goals of its own, in its own part of the note. */
function isOf(element, variant) {
  const broken = element.closest("[data-broken]") !== null;
  return element.closest(".note") === null || broken === (variant !== "");
}
