/** The bar below the scene: run and pause, step, the rate, the simulated clock. */

import { choose, write } from "#lab/room/elements.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

const REACHED_ENOUGH = 0.9;

/** @typedef {(command: string, args?: object) => void} Steer  sends a command and tells what was refused */

/** Wires the bar's buttons and shows the room's pace. */
export class Controls {
  /** @param {HTMLElement} bar @param {Steer} steer */
  constructor(bar, steer) {
    const part = (name) => bar.querySelector(`[data-${name}]`);
    this.steer = steer;
    this.face = part("clock");
    this.pace = part("pace");
    this.playButton = part("play");
    this.rate = part("rate");
    this.playButton.addEventListener("click", () => this.toggle());
    part("step").addEventListener("click", () => this.step());
    this.rate.addEventListener("change", () => steer("room.set_rate", { rate: Number(this.rate.value) }));
  }

  toggle() {
    this.steer(this.room?.playing ? "room.pause" : "room.play");
  }

  /** One step forward to the next visible event; the room pauses there. */
  step() {
    this.steer("room.step");
  }

  /** @param {object} room  the entity "room" */
  show(room) {
    this.room = room;
    this.playButton.dataset.playing = room.playing;
    write(this.playButton.querySelector("[data-sign]"), room.playing ? "❚❚" : "▶");
    write(this.playButton.querySelector("[data-label]"), room.playing ? gettext("Pause") : gettext("Run"));
    if (document.activeElement !== this.rate) choose(this.rate, room.rate, (rate) => `${rate}×`);
    write(this.pace, paceSentence(room));
  }

  showTime(nowMs) {
    write(this.face, clockFace(nowMs));
  }
}

/** Says so when the simulation cannot keep up with the rate asked for. */
export function paceSentence(room) {
  if (room.broken) return gettext("Stopped by an error");
  if (room.asleep) return gettext("Asleep");
  if (!room.playing) return gettext("Paused");
  if (room.reached >= room.rate * REACHED_ENOUGH) return say(gettext("{rate}× real time"), { rate: room.rate });
  const reached = room.reached >= 10 ? Math.round(room.reached) : Number(room.reached.toFixed(1));
  return say(gettext("{rate}× asked, {reached}× reached"), { rate: room.rate, reached });
}
