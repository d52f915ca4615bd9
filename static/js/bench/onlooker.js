/** Who only watches looks at things, too: their settings to read, and what waits in them. */

import "#lab/later_sentences.js";

import { InView } from "#lab/bench/in_view.js";
import { Inspector } from "#lab/bench/inspector.js";
import { SOURCES } from "#lab/bench/peek_sources.js";
import { boxOf, inDrawing, wireNear } from "#lab/bench/places.js";
import { linkName, sheetOf } from "#lab/bench/sheets.js";
import { html } from "#lab/room/elements.js";

/** A guest of the room page, beside the owner's hands. */
export class Onlooker {
  /** @param {object} page  the room page @param {import("#lab/bench/bench.js").Bench} bench */
  constructor(page, bench) {
    Object.assign(this, { page, bench, store: page.store, chosen: null });
    const { why } = page;
    this.sheet = new Inspector({
      reads: true,
      lead: (key) => this.choose(key, true),
      close: () => this.choose(null, true),
      hover: (key) => bench.hover(key),
      why: why ? (key) => why.about(key) : null,
      linkName,
      sources: SOURCES,
      ask: page.ask,
    });
    const { ariaLabel } = bench.part("inspector");
    const look = { className: "card inspector", tabIndex: -1, ariaLabel, hidden: true };
    this.place = html("section", look, [this.sheet.element]);
    this.sheet.element.hidden = false;
    this.place.addEventListener("keydown", (event) => event.key === "Escape" && this.choose(null, true));
    bench.part("inspector").after(this.place);
    this.view = new InView(page, this.place);
    page.add(this);
  }

  take() {
    if (this.page.role === "owner") this.chosen = null;
    const sheet = this.chosen && sheetOf(this.chosen, this.store);
    if (!sheet) this.chosen = null;
    this.place.hidden = !sheet;
    if (sheet) this.sheet.show(this.chosen, toRead(sheet), this.store);
    this.bench.show();
  }

  /** A press on the scene. @param {MouseEvent} event */
  click(event) {
    const { scene } = this.page;
    this.choose(boxOf(event.target) ?? (scene.layout && wireNear(scene.layout, inDrawing(scene, event))), false);
  }

  /** @param {string | null} key @param {boolean} byKeys  whether the focus goes along */
  choose(key, byKeys) {
    const before = this.chosen;
    this.chosen = key;
    this.take();
    if (byKeys && key) this.place.focus({ preventScroll: true });
    if (byKeys && !key) this.bench.list.focus(before ?? undefined);
    this.view.follow(key);
  }
}

/** Of a sheet what asks for nothing. @param {import("#lab/bench/sheets.js").Sheet} sheet */
function toRead(sheet) {
  const links = sheet.links.map((link) => ({ ...link, end: null }));
  const leads = sheet.acts.filter((act) => act.leads);
  return { ...sheet, acts: leads, links, connects: false, alone: false };
}
