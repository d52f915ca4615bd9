/** The rail: from the start of the run to its head, with what happened on it and the part already seen. */

import { html, write } from "#lab/room/elements.js";
import { Scrubber } from "#lab/room/scrubber.js";
import { clockFace } from "#lab/room/words.js";

const SHAPES = { fault: "▼", change: "◇", reached: "★", missed: "✕" };

/** Draws the rail and its marks. The marks are for eyes: the log tells the same in words. */
export class Timeline {
  /** @param {HTMLElement} element @param {(ms: number) => void} onHand  where the person puts the thumb */
  constructor(element, onHand) {
    this.axis = element.querySelector(".axis");
    this.marks = element.querySelector("[data-marks]");
    this.label = element.querySelector("[data-rail-label]");
    this.scrubber = new Scrubber(element.querySelector("[data-scrubber]"), onHand);
    this.onHand = onHand;
    this.may = false;
    this.headMs = 0;
    this.nowMs = 0;
    /** @type {import("#lab/room/marks.js").Mark[]} */
    this.marked = [];
  }

  /** Whether this person may move through the run's time. */
  allow(may) {
    this.may = may;
    this.scrubber.allow(may, "rail-reason");
  }

  /** @param {object} room  the entity "room" @param {number} nowMs  of the same frame */
  take(room, nowMs) {
    this.past = room.past === true;
    this.headMs = this.past ? room.head_ms : Math.max(room.head_ms ?? 0, nowMs);
  }

  /** @param {import("#lab/room/marks.js").Mark[]} marks  oldest first */
  mark(marks) {
    this.marked = marks;
    this.marks.replaceChildren(...marks.map((mark) => this.#mark(mark)));
    this.#name();
  }

  /** @param {number} nowMs  the moment shown */
  show(nowMs) {
    this.nowMs = nowMs;
    if (!this.past) this.headMs = Math.max(this.headMs, nowMs);
    this.axis.style.setProperty("--now", nowMs);
    this.axis.style.setProperty("--head", Math.max(1, this.headMs));
    this.scrubber.show(nowMs, this.headMs);
    this.#name();
  }

  #mark(mark) {
    const title = `${clockFace(mark.atMs)} ${mark.words}`;
    const { sort } = mark;
    const sign = html("i", { className: "rail-mark", dataset: { sort }, title, textContent: SHAPES[sort] });
    sign.style.setProperty("--at", mark.atMs);
    sign.addEventListener("click", () => this.may && this.onHand(mark.leadsMs ?? mark.atMs));
    return sign;
  }

  /** The newest mark before the playhead has its words above the rail. */
  #name() {
    const mark = this.marked.findLast(({ atMs }) => Math.floor(atMs) <= this.nowMs);
    write(this.label, mark?.words ?? "");
    if (!mark) return;
    this.label.dataset.sort = mark.sort;
    this.label.style.setProperty("--at", mark.atMs);
  }
}
