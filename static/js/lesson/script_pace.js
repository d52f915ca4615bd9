/** While a script has commands to give, time runs no faster than they can be given at their moments. */

const RATE_MOST = 4;

/** Holds the faster rates of the bar back. */
export class ScriptPace {
  /** @param {HTMLSelectElement} select */
  constructor(select) {
    this.select = select;
  }

  /** @param {boolean} held */
  hold(held) {
    if (held === this.held) return;
    this.held = held;
    for (const option of this.select.options) option.disabled = held && Number(option.value) > RATE_MOST;
  }
}
