/** The kinds of events and the things they are about, as choices of a filter. */

import "#lab/room/rare_sentences.js";

import { html } from "#lab/room/elements.js";
import { NOTABLE, ORDINARY } from "#lab/room/sentences.js";
import { gettext, say } from "#lab/room/words.js";

/** An event's sentence without anybody in particular: "a program stopped". */
function anybody(sentence) {
  const values = {
    worker: gettext("a program"),
    who: gettext("someone"),
    order: gettext("an order"),
    queue: gettext("a queue"),
    topic: gettext("a topic"),
    target: gettext("a receiver"),
    entity: gettext("a queue"),
    reason: gettext("a reason"),
    copies: gettext("a receiver"),
    goal: gettext("a goal"),
    a: "A",
    b: "B",
  };
  const filled = say(sentence, new Proxy(values, { has: () => true, get: (known, name) => known[name] ?? "N" }));
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}

const OF_ORDERS = {
  kinds: {
    faults: gettext("Faults"),
    changes: gettext("Changes"),
    losses: gettext("Losses"),
    goals: gettext("Goals"),
    orders: gettext("The way of an order"),
  },
  notable: [gettext("Faults, changes and losses"), NOTABLE],
  ordinary: [gettext("The way of an order"), ORDINARY],
  things: [
    [gettext("Queues"), "queue"],
    [gettext("Topics"), "topic"],
  ],
};

/**
 * Fills the choice of kinds.
 * @param {HTMLSelectElement} select  its first option is "everything"
 * @param {typeof OF_ORDERS} [own]  what another scene than messaging's has
 */
export function offerKinds(select, { kinds, notable, ordinary } = OF_ORDERS) {
  select.append(...Object.entries(kinds).map(([value, textContent]) => html("option", { value, textContent })));
  select.append(group(...notable), group(...ordinary));
}

function group(label, sentences) {
  const options = Object.entries(sentences).map(([value, sentence]) => [value, anybody(sentence)]);
  return html("optgroup", { label }, options.map(([value, textContent]) => html("option", { value, textContent })));
}

/**
 * Offers everything that stands in the scene; what is chosen stays chosen.
 * @param {HTMLSelectElement} select
 * @param {import("#lab/room/store.js").Store} store
 * @param {typeof OF_ORDERS} [own]
 */
export function offerThings(select, store, { things } = OF_ORDERS) {
  const groups = [
    ...things.map(([label, kind]) => [label, store.ofKind(kind)]),
    [gettext("Programs"), [...store.ofKind("caller"), ...store.ofKind("server"), ...programs(store)]],
  ];
  const ids = groups.flatMap(([, things]) => things.map(([id]) => id)).join(" ");
  if (select.dataset.ids === ids) return;
  select.dataset.ids = ids;
  const chosen = select.value;
  for (const old of select.querySelectorAll("optgroup")) old.remove();
  for (const [label, things] of groups) {
    const options = things.map(([value, { name }]) => html("option", { value, textContent: name }));
    if (options.length) select.append(html("optgroup", { label }, options));
  }
  select.value = ids.split(" ").includes(chosen) ? chosen : "";
}

/** Each program once, whatever its instances. @returns {[string, {name: string}][]} */
function programs(store) {
  const named = store.ofKind("worker").map(([, { program, name }]) => [program, { name: name.replace(/ \d+$/, "") }]);
  return [...new Map(named)];
}
