/** The few words inside the boxes. */

import { duration, gettext, number, perSecond, say } from "#lab/room/words.js";

/** Rarer kinds of boxes are added when they come. @type {Record<string, (entity: object, moment: object) => string>} */
export const CAPTIONS = { caller, topic, queue, worker, server: worker, terminal };

/** The small line of a box. @param {object} entity @param {{nowMs: number, perSecond: number | null}} moment */
export function captionOf(entity, moment) {
  const write = CAPTIONS[entity.kind];
  return write ? write(entity, moment) : entity.kind;
}

/** The class that colours a box; the caption says the same in words. */
export function stateClassOf(entity) {
  const state = entity.state ?? (entity.running === false || entity.failing ? "stopped" : "running");
  if (state !== "running") return `down ${state}`;
  return entity.slow > 1 ? "slow" : "up";
}

/** What stands below a queue's slots: hidden and delayed messages, age of the oldest. @returns {string[]} */
export function queueFootOf(entity, nowMs) {
  const parts = [];
  if (entity.hidden) parts.push(say(gettext("{count} hidden"), { count: number(entity.hidden) }));
  if (entity.delayed) parts.push(say(gettext("{count} delayed"), { count: number(entity.delayed) }));
  if (entity.oldest_sent_ms !== null && entity.oldest_sent_ms !== undefined) {
    parts.push(say(gettext("oldest {age}"), { age: duration(nowMs - entity.oldest_sent_ms) }));
  }
  return parts;
}

function caller(entity) {
  if (!entity.running) return gettext("stopped");
  return say(gettext("{rate} orders/s"), { rate: perSecond(entity.rate_per_s) });
}

function topic() {
  return gettext("topic");
}

function queue(entity) {
  return say(gettext("{count} waiting"), { count: number(entity.visible) });
}

function worker(entity, moment) {
  const sinceMs = moment.nowMs - entity.since_ms;
  if (entity.state === "stopped") return say(gettext("stopped {time}"), { time: duration(sinceMs) });
  if (entity.state === "crashed") return `✕ ${say(gettext("crashed {time}"), { time: duration(sinceMs) })}`;
  const rate = moment.perSecond === null ? "" : say(gettext("{rate}/s"), { rate: perSecond(moment.perSecond) });
  return entity.slow > 1 ? `${rate} · ${say(gettext("{factor}× slower"), { factor: number(entity.slow) })}` : rate;
}

function terminal() {
  return gettext("terminal");
}
