/** The values of a finding as its sentence reads them: names as on the screen, counts with their nouns, spans. */

import { causeWords } from "#lab/room/finding_causes.js";
import { EFFECTS } from "#lab/room/finding_troubles.js";
import { endsOf, goalTitles, nameOf } from "#lab/room/sentences.js";
import { duration, gettext, ngettext, number, say } from "#lab/room/words.js";

/** Counts with their nouns, for the language decides how one differs from many. */
const COUNTED = {
  orders: (count) => ngettext("{count} order", "{count} orders", count),
  commands: (count) => ngettext("{count} command", "{count} commands", count),
  messages: (count) => ngettext("{count} message", "{count} messages", count),
  instances: (count) => ngettext("{count} instance", "{count} instances", count),
  times: (count) => ngettext("{count} time", "{count} times", count),
};

/**
 * @param {string} line
 * @param {Record<string, any>} values
 * @param {import("#lab/room/store.js").Store} store
 * @param {(atUs: number) => string} written  how a moment is written
 */
export function wordsOf(line, values, store, written) {
  const words = { ...values, ...numbersOf(values), ...countsOf(values), ...spansOf(values), ...namesOf(values, store) };
  if (values.goals) words.goals = listed(goalsOf(values, written));
  words.cause = causeWords(line, values.cause);
  if (values.queue && values.most) words.effect = effectOf(values, words);
  words.counts = say(gettext("{handled} handled, {moving} on the way, {waiting} queued, {lost} lost"), words);
  return words;
}

function effectOf({ for_us: forUs, grew_until_us: untilUs, most }, words) {
  const changed = forUs === undefined && typeof untilUs === "number" ? EFFECTS.until : EFFECTS.lasts;
  const told = typeof forUs === "number" ? EFFECTS.over : changed;
  return say(told(most), words);
}

function numbersOf(values) {
  const { per_s: rate, was_per_s: before, most, handled, moving, waiting, lost } = values;
  const numbers = { rate, before, most, handled, moving, waiting, lost, share: values.per_million / 10_000 };
  const known = Object.entries(numbers).filter(([, value]) => typeof value === "number");
  return Object.fromEntries(known.map(([name, value]) => [name, number(value)]));
}

function countsOf({ orders, commands, instances, messages, most, deliveries }) {
  const counts = { orders, commands, instances, messages: messages ?? most, times: deliveries };
  const known = Object.entries(counts).filter(([, count]) => typeof count === "number");
  return Object.fromEntries(known.map(([noun, count]) => [noun, say(COUNTED[noun](count), { count: number(count) })]));
}

function spansOf({ for_us: forUs, after_us: afterUs, grew_until_us: untilUs, oldest_s: oldestS }) {
  return {
    span: duration((forUs ?? 0) / 1000),
    after: duration((afterUs ?? 0) / 1000),
    grewUntil: duration((untilUs ?? 0) / 1000),
    oldest: duration((oldestS ?? 0) * 1000),
  };
}

function namesOf({ program, instance, a, b, target, topic, down }, store) {
  const names = {};
  if (target) names.target = placeName(target, store);
  if (topic) names.topic = say(gettext("topic {name}"), { name: topic });
  if (program) names.program = nameOf(instance ? `${program}/${instance}` : program, store);
  if (a) Object.assign(names, endsOf({ a, b }));
  if (down) names.down = listed(down.map((one) => nameOf(one, store)));
  return names;
}

/** Queues and programs often have the same name, so one says which is meant. */
function placeName(id, store) {
  const name = nameOf(id, store);
  return id.startsWith("sqs/") ? say(gettext("queue {name}"), { name }) : name;
}

/** Each goal with its own moment. */
export function goalsOf({ goals, moments_us: momentsUs }, written) {
  return goals.map((name, at) => {
    const values = { goal: goalTitles[name] ?? name, moment: written(momentsUs[at]) };
    return say(gettext("“{goal}” at {moment}"), values);
  });
}

/** "a, b and c". */
export function listed(names) {
  if (names.length < 2) return names.join();
  return say(gettext("{first} and {last}"), { first: names.slice(0, -1).join(", "), last: names.at(-1) });
}
