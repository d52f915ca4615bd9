/** What is worked on is seen beside its sheet; what was scrolled for that goes back when the sheet is closed. */

/** Between a thing and its sheet. */
const ROOM_PX = 12;
/** Browsers round where they scroll to. */
const SAME_PX = 2;

/** The dock with the sheet sticks to the window's lower edge, and does not hide its thing; what is seen stays put. */
export class InView {
  /** @param {object} page  the room page @param {HTMLElement} place  of the sheet, below the scene */
  constructor(page, place) {
    this.page = page;
    this.dock = place.closest(".dock");
    this.desk = this.dock.closest(".desk") ?? this.dock;
    this.coming = null;
    /** @type {Map<Element, {from: number, to: number}>} what was scrolled since a sheet was opened */
    this.moved = new Map();
  }

  /** What has just been made is drawn a moment later. @param {string | null} key  null: the whole scene */
  show(key) {
    const { dock, desk, page } = this;
    this.coming = page.scene.shapes.has(key) ? null : key;
    const places = [desk, document.scrollingElement];
    const before = places.map((place) => place.scrollTop);
    // Where the page's head is seen, the desk ends below the window.
    dock.style.bottom = `${Math.max(0, desk.getBoundingClientRect().bottom - innerHeight)}px`;
    const one = key ? page.scene.shapes.get(key)?.group : page.part("figure");
    one?.scrollIntoView({ block: "nearest" });
    for (const place of places) {
      const hidden = one ? one.getBoundingClientRect().bottom + ROOM_PX - dock.getBoundingClientRect().top : 0;
      if (hidden > 0) place.scrollBy({ top: hidden, behavior: "instant" });
    }
    places.forEach((place, at) => this.#note(place, before[at]));
  }

  /** What has been taken up, or null: the sheet is closed. @param {string | null} key */
  follow(key) {
    if (key) this.show(key);
    else this.#putBack();
  }

  /** The scene has been arranged anew. */
  arranged() {
    if (this.coming && this.page.scene.shapes.has(this.coming)) this.show(this.coming);
  }

  /** Where nobody has scrolled meanwhile. */
  #putBack() {
    for (const [place, { from, to }] of this.moved) {
      if (Math.abs(place.scrollTop - to) <= SAME_PX) place.scrollTo({ top: from, behavior: "instant" });
    }
    this.moved.clear();
  }

  #note(place, before) {
    const known = this.moved.get(place);
    const from = known && Math.abs(known.to - before) <= SAME_PX ? known.from : before;
    this.moved.set(place, { from, to: place.scrollTop });
  }
}
