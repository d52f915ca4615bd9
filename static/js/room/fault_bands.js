/** When something was broken: the spans between the command that broke a part and the one that mended it. Pure. */

/**
 * @typedef {object} Band
 * @property {"stopped" | "crashed" | "slow" | "cut" | "loss"} kind
 * @property {string} about  a part, or the two ends of a connection as "sns sqs"
 * @property {number | null} instance  null: all of the part
 * @property {number | null} much  how many times slower, or how many of a million packets are lost
 * @property {number} fromMs
 * @property {number | null} toMs  null: still so at the end
 */

/** What each command does to its part: it opens a band of a kind, or null, it only closes those of a lane. */
const ACTIONS = {
  stop: () => ({ lane: "down", kind: "stopped" }),
  crash: () => ({ lane: "down", kind: "crashed" }),
  start: () => ({ lane: "down", kind: null }),
  stop_kubelet: () => ({ lane: "down", kind: "stopped" }),
  start_kubelet: () => ({ lane: "down", kind: null }),
  slow_down: ({ factor }) => ({ lane: "slow", kind: factor > 1 ? "slow" : null, much: factor }),
  cut: () => ({ lane: "cut", kind: "cut" }),
  heal: () => ({ lane: "cut", kind: null }),
  set_loss: ({ per_million }) => ({ lane: "loss", kind: per_million > 0 ? "loss" : null, much: per_million }),
};

/**
 * The bands of a run, in the order in which they begin.
 * @param {{at_us: number, name: string, args: object}[]} commands  oldest first
 * @returns {Band[]}
 */
export function faultBands(commands) {
  const bands = [];
  for (const { at_us, name, args } of commands) {
    const [part, action] = splitName(name);
    const done = ACTIONS[action]?.(args);
    if (!done) continue;
    const band = { lane: done.lane, kind: done.kind, about: aboutOf(part, args), instance: args.instance ?? null };
    const fresh = { ...band, much: done.much ?? null, fromMs: at_us / 1000, toMs: null };
    if (!goesOn(bands, fresh)) change(bands, fresh);
  }
  return bands.filter(({ fromMs, toMs }) => fromMs !== toMs).map(({ lane: _lane, ...band }) => band);
}

function splitName(name) {
  const dot = name.lastIndexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
}

function aboutOf(part, { a, b }) {
  return a && b ? [a, b].sort().join(" ") : part;
}

/** The same again changes nothing, what is down cannot be stopped, and what holds for all instances holds for each. */
function goesOn(bands, fresh) {
  const kinds = fresh.kind === "stopped" ? ["stopped", "crashed"] : [fresh.kind];
  const covers = (band) => band.instance === null || band.instance === fresh.instance;
  return bands.some(
    (band) => isOpen(band, fresh) && kinds.includes(band.kind) && band.much === fresh.much && covers(band),
  );
}

/** Mending one instance also ends the band of the whole part: it no longer holds for the whole. */
function change(bands, fresh) {
  const mends = (band) => fresh.instance === null || band.instance === fresh.instance;
  const halfMends = (band) => fresh.kind === null && band.instance === null;
  for (const band of bands) if (isOpen(band, fresh) && (mends(band) || halfMends(band))) band.toMs = fresh.fromMs;
  if (fresh.kind !== null) bands.push(fresh);
}

function isOpen(band, fresh) {
  return band.toMs === null && band.lane === fresh.lane && band.about === fresh.about;
}
