/** The bench on the first page: a still until somebody looks, then a room of the visitor's own in the same place. */

import { Loop } from "#lab/draw/loop.js";
import { resolved } from "#lab/lesson/subscriptions.js";
import { Clock } from "#lab/room/clock.js";
import { write } from "#lab/room/elements.js";
import { Live } from "#lab/room/socket.js";
import { Store } from "#lab/room/store.js";
import { gettext, number } from "#lab/room/words.js";
import { MessagingScene } from "#lab/scenes/messaging.js";

const SHIPPING = "shipping/1";
const QUEUE = "sqs/shipping";
const NARROW = "(max-width: 48rem)";

/** Where a room cannot be opened or is gone, the still stays and the buttons go. */
class FrontDoor {
  /** @param {HTMLElement} root  with `data-front-door`: where the room is asked for */
  constructor(root) {
    const part = (name) => root.querySelector(`[data-${name}]`);
    Object.assign(this, { root, part, store: new Store(), clock: new Clock() });
    this.play = part("play");
    this.buttons = [...root.querySelectorAll("[data-act]")];
    this.counts = [...root.querySelectorAll("[data-count]")];
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.loop = new Loop((elapsedMs) => this.#draw(elapsedMs));
  }

  /** Nothing is opened for a page that nobody sees, and nothing moves by itself where motion is not wanted. */
  start() {
    this.#showButtons();
    this.play.addEventListener("click", () => this.#toggle());
    for (const button of this.buttons) button.addEventListener("click", () => this.#act(button));
    if (this.calm.matches) return;
    const open = () => document.visibilityState === "visible" && this.#open();
    document.addEventListener("visibilitychange", open);
    open();
  }

  /** @returns {Promise<Live | null>} */
  #open() {
    this.opening ??= this.#ask().catch(() => null);
    return this.opening;
  }

  async #ask() {
    const csrfToken = document.querySelector('meta[name="csrf-token"]').content;
    const answer = await fetch(this.root.dataset.frontDoor, { method: "POST", headers: { "X-CSRFToken": csrfToken } });
    const { live: url } = answer.ok ? await answer.json() : {};
    if (!url) return this.#close();
    const listener = {
      onFrame: (frame) => this.#take(frame),
      onYou: () => {},
      onMine: () => {},
      onState: (state) => state === "gone" && this.#close(),
    };
    this.live = new Live({ url, csrfToken, lens: "scene", listener });
    this.live.start();
    return this.live;
  }

  #close() {
    this.closed = true;
    this.root.dataset.live = "false";
    for (const element of [this.play, ...this.buttons]) element.hidden = true;
    return null;
  }

  #take(frame) {
    const restarted = frame.epoch !== this.store.epoch;
    const touched = this.store.apply(frame);
    this.room = this.store.get("room");
    this.scene ??= this.#begin();
    this.scene.stepped = this.calm.matches;
    this.clock.take(frame.now_ms, this.room, performance.now(), restarted);
    if (restarted) this.scene.restart();
    this.scene.take(touched, this.store, this.clock.speed);
    const ledger = this.store.get("ledger");
    for (const count of this.counts) write(count, number(ledger?.[count.dataset.count] ?? 0));
    this.root.dataset.live = "true";
    this.#showButtons();
    this.loop.wake();
  }

  #begin() {
    const scene = new MessagingScene(this.part("scene"));
    scene.onArrange = () => this.#follow();
    return scene;
  }

  /** On a phone a queue makes the scene taller: its lower end, where Shipping stands, comes into sight. */
  #follow() {
    if (!this.acted || !matchMedia(NARROW).matches) return;
    this.part("scene").closest(".bench").scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  #draw(elapsedMs) {
    return this.scene.draw(this.store, elapsedMs, this.clock.speed);
  }

  /** Until the room has told otherwise, it is as the still shows it. */
  #showButtons() {
    const playing = this.room?.playing === true;
    this.play.hidden = !this.room && !this.calm.matches;
    write(this.play.querySelector("[data-sign]"), playing ? "❚❚" : "▶");
    write(this.play.querySelector("[data-label]"), playing ? gettext("Pause") : gettext("Run"));
    const { running, queued } = this.#state();
    const fits = { start: !running, stop: running, queue: !queued };
    for (const button of this.buttons) button.hidden = !fits[button.dataset.act];
  }

  #state() {
    return { running: this.store.get(SHIPPING)?.state === "running", queued: this.store.get(QUEUE) !== undefined };
  }

  /** The first press, where nothing moved by itself, lets the room run. */
  async #toggle() {
    const live = await this.#open();
    if (this.room) live?.send(this.room.playing ? "room.pause" : "room.play");
  }

  /** A list of ordinary commands; meanwhile one sentence says what to look at. */
  async #act({ dataset }) {
    const { running, queued } = this.#state();
    write(this.part("look-at"), (running && dataset.lookRunning) || (queued && dataset.lookQueued) || dataset.look);
    if (this.part("way-on")) this.part("way-on").hidden = false;
    this.acted = true;
    const live = await this.#open();
    for (const [command, args] of JSON.parse(dataset.commands)) {
      const given = resolved(args, this.store);
      const answer = given && (await live?.send(command, given));
      if (!answer || answer.error) break;
    }
  }
}

/** @param {HTMLElement} root */
export function startFrontDoor(root) {
  new FrontDoor(root).start();
}
