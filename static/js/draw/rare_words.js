/** What the drawing shows of rarer things by shapes, in words: for the table. Pure. */

import { deadEnds } from "#lab/draw/side_wires.js";
import { mailCountWords } from "#lab/draw/mail.js";
import { gettext, number, say } from "#lab/room/words.js";

/** @param {string} id @param {object} entity @param {import("#lab/room/store.js").Store} store @returns {string[]} */
export function rareWordsOf(id, entity, store) {
  const nameOf = (other) => store.get(other)?.name ?? other.split("/").at(-1);
  return [
    ...(entity.groups ?? []).map(groupWords),
    ...(entity.groups_more ? [say(gettext("{count} more groups"), { count: number(entity.groups_more) })] : []),
    ...deadEnds(entity).map((end) => deadWords(end, nameOf)),
    ...deadSources(id, store),
    ...(entity.subscriptions ?? []).filter(({ filter }) => filter).map((one) => filterWords(one, nameOf)),
    ...(entity.kind === "outbox" || entity.kind === "mailbox" ? mailCountWords(entity) : []),
  ];
}

function groupWords({ name, waiting, hidden, blocked, noisy }) {
  const parts = [say(gettext("{count} waiting"), { count: number(waiting) })];
  if (hidden) parts.push(say(gettext("{count} hidden"), { count: number(hidden) }));
  if (blocked) parts.push(gettext("blocked by the first"));
  if (noisy) parts.push(gettext("more than its share"));
  return `${name}: ${parts.join(", ")}`;
}

function deadWords({ to, receives }, nameOf) {
  const words = { name: nameOf(to), count: number(receives ?? 0) };
  return say(receives ? gettext("dead letters to {name} after {count}×") : gettext("dead letters to {name}"), words);
}

function deadSources(id, store) {
  const sources = [...store.entities.values()].filter((one) => deadEnds(one).some(({ to }) => to === id));
  return sources.map(({ name }) => say(gettext("dead letters of {name}"), { name }));
}

function filterWords({ target, endpoint, filter }, nameOf) {
  return say(gettext("filter for {name}: {policy}"), { name: nameOf(target ?? endpoint), policy: filter });
}
