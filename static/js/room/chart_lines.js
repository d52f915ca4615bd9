/** From a run's recorded series to the lines of its charts. Pure; knows the names of the engines' gauges. */

const SECOND_US = 1_000_000;
const LINES_MOST = 6;

/** @typedef {"waiting" | "age" | "rate" | "latency" | "pods" | "nodes"} ChartKind */
/**
 * @typedef {object} ChartData
 * @property {string} key  the same for the same chart of another run
 * @property {ChartKind} kind
 * @property {string | null} about  the program, where a chart is of one
 * @property {{name: string, about: string | null, values: (number | null)[]}[]} lines  `name`: see the kind
 * @property {number} left_out  lines beyond the most that one chart shows
 */

/**
 * The charts of a history: depth and age of each queue, what is accepted and handled, how long it takes;
 * of a cluster its Pods and nodes.
 * @param {{times_us: number[], series: Record<string, number[]>}} history
 * @returns {ChartData[]}
 */
export function chartsOf({ times_us: timesUs, series }) {
  const of = (pattern, values) => linesOf(series, pattern, (line) => values(line, timesUs));
  const accepted = of(/^(?!ledger\.)(.+)\.(accepted)$/, perSecond);
  const charts = [
    chart("pods", null, of(/^apiserver\.pods_(ready|running|waiting)$/, asRecorded)),
    chart("nodes", null, of(/^apiserver\.(nodes|nodes_ready)$/, asRecorded)),
    chart("waiting", null, of(/^sqs\.(.+)\.visible$/, asRecorded)),
    chart("age", null, of(/^sqs\.(.+)\.age_s$/, asRecorded)),
    chart("rate", null, [...accepted, ...of(/^ledger\.(.+)\.handled$/, perSecond)]),
  ];
  for (const [program, lines] of percentiles(series)) charts.push(chart("latency", program, lines));
  return charts.filter(({ lines }) => lines.length);
}

/** Of very many lines those that rise highest, in their own order. */
function chart(kind, about, lines) {
  const peaks = lines.map((line) => Math.max(0, ...line.values)).sort((a, b) => b - a);
  const least = peaks[LINES_MOST - 1] ?? -1;
  const shown = lines.filter((line) => Math.max(0, ...line.values) >= least).slice(0, LINES_MOST);
  const key = [kind, about].filter(Boolean).join(" ");
  return { key, kind, about, lines: shown, left_out: lines.length - shown.length };
}

function linesOf(series, pattern, values) {
  const lines = [];
  for (const [name, line] of Object.entries(series)) {
    const found = pattern.exec(name);
    if (found) lines.push({ name: found[2] ?? "", about: found[1], values: values(line) });
  }
  return lines;
}

function asRecorded(line) {
  return line;
}

/** The difference quotient of a count; before the first sample it was 0 at the moment 0. */
function perSecond(line, timesUs) {
  return line.map((count, at) => {
    const spanUs = timesUs[at] - (timesUs[at - 1] ?? 0);
    return spanUs > 0 ? (Math.max(0, count - (line[at - 1] ?? 0)) * SECOND_US) / spanUs : null;
  });
}

/** Percentiles of each program in seconds; 0 means that nothing was finished, which is a gap. */
function percentiles(series) {
  const programs = new Map();
  for (const [name, line] of Object.entries(series)) {
    const [, program, percentile] = /^ledger\.(.+)\.(p50|p95|p99)_ms$/.exec(name) ?? [];
    if (!program) continue;
    const values = line.map((ms) => (ms > 0 ? ms / 1000 : null));
    programs.set(program, [...(programs.get(program) ?? []), { name: percentile, about: program, values }]);
  }
  return programs;
}

/**
 * What a line had at a moment: its newest sample that is not later.
 * @param {number[]} timesMs  ascending
 * @returns {number} the index, -1 before the first
 */
export function sampleAt(timesMs, ms) {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesMs[middle] <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
