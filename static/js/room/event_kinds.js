/** The kinds of events, a handful with a short name each, and the things they are about: choices of a filter. */

import { html } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

const OF_ORDERS = {
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

/**
 * Fills the choice of kinds.
 * @param {HTMLSelectElement} select  its first option is "everything"
 * @param {typeof OF_ORDERS} [own]  what another scene than messaging's has
 */
export function offerKinds(select, { kinds } = OF_ORDERS) {
  select.append(...Object.entries(kinds).map(([value, textContent]) => html("option", { value, textContent })));
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
