/** Sentences from the catalogue of the page's language: values put in, Korean particles chosen, numbers written. */

import { withParticles } from "#lab/room/particles.js";

/**
 * Sentence -> its translation, or the one translation of its singular and plural: Korean has no other. Those of modules
 * that are fetched later come with "#lab/later_sentences.js", which each of them imports first.
 */
const sentences = (globalThis.sentences ??= {});

/** The translation of a sentence; the sentence itself where there is none. */
export function gettext(text) {
  return sentences[text] ?? text;
}

/** The same for sentences that differ between one and many. */
export function ngettext(one, many, count) {
  return sentences[one]?.[0] ?? (count === 1 ? one : many);
}

/**
 * Puts values into a translated sentence: `say(gettext("{worker} stopped"), {worker: "Shipping"})`.
 * @param {string} sentence
 * @param {Record<string, string | number>} [values]
 */
export function say(sentence, values = {}) {
  const filled = sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  return withParticles(filled);
}

/** What an English sentence may begin with that is no name. */
const BEGINNING = /^(order \d|(queue|topic) [\w-]|a message |somebody in |the room)/;

/** A whole sentence: "Order 7 …"; the names of people and parts stay as they are. */
export function begun(sentence) {
  return BEGINNING.test(sentence) ? sentence[0].toUpperCase() + sentence.slice(1) : sentence;
}

/** The page's language, for the browser's own number formats. */
export function language() {
  return document.documentElement.lang || "en";
}

/** @type {Intl.NumberFormat | undefined} made once: that takes longer than a hundred numbers */
let format;

/** A whole number with its thousands marked. */
export function number(value) {
  format ??= new Intl.NumberFormat(language());
  return format.format(value);
}

/** A rate with one decimal: "5.0". */
export function perSecond(value) {
  return value >= 100 ? number(Math.round(value)) : value.toFixed(1);
}

/** How long, in the largest unit that says enough: "0.4 s", "17 s", "2 min 5 s". Takes milliseconds. */
export function duration(ms) {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 1) return say(gettext("{seconds} s"), { seconds: seconds.toFixed(1) });
  if (seconds < 60) return say(gettext("{seconds} s"), { seconds: Math.floor(seconds) });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say(gettext("{minutes} min {seconds} s"), { minutes, seconds: Math.floor(seconds % 60) });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return say(gettext("{hours} h {minutes} min"), { hours, minutes: minutes % 60 });
  return say(gettext("{days} d {hours} h"), { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** Simulated time as a clock shows it: "00:43.2", "1:02:03.4". Takes milliseconds. */
export function clockFace(ms) {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  const seconds = Math.floor(tenths / 10);
  const pair = (value) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const face = `${pair(Math.floor(seconds / 60) % 60)}:${pair(seconds % 60)}.${tenths % 10}`;
  return hours ? `${hours}:${face}` : face;
}
