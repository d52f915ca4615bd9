/** A run in words: each finding of `room.words` as one sentence. The codes and values stand in labs/rooms/words.py. */

import "#lab/later_sentences.js";

import { TROUBLES } from "#lab/room/finding_troubles.js";
import { wordsOf } from "#lab/room/finding_values.js";
import { duration, gettext, ngettext, say } from "#lab/room/words.js";

/**
 * @typedef {object} Finding
 * @property {string} line  the code
 * @property {number | null} at_us
 * @property {Record<string, any>} values
 */

/** Which sentence a finding gets, by its values. @type {Record<string, (values: object) => string>} */
const SENTENCES = {
  ran: ({ commands }) =>
    commands
      ? gettext("{orders} came in over {span}, and {commands} changed the run.")
      : gettext("{orders} came in over {span}, and nobody changed anything."),
  rate: (values) => troubleSentence(values.was_per_s === null ? "rate" : "rateKnown", values),
  purged: () => gettext("At {at} the queue {queue} was emptied, and {messages} went with it."),
  deleted: () => gettext("At {at} the queue {queue} was deleted, and {messages} went with it."),
  backlog: () =>
    gettext("With nothing broken, {queue} got more than was worked off: {messages} at {at}, the oldest {oldest} old."),
  drained: ({ program }) =>
    program
      ? gettext("At {at}, {after} after the fault was over, {program} had caught up: nothing waited in {queue}.")
      : gettext("At {at}, {after} after the fault was over, nothing waited in {queue}."),
  lost: ({ program }) =>
    program
      ? gettext("Lost for {program}: {orders}, because {cause}.")
      : gettext("Lost, counting an order once per service: {orders}, because {cause}."),
  none_lost: () => gettext("Of {orders} none was lost."),
  again: ({ program }) =>
    program
      ? gettext("Delivered to {program} again: {times}, because {cause}.")
      : gettext("Delivered again: {times}, because {cause}."),
  goal_reached: ({ goals }) => ngettext("Goal reached: {goals}.", "Goals reached: {goals}.", goals.length),
  goal_missed: ({ goals }) => ngettext("Goal missed: {goals}.", "Goals missed: {goals}.", goals.length),
  quiet: () => gettext("Now no part is down and nothing piles up; counting an order once per service: {counts}."),
  now: nowSentence,
};

/**
 * One sentence, or null for a code that has none.
 * @param {Finding} finding
 * @param {import("#lab/room/store.js").Store} store  for the names on the screen
 * @param {(atUs: number | null) => string} [written]  how its moments are written
 */
export function findingSentence({ line, at_us: atUs, values }, store, written = momentWords) {
  const sentence = SENTENCES[line]?.(values) ?? troubleSentence(line, values);
  return sentence ? say(sentence, { ...wordsOf(line, values, store, written), at: written(atUs) }) : null;
}

/** When: how far into the run. @param {number | null} atUs */
export function momentWords(atUs) {
  return duration((atUs ?? 0) / 1000);
}

function troubleSentence(line, values) {
  const telling = TROUBLES[line];
  const time = telling?.over && values.for_us !== null ? "over" : "lasts";
  return telling?.[values.queue ? `${time}Grew` : time];
}

function nowSentence({ down, queue }) {
  if (down.length && queue) {
    return gettext("Now, with {down} down and {messages} in {queue}, counting an order once per service: {counts}.");
  }
  if (down.length) return gettext("Now, with {down} down, counting an order once per service: {counts}.");
  if (queue) return gettext("Now, with {messages} in {queue}, counting an order once per service: {counts}.");
  return gettext("Now something is still broken; counting an order once per service: {counts}.");
}
