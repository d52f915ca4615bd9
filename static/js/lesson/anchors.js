/** The event from which a prediction's times count, looked up in the log of the run. */

const PAGE = 200;
const PAGES_MOST = 20;

/** Whether an event is the one meant: its name and every value. @param {{event: string}} wanted */
export function isMeant({ event, ...values }, fact) {
  return fact.event === event && Object.entries(values).every(([name, value]) => fact.data[name] === value);
}

/**
 * The moment of the first such event at or after another moment; null where there is none (yet).
 * @param {(command: string, args?: object) => Promise<import("#lab/room/outbox.js").Answer>} ask
 * @param {{event: string}} wanted
 * @param {number} sinceUs
 * @returns {Promise<number | null>}
 */
export async function findAnchor(ask, wanted, sinceUs) {
  let found = null;
  let next = {};
  for (let pages = 0; pages < PAGES_MOST; pages += 1) {
    // Pages are asked for one after the other: each says where the next begins.
    // oxlint-disable-next-line no-await-in-loop
    const { result } = await ask("room.log", { kind: wanted.event, limit: PAGE, ...next });
    if (!result) return found;
    const since = result.events.filter((fact) => fact.at_us >= sinceUs && isMeant(wanted, fact));
    found = since.at(-1)?.at_us ?? found;
    if (!result.more || result.next_us <= sinceUs) return found;
    next = { before_us: result.next_us, before_id: result.next_id };
  }
  return found;
}
