/** The pointer on the scene: a press takes something up, a pull from one thing to another connects them. */

import { boxOf, inDrawing, wireNear } from "#lab/bench/places.js";

const PULL_PX = 8;

/**
 * @typedef {object} Hands
 * @property {(key: string | null) => void} press  a thing, a wire, or nothing
 * @property {(id: string, inHand: boolean) => boolean} pull  begins a wire, which a pointer holds or a second press
 *   ends; false where there is nothing to connect it with
 * @property {(id: string, point: object, over: string | null) => void} draw
 * @property {(over: string | null) => void} drop
 * @property {() => void} cancel
 * @property {(key: string | null) => void} hover
 */

/** Listens to mouse, pen and finger. */
export class Gestures {
  /** @param {object} scene @param {Hands} hands @param {PointerEvent | null} held  that is down already */
  constructor(scene, hands, held) {
    Object.assign(this, { scene, hands, start: null, pulling: false });
    const listen = (name, act) => scene.host.addEventListener(name, act);
    listen("pointerdown", (event) => this.#down(event));
    listen("pointermove", (event) => this.#move(event));
    listen("pointerup", (event) => this.#up(event));
    listen("pointercancel", () => this.stop());
    listen("pointerleave", () => !this.start && hands.hover(null));
    listen("click", (event) => this.click(event));
    if (held) this.#down(held);
  }

  /** The wire in the hand is let go. */
  stop() {
    if (this.pulling) this.hands.cancel();
    this.start = null;
    this.pulling = false;
  }

  #down(event) {
    this.pulled = false;
    const id = event.target.closest("[data-handle]")?.dataset.handle ?? boxOf(event.target);
    if (event.button === 0 && event.isPrimary && id) this.start = { id, x: event.clientX, y: event.clientY };
  }

  #move(event) {
    if (this.start && !this.pulling) this.#begin(event);
    if (this.pulling) return this.#pull(event);
    if (event.pointerType === "mouse") this.hands.hover(this.#at(event));
    return undefined;
  }

  #begin({ clientX, clientY, pointerId }) {
    const { id, x, y } = this.start;
    if (Math.hypot(clientX - x, clientY - y) < PULL_PX) return;
    this.pulling = this.hands.pull(id, true);
    if (this.pulling) this.scene.host.setPointerCapture(pointerId);
    else this.start = null;
  }

  #pull(event) {
    event.preventDefault();
    this.hands.draw(this.start.id, inDrawing(this.scene, event), this.#under(event));
  }

  #up(event) {
    if (this.pulling) {
      this.pulled = true;
      this.hands.drop(this.#under(event));
    }
    this.start = null;
    this.pulling = false;
  }

  /** A captured pointer's events all go to the host: what lies under it is asked of the page. */
  #under({ clientX, clientY }) {
    const found = document.elementsFromPoint(clientX, clientY).map(boxOf).find(Boolean);
    return found && this.scene.host.contains(document.elementFromPoint(clientX, clientY)) ? found : null;
  }

  /** A press that moved nothing. @param {MouseEvent} event */
  click(event) {
    if (this.pulled) return;
    const handle = event.target.closest("[data-handle]")?.dataset.handle;
    if (handle) this.hands.pull(handle, false);
    else this.hands.press(this.#at(event));
  }

  /** A box, else a wire close by. */
  #at(event) {
    const box = boxOf(event.target);
    if (box || !this.scene.layout) return box;
    return wireNear(this.scene.layout, inDrawing(this.scene, event));
  }
}
