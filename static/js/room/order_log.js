/** What the whole log of a messaging lab can be narrowed to. */

import "#lab/later_sentences.js";

import { gettext } from "#lab/room/words.js";

/** @type {import("#lab/room/event_kinds.js").Choices} */
export const CHOICES = {
  kinds: {
    faults: gettext("Faults"),
    changes: gettext("Changes"),
    losses: gettext("Losses"),
    goals: gettext("Goals"),
    orders: gettext("The way of an order"),
  },
  things: [
    [gettext("Queues"), "queue"],
    [gettext("Topics"), "topic"],
  ],
};
