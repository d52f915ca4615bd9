/** Asking for the log of a run page by page, newest first. */

const FACTS_A_PAGE = 200;

/**
 * Every fact of a span of time, as far as so many pages hold them.
 * @param {(command: string, args?: object) => Promise<{result?: any, error?: object}>} ask
 * @param {{fromUs: number, untilUs: number, pagesMost: number}} span  both ends included
 * @returns {Promise<{events: object[], error?: object}>} newest first
 */
export async function factsBetween(ask, { fromUs, untilUs, pagesMost }) {
  const pages = new LogPages(ask, { limit: FACTS_A_PAGE }, untilUs + 1);
  const events = [];
  for (let page = 0; page < pagesMost && pages.more; page += 1) {
    const { fresh, error } = await pages.next();
    if (error) return { events, error };
    events.push(...fresh.filter((fact) => fact.at_us >= fromUs));
    if (fresh.some((fact) => fact.at_us < fromUs)) break;
  }
  return { events };
}

/** A walk back through the log with one filter. */
export class LogPages {
  /**
   * @param {{kind?: string, about?: string, limit: number}} filter  `limit`: events on a page
   * @param {number} [beforeUs]  only what was earlier
   */
  constructor(ask, filter, beforeUs) {
    this.ask = ask;
    this.filter = filter;
    this.beforeUs = beforeUs;
    this.more = true;
    this.lastId = Infinity;
  }

  /** @returns {Promise<{fresh: object[], error?: object}>} the next page, newest first; it may be empty */
  async next() {
    const before = this.beforeUs === undefined ? {} : { before_us: this.beforeUs };
    const { result, error } = await this.ask("room.log", { ...this.filter, ...before });
    if (error) return { fresh: [], error };
    const fresh = result.events.filter((fact) => fact.id < this.lastId);
    this.more = result.more;
    if (this.more) this.#goOnAfter(result, fresh.length);
    return { fresh };
  }

  /** A page may end in the middle of an instant: the next begins in it, and what is known is left out. */
  #goOnAfter({ events, next_us: nextUs }, freshCount) {
    this.lastId = Math.min(this.lastId, events.at(-1)?.id ?? Infinity);
    // An instant that fills a page again and again is left behind.
    this.beforeUs = events.length && !freshCount ? nextUs - 1 : nextUs;
  }
}
