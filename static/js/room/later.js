/** Parts of a page that many visits never need: each is fetched and made at its first use. */

/** @template Part */
export class Later {
  /** @param {() => Promise<Part>} make */
  constructor(make) {
    this.make = make;
  }

  /** Whether it is there or on its way. */
  get wanted() {
    return this.promised !== undefined;
  }

  /**
   * Does something with the part once it is there; what could not be fetched is tried again at the next use.
   * @param {(part: Part) => void} act
   */
  async use(act) {
    this.promised ??= this.make();
    const part = await this.promised.catch(() => null);
    if (part) act(part);
    else this.promised = undefined;
  }
}
