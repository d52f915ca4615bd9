/** What a run said to a prediction stays with it when its room is left, until another room says something itself. */

import { remember, remembered } from "#lab/preferences.js";

/** The outcomes of one lab, in this browser. */
export class KeptOutcomes {
  /** @param {DOMStringMap} root  what the page says of its lab and its room */
  constructor({ lesson, room }) {
    Object.assign(this, { lesson, room });
  }

  /** @param {import("#lab/lesson/outcomes.js").Spec} spec @param {import("#lab/lesson/outcomes.js").Outcome} outcome */
  keep(spec, outcome) {
    remember(this.#name(spec), JSON.stringify({ room: this.room, value: spec.value, outcome }));
  }

  /** What another room said to the same answer, or null. @param {import("#lab/lesson/outcomes.js").Spec} spec */
  of(spec) {
    const { room, value, outcome } = JSON.parse(remembered(this.#name(spec), "{}"));
    const isOther = room !== undefined && room !== this.room;
    return isOther && JSON.stringify(value) === JSON.stringify(spec.value) ? outcome : null;
  }

  /** @param {import("#lab/lesson/predictions.js").Predictions} predictions */
  show({ list }) {
    for (const prediction of list) if (!prediction.open) prediction.show(this.of(prediction.spec));
  }

  #name({ name }) {
    return `outcome:${this.lesson}:${name}`;
  }
}
