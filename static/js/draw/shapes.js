/** The boxes of the drawing: what stands in each kind of box, and how it shows the entity's state. */

import * as captions from "#lab/draw/captions.js";
import { shapeOf } from "#lab/draw/sizes.js";
import { Slots } from "#lab/draw/slots.js";
import { setText, show, svg } from "#lab/draw/svg.js";
import { widthOf } from "#lab/draw/text_width.js";

/** @typedef {import("#lab/draw/wires.js").Box} Box */
/** @typedef {{nowMs: number, perSecond: number | null}} Moment  simulated now and the worker's measured throughput */

const PIPS_MOST = 12;
const PIP_PITCH_MOST = 12;
/** A narrower queue has no place for "84 waiting" beside its name. */
const QUEUE_WIDE = 200;
const QUEUE_EDGE = 14;
/** The title is larger than the small print, and bold. */
const TITLE_WIDER = 1.15;
const TITLE_GAP = 8;
/** A narrower box needs a smaller title. */
const TITLE_WIDE = 128;

/**
 * What stands inside a box; `titled` ones place title and caption themselves. Rarer ones are added when they come.
 * @type {Record<string, (group: SVGElement) => object>}
 */
export const INSIDES = { queue: queueInside, worker: workerInside, server: workerInside };

/** One box: an SVG group that is made once and follows its entity. */
export class Shape {
  /** @param {string} id @param {object} entity */
  constructor(id, entity) {
    this.kind = shapeOf(entity);
    this.outline = svg(entity.kind === "topic" ? "path" : "rect", { class: "box" });
    this.title = svg("text", { class: "title" });
    this.caption = svg("text", { class: "caption" });
    this.group = svg("g", { "data-id": id }, [this.outline, this.title, this.caption]);
    this.inside = INSIDES[this.kind]?.(this.group) ?? null;
  }

  /** Puts the box where the layout wants it. @param {Box} box */
  place(box) {
    this.move(box);
    outlineTo(this.outline, this.kind, box);
    if (!this.inside?.titled) {
      at(this.title, box.width / 2, this.inside ? 27 : box.height / 2 - 4, "middle");
      at(this.caption, box.width / 2, this.inside ? 47 : box.height / 2 + 18, "middle");
    }
    this.inside?.place(box, this);
    this.box = box;
  }

  /** Only its place is another. @param {Box} box */
  move(box) {
    this.group.setAttribute("transform", `translate(${box.x - box.width / 2} ${box.y - box.height / 2})`);
  }

  /** Shows the entity as it is. @param {object} entity @param {Moment} moment */
  update(entity, moment) {
    setText(this.title, entity.name);
    setText(this.caption, this.inside?.captionOf?.(entity) ?? captions.captionOf(entity, moment));
    const narrow = this.box.width < TITLE_WIDE ? "narrow" : "";
    this.group.setAttribute("class", `node node-${entity.kind} ${captions.stateClassOf(entity)} ${narrow}`);
    this.inside?.update(entity, moment);
  }
}

function outlineTo(outline, kind, { width, height }) {
  if (kind === "topic") {
    const [tip, right, middle] = [20, width - 20, height / 2];
    outline.setAttribute("d", `M${tip} 0H${right}L${width} ${middle}L${right} ${height}H${tip}L0 ${middle}Z`);
    return;
  }
  outline.setAttribute("width", width);
  outline.setAttribute("height", height);
  outline.setAttribute("rx", 10);
}

/** The first line of every queue: name and count. */
export const titleAndCount = {
  place(box, shape) {
    at(shape.title, QUEUE_EDGE, 25, "start");
    at(shape.caption, box.width - QUEUE_EDGE, 25, "end");
  },
  captionOf(entity, box, group) {
    const said = besideName(entity, box);
    const room = box.width - 2 * QUEUE_EDGE - (said ? widthOf(said) + TITLE_GAP : 0);
    fit(group.querySelector(".title"), TITLE_WIDER * widthOf(entity.name), room);
    return said;
  },
};

/** A queue's count; "" where it has no room beside the name: then it stands at the foot. */
function besideName(entity, box) {
  const whole = captions.captionOf(entity, {});
  const taken = TITLE_WIDER * widthOf(entity.name) + TITLE_GAP + widthOf(whole);
  return taken > box.width - 2 * QUEUE_EDGE ? "" : whole;
}

/** The small lines at the foot of a queue. @param {SVGElement} group */
export function foot(group) {
  const lines = [svg("text", { class: "caption" }), svg("text", { class: "caption" })];
  group.append(...lines);
  return {
    /** @param {object} entity @param {number} nowMs @param {Box} box */
    update(entity, nowMs, box) {
      const [narrow, room] = [box.width < QUEUE_WIDE, box.width - 2 * QUEUE_EDGE];
      const parts = captions.queueFootOf(entity, nowMs);
      if (!besideName(entity, box)) parts.unshift(captions.captionOf(entity, {}));
      const whole = parts.join(" · ");
      const split = parts.length > 1 && (narrow || widthOf(whole) > room);
      const texts = split ? [parts.slice(0, -1).join(" · "), parts.at(-1)] : [whole];
      const low = box.height - (narrow ? 12 : 5);
      const heights = narrow ? [low - 19, low] : split ? [low - 14, low] : [low - 8, low];
      lines.forEach((line, place) => {
        const text = texts[place] ?? "";
        setText(line, text);
        at(line, QUEUE_EDGE, heights[place], "start");
        fit(line, widthOf(text), room);
      });
    },
  };
}

/** @param {SVGElement} text @param {number} x @param {number} y @param {"start" | "middle" | "end"} anchor */
export function at(text, x, y, anchor) {
  text.setAttribute("x", x);
  text.setAttribute("y", y);
  text.setAttribute("text-anchor", anchor);
}

/** What would stick out is written closer. */
function fit(text, width, room) {
  const length = width > room ? String(Math.round(room)) : null;
  if (text.getAttribute("textLength") === length) return;
  if (length === null) text.removeAttribute("textLength");
  else text.setAttribute("textLength", length);
  text.setAttribute("lengthAdjust", "spacingAndGlyphs");
}

/** A queue: the first messages in their slots between its lines. */
function queueInside(group) {
  const slots = new Slots();
  group.append(slots.group);
  const lines = foot(group);
  return {
    titled: true,
    place(box, shape) {
      this.box = box;
      titleAndCount.place(box, shape);
      slots.place(12, 37, box.width - 24);
    },
    captionOf(entity) {
      return titleAndCount.captionOf(entity, this.box, group);
    },
    update(entity, { nowMs }) {
      slots.update(entity.visible, entity.hidden);
      lines.update(entity, nowMs, this.box);
    },
  };
}

/** A worker: one pip for each thing it can do at a time, filled while it is busy with one. */
function workerInside(group) {
  const pips = Array.from({ length: PIPS_MOST }, () => svg("circle", { class: "pip", r: 3.5 }));
  group.append(...pips);
  return {
    place(box) {
      this.box = box;
    },
    update(entity) {
      const count = entity.state === "running" ? Math.min(PIPS_MOST, entity.concurrency) : 0;
      const busy = Math.ceil((entity.busy * count) / entity.concurrency);
      const pitch = Math.min(PIP_PITCH_MOST, (this.box.width - 16) / count);
      const left = this.box.width / 2 - ((count - 1) * pitch) / 2;
      pips.forEach((pip, place) => {
        show(pip, place < count);
        pip.setAttribute("cx", left + place * pitch);
        pip.setAttribute("cy", this.box.height - 12);
        pip.setAttribute("class", place < busy ? "pip busy" : "pip");
      });
    },
  };
}
