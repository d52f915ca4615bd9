/** A queue whose messages stand in groups: a lane for each of the first groups, and how many more there are. */

import { foot, titleAndCount } from "#lab/draw/shapes.js";
import { setText, show, svg } from "#lab/draw/svg.js";
import { gettext, number, say } from "#lab/room/words.js";

export const LANES_SHOWN = 5;
const TOP = 37;
const PITCH = 16;
const EDGE = 12;
const NAME_SHARE = 0.36;
const RING_PITCH = 11;
const CHARACTER = 6.4;
const REST = 26;

/** What stands in the box of a FIFO or fair queue. @param {SVGElement} group */
export function lanesInside(group) {
  const lanes = Array.from({ length: LANES_SHOWN }, () => new Lane());
  const more = svg("text", { class: "lane-name" });
  const lines = foot(group);
  group.append(...lanes.map((lane) => lane.group), more);
  return {
    titled: true,
    place(box, shape) {
      this.box = box;
      titleAndCount.place(box, shape);
      lanes.forEach((lane, at) => lane.place(EDGE, TOP + at * PITCH, box.width - 2 * EDGE));
      more.setAttribute("x", EDGE);
      more.setAttribute("y", TOP + (LANES_SHOWN - 1) * PITCH + 11);
    },
    captionOf(entity) {
      return titleAndCount.captionOf(entity, this.box, group);
    },
    update(entity, { nowMs }) {
      const beyond = entity.groups.length + entity.groups_more - LANES_SHOWN;
      const shown = beyond > 0 ? LANES_SHOWN - 1 : LANES_SHOWN;
      lanes.forEach((lane, at) => lane.update((at < shown && entity.groups[at]) || null));
      setText(more, beyond > 0 ? say(gettext("{count} more groups"), { count: number(beyond + 1) }) : "");
      lines.update(entity, nowMs, this.box);
    },
  };
}

/** One group: its name, who is in flight (dashed), a bar where that keeps the others back, and those that wait. */
class Lane {
  constructor() {
    this.name = svg("text", { class: "lane-name", y: 11 });
    this.tray = svg("rect", { class: "slot", height: 13, y: 0, rx: 4 });
    this.gate = svg("rect", { class: "gate", width: 3, height: 13, y: 0 });
    this.rest = svg("text", { class: "lane-name", y: 11, "text-anchor": "end" });
    this.group = svg("g", { class: "lane" }, [this.name, this.tray, this.gate, this.rest]);
    this.rings = [];
  }

  place(x, y, width) {
    this.group.setAttribute("transform", `translate(${x} ${y})`);
    this.left = Math.round(width * NAME_SHARE);
    this.tray.setAttribute("x", this.left);
    this.tray.setAttribute("width", width - this.left);
    this.rest.setAttribute("x", width - 4);
    this.room = Math.floor((width - this.left - 10) / RING_PITCH);
    this.roomBesideRest = Math.floor((width - this.left - 10 - REST) / RING_PITCH);
    while (this.rings.length < this.room) this.#addRing();
  }

  update(group) {
    show(this.group, group !== null);
    if (!group) return;
    const { name, waiting, hidden, blocked, noisy } = group;
    setText(this.name, shortened(noisy ? `≋ ${name}` : name, this.left));
    const all = waiting + hidden;
    const gate = blocked ? 1 : 0; // takes a place of its own
    const shown = all + gate > this.room ? Math.max(1, this.roomBesideRest - gate) : all;
    const hiddenShown = Math.min(hidden, blocked ? Math.max(1, shown - 1) : shown);
    this.rings.forEach((ring, at) => {
      show(ring, at < shown);
      const place = at + (blocked && at >= hiddenShown ? 1 : 0);
      ring.setAttribute("cx", this.left + 9 + place * RING_PITCH);
      ring.setAttribute("class", at < hiddenShown ? "waiting hidden" : "waiting");
    });
    show(this.gate, Boolean(blocked));
    this.gate.setAttribute("x", this.left + 7.5 + hiddenShown * RING_PITCH);
    setText(this.rest, all > shown ? `+${number(all - shown)}` : "");
  }

  #addRing() {
    const ring = svg("circle", { class: "waiting", cy: 6.5, r: 4 });
    this.rings.push(ring);
    this.group.append(ring);
  }
}

/** The end of a name tells more than its beginning: groups are often numbered. */
function shortened(name, width) {
  const most = Math.floor((width - 4) / CHARACTER);
  return name.length <= most ? name : `…${name.slice(1 - most)}`;
}
