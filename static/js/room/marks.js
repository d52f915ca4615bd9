/** What stands on the rail: the commands, faults and goals of a run, each with its few words. */

import "#lab/later_sentences.js";

import { commandWords } from "#lab/room/command_words.js";
import { eventSentence } from "#lab/room/sentences.js";
import { gettext } from "#lab/room/words.js";

const MARKS_MOST = 200;
const BREAKS = new Set(
  "stop crash cut slow_down set_loss stop_kubelet kill_container crash_container".split(" "),
);

/**
 * @typedef {{atMs: number, sort: "fault" | "change" | "reached" | "missed", words: string, leadsMs?: number}} Mark
 *   `leadsMs`: where a press on it leads, if not to its own moment
 */

/**
 * The marks of a run, oldest first; of too many the newest stay.
 * @param {{commands: object[], goals: object[]}} history  the answer to `room.history`
 * @param {import("#lab/room/store.js").Store} store  knows what the parts are called; the words of their commands are
 *   those that the scene has fetched
 * @returns {Mark[]}
 */
export function marksOf({ commands, goals }, store) {
  const marks = commands.filter(isMembers).map((command) => markOf(command, store));
  for (const goal of goals) if (goal.at_us !== null && goal.status !== "not_yet") marks.push(goalMark(goal, store));
  return marks.sort((one, other) => one.atMs - other.atMs).slice(-MARKS_MOST);
}

/** A wire client's calls are the traffic of the run, not turns in it. */
function isMembers({ by }) {
  return !by?.startsWith("@");
}

function markOf(command, store) {
  const sort = breaks(command) ? "fault" : "change";
  const words = wordsOf(command, store);
  const atMs = command.at_us / 1000;
  return isSent(command) ? { atMs, sort, words, leadsMs: Math.max(0, atMs - 0.001) } : { atMs, sort, words };
}

/** It only sets out then. Nothing of it is seen yet, so whoever goes on from there expects to go on without it. */
function isSent({ name }) {
  return name.startsWith("kubectl.");
}

function breaks({ name, args }) {
  const verb = name.split(".").at(-1);
  return BREAKS.has(verb) && args.factor !== 1 && args.per_million !== 0;
}

function goalMark({ goal, status, at_us }, store) {
  const event = { event: status === "reached" ? "GoalReached" : "GoalMissed", data: { goal } };
  return { atMs: at_us / 1000, sort: status === "reached" ? "reached" : "missed", words: eventSentence(event, store) };
}

/** @param {{name: string, args: object}} command @param {import("#lab/room/store.js").Store} store */
function wordsOf({ name: command, args }, store) {
  const instead = args.factor === 1 ? AT_FULL_SPEED : SAYING_LESS[command.split(".").at(-1)];
  return commandWords({ command, args }, { get: nameIn(store), entities: store.entities }, instead);
}

/** What a thing is called is so still; what it was connected with is not known here. */
function nameIn(store) {
  return (id) => {
    const name = store.get(id)?.name;
    return name === undefined ? undefined : { name };
  };
}

const AT_FULL_SPEED = gettext("{worker} at full speed");
/** Where only what was connected before could say more. */
const SAYING_LESS = {
  detach: gettext("{worker} lets go of its queue"),
  set_queue_attributes: gettext("{queue}: new settings"),
  unsubscribe: gettext("{topic}: a subscriber disconnected"),
  set_subscription_attributes: gettext("{topic}: a subscription changed"),
};
