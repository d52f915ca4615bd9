/** Who sent what to whom: facts as points of a space-time drawing, and the ways between a fact and its cause. Pure. */

const ARROWS_MOST = 300;
const SPANS_MS = [10_000, 5000, 2000, 1000, 500, 200];
const BEFORE = 0.8;
const LOST_MS = 200;
const ENDS = new Set(["CopyDropped", "WorkLost", "MessageExpired", "OrderLost", "OrderGivenUp"]);
const OF_CALLERS = /^(Order(Accepted|HandedOver|GivenUp)|AttemptFailed)$/;

/** @typedef {{id: string, kind: string, name: string}} Column */
/**
 * @typedef {object} Way
 * @property {object} fact
 * @property {{column: number, atMs: number}} from
 * @property {{column: number, atMs: number}} to
 * @property {boolean} lost  it did not arrive
 * @property {boolean} ends  something ended here for good
 */

/**
 * Callers, topics, then each queue with the programs that work it off, then what is left.
 * @param {Map<string, object>} entities
 * @returns {Column[]}
 */
export function columnsOf(entities) {
  const all = [...entities];
  const of = (kind) => all.filter(([, entity]) => entity.kind === kind).map(([id, { name }]) => ({ id, kind, name }));
  const programs = programsOf(all);
  const pulling = (queue) => programs.filter(({ pulls }) => pulls.includes(queue.id));
  const worked = of("queue").flatMap((queue) => [queue, ...pulling(queue)]);
  const columns = [...of("caller"), ...of("topic"), ...worked, ...programs, ...of("server"), ...of("terminal")];
  return [...new Map(columns.map(({ id, kind, name }) => [id, { id, kind, name }])).values()];
}

function programsOf(all) {
  const workers = all.map(([, entity]) => entity).filter(({ kind }) => kind === "worker");
  return workers.map(({ program, name, pulls }) => {
    return { id: program, kind: "worker", name: name.replace(/ \d+$/, ""), pulls: pulls ?? [] };
  });
}

/** Where a fact happened: the index of its column, or null. @param {Column[]} columns */
export function columnOf({ event, data }, columns) {
  const find = (kind, name) => columns.findIndex((column) => column.kind === kind && column.name === name);
  if (OF_CALLERS.test(event)) return found(columns.findIndex(({ kind }) => kind === "caller"));
  if (data.topic) return found(find("topic", data.topic));
  if (data.program) return found(columns.findIndex(({ id }) => id === data.program));
  return data.queue ? found(find("queue", data.queue)) : null;
}

function found(index) {
  return index < 0 ? null : index;
}

/**
 * The ways around a moment, in the longest span that does not hold too many.
 * @param {object[]} facts  in any order; causes that are not among them have no way
 * @param {Column[]} columns
 * @param {number} nowMs
 * @returns {{fromMs: number, toMs: number, ways: Way[]}}
 */
export function waysAround(facts, columns, nowMs) {
  const all = waysOf(facts, columns);
  for (const spanMs of SPANS_MS) {
    const [fromMs, toMs] = spanAround(nowMs, spanMs);
    const ways = all.filter(({ from, to }) => to.atMs >= fromMs && from.atMs <= toMs);
    if (ways.length <= ARROWS_MOST) return { fromMs, toMs, ways };
  }
  const [fromMs, toMs] = spanAround(nowMs, SPANS_MS.at(-1));
  return { fromMs, toMs, ways: all.filter(({ to }) => to.atMs >= fromMs && to.atMs <= toMs).slice(-ARROWS_MOST) };
}

/** Most of a span lies before the moment: what has led to it. */
export function spanAround(nowMs, spanMs) {
  const fromMs = Math.max(0, nowMs - BEFORE * spanMs);
  return [fromMs, fromMs + spanMs];
}

/** @returns {Way[]} oldest first */
function waysOf(facts, columns) {
  const ordered = [...facts].sort((a, b) => a.id - b.id);
  const points = new Map(ordered.map((fact) => [fact.id, { fact, column: columnOf(fact, columns) }]));
  const lost = lostWays(ordered, points, columns);
  return ordered.flatMap((fact) => lost.get(fact.id) ?? wayOf(fact, points) ?? []);
}

function wayOf(fact, points) {
  const [to, cause] = [points.get(fact.id).column, points.get(fact.cause)];
  if (to === null) return null;
  const ends = ENDS.has(fact.event);
  const here = { column: to, atMs: fact.at_us / 1000 };
  if (cause !== undefined && cause.column !== null) {
    return { fact, from: { column: cause.column, atMs: cause.fact.at_us / 1000 }, to: here, lost: false, ends };
  }
  return ends ? { fact, from: here, to: here, lost: false, ends } : null;
}

/** A lost message left one end of its connection and never came to the other; which queue's copy it was, is told
 * only by how many were lost at once. */
function lostWays(facts, points, columns) {
  const ways = new Map();
  const last = new Map();
  const atOnce = new Map();
  for (const fact of facts) {
    const { trace, link } = fact.data;
    if (fact.event !== "PacketLost") last.set(trace, points.get(fact.id).column);
    else {
      const instant = `${fact.at_us} ${link} ${trace}`;
      atOnce.set(instant, (atOnce.get(instant) ?? -1) + 1);
      const way = lostWay(fact, last.get(trace), atOnce.get(instant), columns);
      if (way) ways.set(fact.id, way);
      if (way) points.get(fact.id).column = way.from.column;
    }
  }
  return ways;
}

function lostWay(fact, last, count, columns) {
  const [from, to] = fact.data.link.split(">").map((part) => columnsOfPart(part, columns));
  if (!from.length || !to.length) return null;
  const atMs = fact.at_us / 1000;
  const start = { column: from.includes(last) ? last : from[0], atMs };
  return { fact, from: start, to: { column: to[count % to.length], atMs: atMs + LOST_MS }, lost: true, ends: false };
}

/** The columns that belong to a component: "sqs" has "sqs/shipping" and "sqs/accounting". */
function columnsOfPart(part, columns) {
  return columns.flatMap(({ id }, at) => (id === part || id.startsWith(`${part}/`) ? [at] : []));
}
