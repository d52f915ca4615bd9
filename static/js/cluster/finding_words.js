/** A cluster's run in words: each finding of `room.words` as one sentence. The codes: labs/rooms/cluster_words.py. */

import "#lab/later_sentences.js";

import { objectName, partName } from "#lab/cluster/event_values.js";
import { goalsOf, listed } from "#lab/room/finding_values.js";
import { momentWords } from "#lab/room/finding_words.js";
import { duration, gettext, ngettext, number, say } from "#lab/room/words.js";

/** Which sentence a finding gets, by its values. @type {Record<string, (values: object) => string>} */
const SENTENCES = {
  ran: ({ commands }) =>
    commands
      ? gettext("The cluster ran for {span}, and {commands} changed it.")
      : gettext("The cluster ran for {span}, and nobody changed anything."),
  applied: () => gettext("At {at} {object} was applied."),
  scaled: () => gettext("At {at} {object} was set to {replicas}."),
  deleted: () => gettext("At {at} {object} was deleted."),
  drained: () => gettext("At {at} {node} was drained."),
  bound: () => gettext("At {at} {object} was bound to {node} by hand."),
  labelled: () => gettext("At {at} the labels of {object} were changed."),
  tainted: ({ taint }) =>
    taint.endsWith("-")
      ? gettext("At {at} {node} lost a taint: {taint}.")
      : gettext("At {at} {node} got a taint: {taint}."),
  cordoned: () => gettext("At {at} {node} was cordoned."),
  node_lost: lostSentence,
  stopped: ({ for_us: forUs }) =>
    forUs === null
      ? gettext("At {at} the {part} stopped and has not started again; what ran goes on running.")
      : gettext("At {at} the {part} stopped for {span}; what ran went on running."),
  cut: ({ for_us: forUs }) =>
    forUs === null
      ? gettext("At {at} the connection between {a} and {b} was cut and is still cut.")
      : gettext("At {at} the connection between {a} and {b} was cut for {span}."),
  expired: ({ after_us: afterUs }) =>
    afterUs === null
      ? gettext("At {at} {who} read everything anew: its last version was too old.")
      : gettext("At {at}, {after} after the cut, {who} read everything anew: its last version was too old."),
  resumed: () => gettext("At {at} the watch of {who} went on where it had stopped, with {missed} to catch up on."),
  restarted: ({ by_hand: byHand }) =>
    byHand
      ? gettext("Containers were started again: {times}, in {pods}, after somebody had ended them.")
      : gettext("Containers ended and were started again: {times}, in {pods}."),
  unpulled: () => gettext("The image {image} could not be pulled: {times}."),
  rolled_out: () => gettext("At {at} the rollout of {object} was complete, revision {revision}."),
  stuck: () => gettext("At {at} the rollout of {object}, revision {revision}, had not got on for too long."),
  pending: ({ message }) =>
    message ? gettext("{pods} without a node: {message}") : gettext("{pods} without a node: nobody has looked yet."),
  goal_reached: ({ goals }) => ngettext("Goal reached: {goals}.", "Goals reached: {goals}.", goals.length),
  goal_missed: ({ goals }) => ngettext("Goal missed: {goals}.", "Goals missed: {goals}.", goals.length),
  quiet: () => gettext("Now everything is as it should be: {nodes}, {pods}."),
  now: ({ down }) =>
    down.length
      ? gettext("With {down} down or cut off: {readyNodes} of {nodes} ready; last report: {running} of {pods} running.")
      : gettext("Now {readyNodes} of {nodes} ready, {running} of {pods} running."),
};

/** How a node fell silent. */
const LOST = {
  crashed: gettext("At {at} {node} lost its power"),
  stopped: gettext("At {at} the kubelet of {node} stopped"),
  cut: gettext("At {at} {node} was cut off"),
};

const SPANS = [
  ["span", "for_us"],
  ["after", "after_us"],
  ["noticed", "noticed_us"],
  ["replaced", "replaced_us"],
];

/** Counts with their nouns. */
const COUNTED = {
  commands: (count) => ngettext("{count} command", "{count} commands", count),
  pods: (count) => ngettext("{count} Pod", "{count} Pods", count),
  nodes: (count) => ngettext("{count} node", "{count} nodes", count),
  times: (count) => ngettext("{count} time", "{count} times", count),
  missed: (count) => ngettext("{count} change", "{count} changes", count),
  replicas: (count) => ngettext("{count} Pod", "{count} Pods", count),
};

/**
 * One sentence, or null for a code that has none.
 * @param {import("#lab/room/finding_words.js").Finding} finding
 * @param {import("#lab/room/store.js").Store} _store
 * @param {(atUs: number | null) => string} [written]  how its moments are written
 */
export function findingSentence({ line, at_us: atUs, values }, _store, written = momentWords) {
  const sentence = SENTENCES[line]?.(values);
  return sentence ? say(sentence, { ...wordsOf(values, written), at: written(atUs) }) : null;
}

export { momentWords };

function lostSentence({ how, noticed_us: noticedUs, replaced_us: replacedUs, pods, for_us: forUs }) {
  const parts = [LOST[how]];
  if (noticedUs !== null) parts.push(gettext("after {noticed} it was Unknown"));
  if (pods) parts.push(gettext("{pods} had to go"));
  if (replacedUs !== null) parts.push(gettext("after {replaced} they were replaced"));
  parts.push(forUs === null ? gettext("it is not back") : gettext("after {span} it was back"));
  return `${parts.join(gettext("; "))}.`;
}

function wordsOf(values, written) {
  const words = { ...values };
  for (const [noun, counted] of Object.entries(COUNTED)) {
    if (typeof values[noun] === "number") words[noun] = say(counted(values[noun]), { count: number(values[noun]) });
  }
  for (const [name, of] of SPANS) words[name] = duration((values[of] ?? 0) / 1000);
  if (values.object) words.object = values.resource ? objectName(values.resource, values.object) : values.object;
  if (values.who) words.who = partName(values.who);
  if (values.message) [words.message] = values.message.split(" preemption: ");
  if (values.goals) words.goals = listed(goalsOf(values, written));
  if (values.down) words.down = listed(values.down.map((name) => partName(name)));
  words.readyNodes = values.ready_nodes;
  return words;
}
