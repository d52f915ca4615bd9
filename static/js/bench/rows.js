/** A list of rows that follows its items: rows are made once, keep the focus, and go with their item. */

/** @typedef {{element: HTMLElement, show: (item: object) => void}} Row */

/** Keeps the children of a place in step with items, which are known by their `key`. */
export class Rows {
  /** @param {HTMLElement} place @param {(item: object) => Row} make */
  constructor(place, make) {
    this.place = place;
    this.make = make;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
  }

  /** @param {{key: string}[]} items */
  show(items) {
    const wanted = new Set(items.map(({ key }) => key));
    for (const [key, { element }] of this.rows) {
      if (wanted.has(key)) continue;
      element.remove();
      this.rows.delete(key);
    }
    items.forEach((item, at) => this.#put(item, at));
    this.place.hidden = items.length === 0;
  }

  clear() {
    this.show([]);
  }

  #put(item, at) {
    const row = this.rows.get(item.key) ?? this.make(item);
    this.rows.set(item.key, row);
    if (this.place.children[at] !== row.element) this.place.insertBefore(row.element, this.place.children[at] ?? null);
    row.show(item);
  }
}
