/** Where the Pods stand that have no node yet: its title, and how many more there are. */

import { put } from "#lab/cluster/box.js";
import { svg } from "#lab/draw/svg.js";
import { looksOfGroup, lookCounts, SIGNS } from "#lab/cluster/pod_looks.js";
import { gettext, number } from "#lab/room/words.js";

const TITLE_Y = 16;

/** The Pods themselves are boxes of the drawing. */
export class Tray {
  constructor() {
    this.title = svg("text", { class: "tray-title" });
    this.more = svg("text", { class: "caption", "text-anchor": "middle" });
    this.group = svg("g", {}, [this.title, this.more]);
  }

  /** @param {object} tray  of the layout @param {import("#lab/room/store.js").Store} store */
  show({ x, y, width, more, end }, store) {
    const group = store.get("pods/");
    const counts = group ? lookCounts(looksOfGroup(group)) : [];
    const words = counts.map(([look, count]) => `${SIGNS[look]} ${number(count)}`).join("  ");
    put(this.title, `${gettext("Pods that wait for a node")}  ${words}`.trim(), x, y + TITLE_Y, { room: width });
    put(this.more, more ? `+${number(more)}` : "", end.x, end.y + 5);
  }
}
