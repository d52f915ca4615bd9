/** The room's larger panels: each is fetched and made when it is first opened, for most visits never open it. */

import { patiently } from "#lab/room/patience.js";

/** Which module and class stands behind each `<details data-part="…">`. */
const KINDS = {
  history: async () => (await import("#lab/room/history_panel.js")).HistoryPanel,
  "space-time": async () => (await import("#lab/scenes/space_time.js")).SpaceTime,
  "event-log": async () => (await import("#lab/room/event_log.js")).EventLog,
  compare: async () => (await import("#lab/room/compare_panel.js")).ComparePanel,
  terminals: async () => (await import("#lab/bench/terminal_panel.js")).TerminalPanel,
  "copy-bench": async () => (await import("#lab/bench/copy_bench.js")).CopyBench,
  table: async () => (await import("#lab/room/table.js")).SceneTable,
};

/**
 * For the page: `new Panels(root, {ask, seek, store, throughput})` once; `showTime(nowMs)` wherever the clock is shown;
 * `take(store)` after each frame; `compare(a, b)` opens the comparison of two branches.
 * `ask(command, args)` is `live.send`; `seek(atUs, branch?)` moves the playhead, on another branch if one is named.
 */
export class Panels {
  /**
   * @param {HTMLElement} root  what holds the `<details data-part="history">` and so on; those missing are left out
   * @param {import("#lab/room/history_panel.js").Dependencies} dependencies
   */
  constructor(root, dependencies) {
    this.dependencies = { ...dependencies, ask: patiently(dependencies.ask) };
    /** @type {Map<string, Promise<object>>} */
    this.promised = new Map();
    /** @type {object[]} those that are there */
    this.made = [];
    this.places = new Map();
    this.kinds = { ...KINDS, ...dependencies.more };
    for (const name of Object.keys(this.kinds)) this.#watch(name, root.querySelector(`[data-part="${name}"]`));
    root.addEventListener("click", ({ target }) => unfold(root, target.closest("[data-opens]")));
  }

  /** The clock, at every display frame. */
  showTime(nowMs) {
    this.nowMs = nowMs;
    for (const panel of this.made) panel.showTime?.(nowMs);
  }

  /** What a frame brought. */
  take(store) {
    for (const panel of this.made) panel.take?.(store);
  }

  /** Shows two branches beside each other. @param {number} a @param {number} b */
  async compare(a, b) {
    this.places.get("compare").open = true;
    const panel = await this.#panel("compare");
    await panel.compare(a, b);
  }

  #watch(name, place) {
    if (!place) return;
    this.places.set(name, place);
    place.addEventListener("toggle", () => place.open && this.#panel(name));
    if (place.open) this.#panel(name);
  }

  #panel(name) {
    if (!this.promised.has(name)) this.promised.set(name, this.#make(name));
    return this.promised.get(name);
  }

  async #make(name) {
    const Panel = await this.kinds[name]();
    const panel = new Panel(this.places.get(name), this.dependencies);
    this.made.push(panel);
    if (this.nowMs !== undefined) panel.showTime?.(this.nowMs);
    return panel;
  }
}

/** A link to what is folded unfolds it. @param {HTMLElement} root @param {HTMLElement | null} link */
function unfold(root, link) {
  const folded = link && root.querySelector(`#${link.dataset.opens}`);
  if (folded) folded.open = true;
}
