/** What was broken or changed in a run, and what came of it: the sentences that differ by whether a queue grew. */

import { gettext, ngettext } from "#lab/room/words.js";

/**
 * @typedef {object} Telling  one code's sentences: of what is over, and of what still lasts or has no end
 * @property {string} [over]
 * @property {string} [overGrew]  `{effect}`: how far a queue grew
 * @property {string} lasts
 * @property {string} lastsGrew
 */

/** @type {Record<string, Telling>} */
export const TROUBLES = {
  stopped: {
    over: gettext("At {at} {program} stopped for {span}."),
    overGrew: gettext("At {at} {program} stopped for {span}; {effect}."),
    lasts: gettext("At {at} {program} stopped and has not started again."),
    lastsGrew: gettext("At {at} {program} stopped and has not started again; {effect}."),
  },
  crashed: {
    over: gettext("At {at} {program} crashed and was down for {span}."),
    overGrew: gettext("At {at} {program} crashed and was down for {span}; {effect}."),
    lasts: gettext("At {at} {program} crashed and is still down."),
    lastsGrew: gettext("At {at} {program} crashed and is still down; {effect}."),
  },
  slowed: {
    over: gettext("From {at} on {program} worked {factor} times slower for {span}."),
    overGrew: gettext("From {at} on {program} worked {factor} times slower for {span}; {effect}."),
    lasts: gettext("Since {at} {program} has worked {factor} times slower."),
    lastsGrew: gettext("Since {at} {program} has worked {factor} times slower; {effect}."),
  },
  paused: {
    over: gettext("At {at} {program} stopped taking orders for {span}."),
    lasts: gettext("Since {at} {program} has taken no orders."),
  },
  cut: {
    over: gettext("At {at} the connection between {a} and {b} was cut for {span}."),
    overGrew: gettext("At {at} the connection between {a} and {b} was cut for {span}; {effect}."),
    lasts: gettext("At {at} the connection between {a} and {b} was cut and is not mended yet."),
    lastsGrew: gettext("At {at} the connection between {a} and {b} was cut and is not mended yet; {effect}."),
  },
  loss: {
    over: gettext("From {at} on the connection between {a} and {b} lost {share} % for {span}."),
    overGrew: gettext("From {at} on the connection between {a} and {b} lost {share} % for {span}; {effect}."),
    lasts: gettext("Since {at} the connection between {a} and {b} has lost {share} %."),
    lastsGrew: gettext("Since {at} the connection between {a} and {b} has lost {share} %; {effect}."),
  },
  rate: {
    lasts: gettext("At {at} the orders of {program} were set to {rate} per second."),
    lastsGrew: gettext("At {at} the orders of {program} were set to {rate} per second; {effect}."),
  },
  rateKnown: {
    lasts: gettext("At {at} the orders of {program} went from {before} to {rate} per second."),
    lastsGrew: gettext("At {at} the orders of {program} went from {before} to {rate} per second; {effect}."),
  },
  scaled: {
    lasts: gettext("At {at} {program} was scaled to {instances}."),
    lastsGrew: gettext("At {at} {program} was scaled to {instances}; {effect}."),
  },
  attached: {
    lasts: gettext("At {at} {program} was attached to the queue {wire}."),
    lastsGrew: gettext("At {at} {program} was attached to the queue {wire}; {effect}."),
  },
  detached: {
    lasts: gettext("At {at} {program} was detached from the queue {wire}."),
    lastsGrew: gettext("At {at} {program} was detached from the queue {wire}; {effect}."),
  },
  subscribed: {
    lasts: gettext("At {at} {target} was subscribed to {topic}."),
    lastsGrew: gettext("At {at} {target} was subscribed to {topic}; {effect}."),
  },
  unsubscribed: {
    lasts: gettext("At {at} {target} was unsubscribed from {topic}."),
    lastsGrew: gettext("At {at} {target} was unsubscribed from {topic}; {effect}."),
  },
  concurrency: {
    lasts: gettext("At {at} {program} was set to work on {concurrency} at a time."),
    lastsGrew: gettext("At {at} {program} was set to work on {concurrency} at a time; {effect}."),
  },
};

/**
 * How far a queue grew: "meanwhile" what had an end, "since then" what lasts or was changed for good,
 * "until" what was changed for good, if something else came after it.
 */
export const EFFECTS = {
  over: (most) =>
    ngettext(
      "meanwhile {most} message waited in {queue} at most, the oldest for {oldest}",
      "meanwhile up to {most} messages waited in {queue}, the oldest for {oldest}",
      most,
    ),
  until: (most) =>
    ngettext(
      "until {grewUntil} {most} message waited in {queue} at most, the oldest for {oldest}",
      "until {grewUntil} up to {most} messages waited in {queue}, the oldest for {oldest}",
      most,
    ),
  lasts: (most) =>
    ngettext(
      "since then {most} message has waited in {queue} at most, the oldest for {oldest}",
      "since then up to {most} messages have waited in {queue}, the oldest for {oldest}",
      most,
    ),
};
