/** What the whole log of a cluster can be narrowed to. */

import "#lab/later_sentences.js";

import { gettext } from "#lab/room/words.js";

/** @type {import("#lab/room/event_kinds.js").Choices} */
export const CHOICES = {
  kinds: {
    faults: gettext("Faults"),
    changes: gettext("Decisions and changes"),
    goals: gettext("Goals"),
    orders: gettext("Writes and containers"),
  },
  things: [
    [gettext("Nodes"), "node"],
    [gettext("Workloads"), "workload"],
    [gettext("Pods"), "pod"],
  ],
};
