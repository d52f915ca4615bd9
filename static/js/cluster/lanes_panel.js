/** Watch lanes: who in the cluster has seen which version of the store, and when. */

import "#lab/later_sentences.js";

import { partName } from "#lab/cluster/event_values.js";
import { isWrite } from "#lab/cluster/words.js";
import { html, write } from "#lab/room/elements.js";
import { svg } from "#lab/draw/svg.js";
import { gettext, number, say } from "#lab/room/words.js";

const SPAN_MS = 10_000;
const LANES_MOST = 14;
const KEPT_MOST = 60;
const EVERY_MS = 200;
const [WIDTH, HEIGHT] = [600, 26];
const SERVER = "kube-apiserver";

/** @typedef {{atMs: number, version: number}} Sight */

/** Draws while it is open, a few times a second. */
export class LanesPanel {
  /**
   * @param {HTMLDetailsElement} root  with `[data-lanes]`
   * @param {import("#lab/room/history_panel.js").Dependencies} dependencies
   */
  constructor(root, { store }) {
    Object.assign(this, { root, store, drawnMs: -Infinity });
    this.body = root.querySelector("[data-lanes]");
    /** @type {Map<string, Sight[]>} */
    this.sights = new Map();
    root.addEventListener("toggle", () => this.#draw());
    this.take(store);
  }

  take(store) {
    if (store.epoch !== this.epoch) this.sights.clear();
    this.epoch = store.epoch;
    for (const fact of store.fresh) if (isWrite(fact)) this.#note(SERVER, fact.at_us / 1000, fact.data.version);
    for (const [, { watcher, seen, seen_ms: atMs }] of store.ofKind("watch")) this.#note(watcher, atMs, seen);
    if (performance.now() - this.drawnMs >= EVERY_MS || store.get("room")?.playing === false) this.#draw();
  }

  #note(who, atMs, version) {
    const known = this.sights.get(who) ?? [];
    if (known.at(-1)?.version === version) return;
    known.push({ atMs, version });
    if (known.length > KEPT_MOST) known.shift();
    this.sights.set(who, known);
  }

  #draw() {
    if (!this.root.open) return;
    this.drawnMs = performance.now();
    const { nowMs } = this.store;
    const revision = this.store.get("apiserver")?.revision ?? 0;
    const isNode = ({ watcher }) => Number(this.store.get(`node/${watcher}`) !== undefined);
    const watches = this.store.ofKind("watch").map(([, watch]) => watch);
    watches.sort((a, b) => isCut(b) - isCut(a) || isNode(a) - isNode(b) || byName(a, b));
    const rows = watches.slice(0, LANES_MOST).map((watch) => this.#row(watch.watcher, watch, revision, nowMs));
    const own = this.#row(SERVER, { seen: revision, state: "watching" }, revision, nowMs);
    this.body.replaceChildren(own, ...rows);
    const left = watches.length - rows.length;
    const more = left > 0 ? say(gettext("and {count} more"), { count: number(left) }) : "";
    write(this.root.querySelector("[data-note]"), more);
  }

  #row(who, { seen, state }, revision, nowMs) {
    const isLive = state === "watching";
    const track = svg("svg", { class: isLive ? "lane-track" : "lane-track broken", viewBox: `0 0 ${WIDTH} ${HEIGHT}` });
    track.setAttribute("aria-hidden", "true");
    track.append(svg("path", { class: "rail", d: `M0 ${HEIGHT / 2}H${WIDTH}` }), ...this.#dots(who, nowMs));
    const trouble = troubleWords(who, state, this.store);
    const newest = seen === revision ? "✓" : "";
    const cells = [
      html("th", { scope: "row", textContent: who === SERVER ? who : partName(who, this.store) }),
      html("td", { className: "lane-cell" }, [track]),
      html("td", { className: "num", textContent: `rv ${seen}` }),
      html("td", { className: trouble ? "num late" : "num", textContent: trouble || newest }),
    ];
    return html("tr", {}, cells);
  }

  #dots(who, nowMs) {
    const shown = (this.sights.get(who) ?? []).filter(({ atMs }) => atMs > nowMs - SPAN_MS && atMs <= nowMs);
    let edge = Infinity;
    return shown.toReversed().flatMap(({ atMs, version }) => {
      const x = WIDTH - 12 - ((nowMs - atMs) / SPAN_MS) * (WIDTH - 12);
      const dot = svg("circle", { cx: x, cy: HEIGHT / 2, r: 4 });
      const text = String(version);
      if (x + 7 + 7 * text.length > edge) return [dot];
      edge = x - 6;
      return [dot, svg("text", { x: x + 7, y: HEIGHT / 2 - 3 }, [text])];
    });
  }
}

/** An older version is no illness: a part sees only the versions of what it watches. */
function troubleWords(who, state, store) {
  const words = { broken: gettext("cut off"), listing: gettext("lists anew"), off: gettext("stopped") };
  if (words[state]) return `✕ ${words[state]}`;
  const isUnnoticed = store.get("network")?.cuts?.some((ends) => ends.includes("apiserver") && ends.includes(who));
  return isUnnoticed ? `✕ ${gettext("cut off, not noticed yet")}` : "";
}

/** These come first, then the control plane, then nodes. */
function isCut({ state }) {
  return Number(state !== "watching");
}

function byName(a, b) {
  return a.watcher.localeCompare(b.watcher, "en", { numeric: true });
}
