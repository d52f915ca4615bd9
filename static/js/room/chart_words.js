/** The words of charts: titles, units, names of lines, what was broken. */

import { endsOf, nameOf } from "#lab/room/sentences.js";
import { gettext, language, say } from "#lab/room/words.js";

/** Title, unit and smallest step of each kind of chart. */
const KINDS = {
  waiting: { title: gettext("Waiting in each queue"), unit: gettext("messages"), leastStep: 1 },
  age: { title: gettext("Age of the oldest message"), unit: gettext("seconds"), leastStep: 1 },
  rate: { title: gettext("Orders accepted and handled"), unit: gettext("orders/s"), leastStep: 1 },
  pods: { title: gettext("Pods"), unit: "", leastStep: 1 },
  nodes: { title: gettext("Nodes"), unit: "", leastStep: 1 },
  latency: { title: gettext("From order to done: {name}"), unit: gettext("seconds"), leastStep: 0.1 },
};

/** Lines of a cluster by their gauges. @type {Record<string, string>} */
const LINES = {
  ready: gettext("ready"),
  running: gettext("running"),
  waiting: gettext("without a node"),
  nodes: gettext("all nodes"),
  nodes_ready: gettext("ready"),
};

const BANDS = {
  stopped: gettext("{name}: stopped"),
  crashed: gettext("{name}: crashed"),
  slow: gettext("{name}: {factor}× slower"),
  cut: gettext("{a} – {b}: cut"),
  loss: gettext("{a} – {b}: {share} % lost"),
};

/** @param {import("#lab/room/chart_lines.js").ChartData} chart @param {import("#lab/room/store.js").Store} store */
export function wordsOfChart({ kind, about }, store) {
  const { title, unit, leastStep } = KINDS[kind];
  return { title: say(title, { name: about ? nameOf(about, store) : "" }), unit, leastStep };
}

/** What a line is called at its end. */
export function lineLabel(kind, { name, about }, store) {
  if (kind === "latency") return name;
  if (kind === "pods" || kind === "nodes") return LINES[about];
  return kind === "rate" ? nameOf(about, store) : about;
}

/** What was broken, as short as a label. @param {import("#lab/room/fault_bands.js").Band} band */
export function bandLabel({ kind, about, instance, much }, store) {
  const [a, b] = about.split(" ");
  const ends = b === undefined ? {} : endsOf({ a, b });
  const name = nameOf(instance ? `${about}/${instance}` : about, store);
  return say(BANDS[kind], { name, factor: much, share: much / 10_000, ...ends });
}

/** A value as it is read out: "84", "0.4", "1,204". */
export function readable(value) {
  return value.toLocaleString(language(), { maximumFractionDigits: value < 10 ? 2 : 1 });
}
