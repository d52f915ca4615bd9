/** Two runs in words and tables: the first event in which they differ, their ledgers, their goals. */

import { html } from "#lab/room/elements.js";
import { eventSentence, goalTitles } from "#lab/room/sentences.js";
import { clockFace, gettext, number, say } from "#lab/room/words.js";

/**
 * @typedef {object} Side
 * @property {"A" | "B"} letter
 * @property {number} branch
 * @property {string} name
 * @property {number} head_us
 * @property {Record<string, number>} ledger  of the moment at which the shorter run ends
 * @property {{goal: string, status: string, at_us: number | null}[]} goals
 */

/**
 * Where two runs part: a sentence, what happens next in each, and the way there.
 * @param {{difference: {at_us: number, a: object | null, b: object | null} | null}} found
 * @param {Side[]} sides
 * @returns {Node[]}
 */
export function differenceOf({ difference }, sides, { store, seek }) {
  if (!difference) {
    const same = gettext("As far as both go they are the same, event by event.");
    return [html("p", { textContent: same })];
  }
  const moment = clockFace(difference.at_us / 1000);
  const same = html("p", { textContent: say(gettext("Up to {moment} both are the same. Then:"), { moment }) });
  const facts = [difference.a, difference.b];
  const lines = sides.map((side, at) => html("li", {}, sideOf(side, facts[at], difference.at_us, { store, seek })));
  return [same, html("ul", { className: "difference" }, lines)];
}

function sideOf({ letter, name, branch }, fact, atUs, { store, seek }) {
  const happened = fact ? eventSentence(fact, store) : gettext("nothing more happens");
  const there = fact?.at_us ?? atUs;
  const label = say(gettext("Show {moment} of {name}"), { moment: clockFace(there / 1000), name });
  const button = html("button", { type: "button", className: "button", textContent: label });
  button.addEventListener("click", () => seek(there, branch));
  return [html("b", { textContent: `${letter} ` }), html("span", { textContent: happened }), button];
}

/**
 * The ledgers: what became of the orders until one moment, in each and the difference; what came out is first.
 * @param {Side[]} sides
 * @param {number} untilMs
 */
export function ledgersTable(sides, untilMs) {
  const names = {
    lost: gettext("lost"),
    handled: gettext("handled"),
    again: gettext("delivered again"),
    waiting: gettext("queued"),
    moving: gettext("on the way"),
    accepted: gettext("accepted"),
  };
  const rows = Object.entries(names).map(([name, label]) => {
    const [a, b] = sides.map(({ ledger }) => ledger?.[name] ?? 0);
    return [label, number(a), number(b), signed(b - a)];
  });
  const longer = sides.find(({ head_us: headUs }) => headUs / 1000 > untilMs);
  const where = say(gettext("Where is every order at {moment}?"), { moment: clockFace(untilMs) });
  const why = longer ? say(gettext("{letter} runs on after that."), { letter: longer.letter }) : "";
  return tableOf(`${where} ${why}`.trim(), sides, rows, [gettext("B – A")]);
}

/** The goals and when they were decided. @param {Side[]} sides */
export function goalsTable(sides) {
  const names = [...new Set(sides.flatMap(({ goals }) => (goals ?? []).map(({ goal }) => goal)))];
  const rows = names.map((name) => {
    const states = sides.map(({ goals }) => goalWords((goals ?? []).find(({ goal }) => goal === name)));
    return [goalTitles[name] ?? name, ...states];
  });
  return tableOf(gettext("Goals"), sides, rows, []);
}

function goalWords(goal) {
  const moment = goal?.at_us === null || goal?.at_us === undefined ? "" : clockFace(goal.at_us / 1000);
  if (goal?.status === "reached") return `★ ${say(gettext("reached at {moment}"), { moment })}`;
  if (goal?.status === "missed") return `✕ ${say(gettext("missed at {moment}"), { moment })}`;
  return gettext("not yet");
}

function signed(value) {
  if (value === 0) return "0";
  return `${value > 0 ? "+" : "−"}${number(Math.abs(value))}`;
}

function tableOf(caption, sides, rows, more) {
  const names = ["", ...sides.map(({ letter, name }) => `${letter}: ${name}`), ...more];
  const head = html("tr", {}, names.map((textContent) => html(textContent ? "th" : "td", headOf(textContent))));
  const body = rows.map(([label, ...cells]) => {
    const heading = html("th", { scope: "row", textContent: label });
    return html("tr", {}, [heading, ...cells.map((textContent) => html("td", { className: "num", textContent }))]);
  });
  const parts = [html("caption", { textContent: caption }), html("thead", {}, [head]), html("tbody", {}, body)];
  return html("table", {}, parts);
}

function headOf(textContent) {
  return textContent ? { scope: "col", textContent } : {};
}
