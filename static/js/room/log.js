/** The short log: what was broken, changed or lost, newest first, as sentences; each leads to its moment. */

import { html } from "#lab/room/elements.js";
import { eventSentence, isNotable, onceTold } from "#lab/room/sentences.js";
import { clockFace } from "#lab/room/words.js";

/** No more than fit without scrolling; the whole log is below. */
const LINES_MOST = 8;
/** A playhead on its way would ask at every step. */
const REST_MS = 300;

/** Shows the notable events; single orders are counted in the ledger instead. */
export class Log {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} empty  shown while nothing happened
   * @param {(command: string, args: object) => Promise<{result?: {events: object[]}, error?: object}>} ask
   * @param {(atUs: number) => void} seek
   */
  constructor(list, empty, ask, seek) {
    this.list = list;
    this.empty = empty;
    this.ask = ask;
    this.seek = seek;
    this.timer = null;
  }

  /** @param {object[]} events  oldest first @param {import("#lab/room/store.js").Store} store */
  add(events, store) {
    onceTold(events, () => this.#write(events, store));
  }

  #write(events, store) {
    const lines = events.filter(isNotable).map((event) => logLine(event, store, this.seek));
    this.list.prepend(...lines.reverse());
    while (this.list.children.length > LINES_MOST) this.list.lastElementChild.remove();
    this.#showWhetherEmpty();
  }

  /**
   * Another moment is shown, or the page was loaded: what happened until then is asked for, once it rests.
   * @param {import("#lab/room/store.js").Store} store
   */
  restart(store) {
    this.list.replaceChildren();
    this.#showWhetherEmpty();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#refill(store), REST_MS);
  }

  async #refill(store) {
    const { epoch, nowMs } = store;
    const asked = { kind: "notable", before_us: (nowMs + 1) * 1000, limit: LINES_MOST };
    const { result } = await this.ask("room.log", asked);
    if (epoch !== store.epoch || !result) return;
    const known = new Set(result.events.map(({ id }) => id));
    const since = store.events.filter(({ id }) => !known.has(id));
    const events = [...result.events, ...since].sort((a, b) => a.id - b.id);
    onceTold(events, () => this.#replace(events.filter(isNotable), store));
  }

  /** What stands there already stays: somebody may be on it. */
  #replace(events, store) {
    if (this.list.children.length === Math.min(events.length, LINES_MOST)) return;
    this.list.replaceChildren();
    this.#write(events, store);
  }

  #showWhetherEmpty() {
    this.list.hidden = this.list.children.length === 0;
    this.empty.hidden = !this.list.hidden;
  }
}

/** A line of a log: a button that goes to the moment of the event. */
export function logLine(event, store, seek) {
  const time = html("span", { className: "num", textContent: clockFace(event.at_us / 1000) });
  const sentence = html("span", { textContent: eventSentence(event, store) });
  const line = html("button", { type: "button", className: "log-line" }, [time, sentence]);
  line.addEventListener("click", () => seek(event.at_us));
  return html("li", {}, [line]);
}
