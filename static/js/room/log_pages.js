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
    this.more = true;
    /** @type {{before_us?: number, before_id?: number}} where the next page begins */
    this.before = beforeUs === undefined ? {} : { before_us: beforeUs };
  }

  /** @returns {Promise<{fresh: object[], error?: object}>} the next page, newest first; it may be empty */
  async next() {
    const { result, error } = await this.ask("room.log", { ...this.filter, ...this.before });
    if (error) return { fresh: [], error };
    this.more = result.more;
    if (this.more) this.before = { before_us: result.next_us, before_id: result.next_id };
    return { fresh: result.events };
  }
}
