/** A scheduling decision as a table: a row for each node, its verdict, a bar for each score. */

import { html } from "#lab/room/elements.js";
import { gettext, number, say } from "#lab/room/words.js";

const ROWS_MOST = 30;
const BAR_MOST = 100;

/**
 * @typedef {object} Verdict
 * @property {boolean} feasible
 * @property {string | null} plugin  the first that rejects the node
 * @property {string[]} reasons
 * @property {Record<string, {raw: number, normalized: number, weighted: number}>} scores
 * @property {number | null} total
 */
/**
 * @typedef {object} Decision
 * @property {string} pod
 * @property {"scheduled" | "unschedulable" | "nominated"} outcome
 * @property {string | null} node
 * @property {string[]} tied
 * @property {string | null} message
 * @property {Record<string, Verdict>} nodes
 * @property {{nominatedNode: string, victims: string[]} | null} preemption
 */

/** What came out, in one sentence. @param {Decision} decision */
export function outcomeWords({ pod, outcome, node, tied, message, preemption }) {
  const name = pod.replace(/^default\//, "");
  if (outcome === "scheduled") {
    const goes = say(gettext("{pod} goes to {node}."), { pod: name, node });
    const lot = gettext("{count} nodes have the same total: the lot decided.");
    return tied.length > 1 ? `${goes} ${say(lot, { count: number(tied.length) })}` : goes;
  }
  if (!preemption) return `${say(gettext("No node for {pod}."), { pod: name })} ${message ?? ""}`;
  const makes = gettext("{pod} waits for {node}: there these make room: {victims}.");
  return say(makes, { pod: name, node: preemption.nominatedNode, victims: preemption.victims.join(", ") });
}

/** @param {Decision} decision */
export function decisionTable({ node: chosen, nodes, tied }) {
  const all = Object.entries(nodes).sort((a, b) => rankOf(b, chosen) - rankOf(a, chosen));
  const plugins = pluginsOf(all);
  const most = Math.max(1, ...all.flatMap(([, { scores }]) => plugins.map((name) => scores[name]?.weighted ?? 0)));
  const names = [gettext("Node"), gettext("Filters"), ...plugins, gettext("Total")];
  const head = html("tr", {}, names.map((name) => html("th", { scope: "col" }, [broken(name)])));
  const rows = all.slice(0, ROWS_MOST).map((entry) => row(entry, { chosen, tied, plugins, most }));
  const caption = html("caption", { className: "unseen", textContent: gettext("Why this node") });
  const parts = [caption, html("thead", {}, [head]), html("tbody", {}, rows)];
  const table = html("table", { className: "decision", tabIndex: 0 }, parts); // on a phone it scrolls sideways
  const left = all.length - rows.length;
  const more = left ? say(gettext("{count} more nodes"), { count: number(left) }) : "";
  return html("div", {}, [table, html("p", { className: "soft", textContent: more })]);
}

/** The chosen one, then the feasible ones by their totals, then the others. */
function rankOf([name, { feasible, total }], chosen) {
  if (name === chosen) return Infinity;
  return feasible ? (total ?? 0) : -1;
}

/** Those that tell nodes apart or give points at all. */
function pluginsOf(all) {
  const names = [...new Set(all.flatMap(([, { scores }]) => Object.keys(scores)))];
  return names.filter((name) => all.some(([, { scores }]) => scores[name]?.weighted));
}

function row([name, verdict], { chosen, tied, plugins, most }) {
  const isChosen = name === chosen;
  const sign = isChosen ? " ★" : tied.includes(name) ? " =" : "";
  const cells = plugins.map((plugin) => scoreCell(verdict.scores[plugin], most));
  const total = html("td", { className: "num", textContent: verdict.total === null ? "–" : number(verdict.total) });
  const head = html("th", { scope: "row", textContent: name + sign });
  const className = isChosen ? "won" : verdict.feasible ? "" : "out";
  return html("tr", { className }, [head, verdictCell(verdict), ...cells, total]);
}

function verdictCell({ feasible, plugin, reasons }) {
  if (feasible) return html("td", { textContent: "✓" });
  const why = html("small", { textContent: reasons.join(", ") });
  return html("td", { className: "refused" }, [`✕ ${plugin ?? ""} `, why]);
}

function scoreCell(score, most) {
  if (!score) return html("td", { className: "num", textContent: "–" });
  const bar = html("i", { className: "score-bar" });
  bar.style.width = `${Math.round((score.weighted / most) * BAR_MOST)}%`;
  const title = say(gettext("{raw} found, {normalized} of 100, {weighted} with its weight"), {
    raw: number(score.raw), normalized: number(score.normalized), weighted: number(score.weighted),
  });
  return html("td", { className: "num score", title }, [bar, html("span", { textContent: number(score.weighted) })]);
}

/** Names like NodeResourcesFit may break at their humps. */
function broken(name) {
  return document.createTextNode(name.replace(/([a-z])([A-Z])/g, "$1\u200B$2"));
}
