/** The kinds of events, a handful with a short name each, and the things they are about: choices of a filter. */

import { html } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

/**
 * @typedef {object} Choices  what a scene offers
 * @property {Record<string, string>} kinds  each with a short name
 * @property {[string, string][]} things  titles, and the kind of entity below each
 */

/**
 * Fills the choice of kinds.
 * @param {HTMLSelectElement} select  its first option is "everything"
 * @param {Choices} choices
 */
export function offerKinds(select, { kinds }) {
  select.append(...Object.entries(kinds).map(([value, textContent]) => html("option", { value, textContent })));
}

/**
 * Offers everything that stands in the scene; what is chosen stays chosen.
 * @param {HTMLSelectElement} select
 * @param {import("#lab/room/store.js").Store} store
 * @param {Choices} choices
 */
export function offerThings(select, store, { things: kinds }) {
  const groups = [
    ...kinds.map(([label, kind]) => [label, store.ofKind(kind)]),
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
