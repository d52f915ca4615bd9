/** Short signs at what refused or filtered something, or is tried again: for a moment, and for as long as a pause. */

import { svg } from "#lab/draw/svg.js";
import { pointOn } from "#lab/draw/wires.js";

const SHOWN_MS = 1400;
const SIGNS_MOST = 24;
/** Where on its wire a filter stands: near the topic. */
export const FUNNEL_AT = 0.28;

/** Where an event's sign stands, and what it is: ⊘ refused, ↻ failed and its attempt, ✕ filtered out. */
const SIGNS = {
  CallsThrottled: ({ queue }) => [`sqs/${queue}`, "⊘"],
  PublishThrottled: ({ topic }) => [`sns/${topic}`, "⊘"],
  MailThrottled: ({ entity }) => [entity, "⊘"],
  AttemptFailed: ({ to, attempt }) => [to, `↻ ${attempt}`],
  DeliveryFailed: ({ target, attempt }) => [target, `↻ ${attempt}`],
  MailDelayed: ({ mailbox, tries }) => [mailbox, `↻ ${tries}`],
  CopyFiltered: ({ topic, target }) => [`sns/${topic}>${target}`, "✕"],
};

/** One sign at each place, the newest. */
export class FlashedSigns {
  constructor() {
    this.group = svg("g", {});
    /** @type {Map<string, {text: string, leftMs: number, element: SVGElement}>} */
    this.shown = new Map();
    this.pausedMs = null;
  }

  /**
   * @param {{event: string, data: object}[]} events
   * @param {number} nowMs  after a step in a pause, what was before it is over
   * @param {number} speed  0 while paused
   */
  note(events, nowMs, speed) {
    const stepped = !speed && this.pausedMs !== null && this.pausedMs !== nowMs;
    if (stepped) for (const sign of this.shown.values()) sign.leftMs = 0;
    this.pausedMs = speed ? null : nowMs;
    for (const { event, data } of events) {
      const [place, text] = SIGNS[event]?.(data) ?? [];
      if (!place || (!this.shown.has(place) && this.shown.size >= SIGNS_MOST)) continue;
      this.shown.get(place)?.element.remove();
      const element = svg("text", { class: "flashed-sign", "text-anchor": "middle" }, [text]);
      this.shown.set(place, { text, leftMs: SHOWN_MS, element });
    }
  }

  /**
   * @param {number} elapsedMs  wall time, 0 in a pause
   * @param {import("#lab/draw/layout.js").Layout | undefined} layout
   */
  pass(elapsedMs, layout) {
    for (const [place, sign] of this.shown) {
      sign.leftMs -= elapsedMs;
      const point = layout && placeOf(place, layout);
      if (sign.leftMs <= 0 || !point) {
        sign.element.remove();
        this.shown.delete(place);
        continue;
      }
      sign.element.setAttribute("x", point.x);
      sign.element.setAttribute("y", point.y);
      if (!sign.element.isConnected) this.group.append(sign.element);
    }
  }
}

/** On the upper edge of a box, or where a filter stands on its wire. */
function placeOf(place, { boxes, wires }) {
  const wire = wires.get(place);
  if (wire) {
    const { x, y } = pointOn(wire.curve, FUNNEL_AT);
    return { x, y: y + 22 };
  }
  const box = boxes.get(place);
  return box ? { x: box.x + box.width / 2 - 18, y: box.y - box.height / 2 + 6 } : null;
}
