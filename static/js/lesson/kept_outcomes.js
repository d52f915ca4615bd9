/** What a run said to a prediction stays with it when its room is left, until another room says something itself. */

import { remember, remembered } from "#lab/preferences.js";

/** @typedef {{outcome: import("#lab/lesson/outcomes.js").Outcome, changed?: boolean}} Kept  see `isChanged` */

/** The outcomes of one lab, in this browser. */
export class KeptOutcomes {
  /** @param {DOMStringMap} root  what the page says of its lab and its room */
  constructor({ lesson, room }) {
    Object.assign(this, { lesson, room });
  }

  /**
   * @param {import("#lab/lesson/outcomes.js").Spec} spec
   * @param {Kept} what
   */
  keep(spec, { outcome, changed }) {
    remember(this.#name(spec), JSON.stringify({ room: this.room, value: spec.value, outcome, changed }));
  }

  /**
   * What another room said to the same answer, or null.
   * @param {import("#lab/lesson/outcomes.js").Spec} spec
   * @returns {Kept | null}
   */
  of(spec) {
    const { room, value, outcome, changed } = JSON.parse(remembered(this.#name(spec), "{}"));
    const isOther = room !== undefined && room !== this.room;
    return isOther && JSON.stringify(value) === JSON.stringify(spec.value) ? { outcome, changed } : null;
  }

  /** @param {import("#lab/lesson/predictions.js").Predictions} predictions */
  show({ list }) {
    for (const prediction of list) {
      const kept = prediction.open ? null : this.of(prediction.spec);
      if (kept) prediction.show(kept.outcome, kept.changed);
    }
  }

  #name({ name }) {
    return `outcome:${this.lesson}:${name}`;
  }
}
