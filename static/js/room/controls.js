/** The bar below the scene: run and pause, steps, the rate, the simulated clock. */

import { choose, write } from "#lab/room/elements.js";
import { Later } from "#lab/room/later.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

const REACHED_ENOUGH = 0.9;
const STEPS_AT_ONCE_MOST = 100;

/**
 * Sends a command, tells what was refused and gives the room's answer.
 * @typedef {(command: string, args?: object, key?: string) => Promise<import("#lab/room/outbox.js").Answer>} Steer
 */

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
    /** @type {boolean | null} whether it is to play, from a press until the room has answered and shown it */
    this.wanted = null;
    this.unanswered = 0;
    this.rarePace = new Later(async () => (await import("#lab/room/rare_pace.js")).rarePace);
    this.steps = 0;
    this.stepping = false;
    this.playButton.addEventListener("click", () => this.toggle());
    part("step").addEventListener("click", () => this.step(1));
    part("back").addEventListener("click", () => this.step(-1));
    this.rate.addEventListener("change", () => steer("room.set_rate", { rate: Number(this.rate.value) }));
  }

  /** The button says at once what was pressed; the next press takes that back, however late the room answers. */
  async toggle() {
    const wanted = !(this.wanted ?? this.room?.playing);
    this.wanted = wanted;
    this.#showPlaying(wanted);
    this.unanswered += 1;
    const { error, unsent } = await this.steer(wanted ? "room.play" : "room.pause");
    this.unanswered -= 1;
    if ((error || unsent) && !this.unanswered) this.#showRoom();
  }

  /**
   * To a visible event further on, or back where negative; the room pauses there. What is pressed while the room
   * has not answered yet (a key that is held) goes with the next command.
   * @param {number} count
   */
  async step(count) {
    this.steps += count;
    if (this.stepping) return;
    this.stepping = true;
    while (this.steps) {
      const back = this.steps < 0;
      const most = Math.min(Math.abs(this.steps), STEPS_AT_ONCE_MOST);
      this.steps = 0;
      const { error } = await this.steer(back ? "room.step_back" : "room.step", most > 1 ? { count: most } : {});
      if (error) this.steps = 0;
    }
    this.stepping = false;
  }

  /** @param {object} room  the entity "room" */
  show(room) {
    this.room = room;
    this.playButton.dataset.playing = room.playing;
    if (this.unanswered) this.#showPlaying(this.wanted);
    else this.#showRoom();
    if (document.activeElement !== this.rate) choose(this.rate, room.rate, (rate) => `${rate}×`);
    const rare = room.broken || room.asleep || room.limit === "length";
    if (rare) this.rarePace.use((sentenceOf) => this.#pace(room, sentenceOf));
    else this.#pace(room, paceSentence);
  }

  showTime(nowMs) {
    write(this.face, clockFace(nowMs));
  }

  /** A sentence that has come late is of a room that may have changed. */
  #pace(room, sentenceOf) {
    if (room === this.room) write(this.pace, sentenceOf(room));
  }

  #showRoom() {
    this.wanted = null;
    this.#showPlaying(this.room?.playing === true);
  }

  #showPlaying(playing) {
    write(this.playButton.querySelector("[data-sign]"), playing ? "❚❚" : "▶");
    write(this.playButton.querySelector("[data-label]"), playing ? gettext("Pause") : gettext("Run"));
  }
}

/** Says so when the simulation cannot keep up with the rate asked for. */
function paceSentence(room) {
  if (!room.playing) return gettext("Paused");
  if (room.reached >= room.rate * REACHED_ENOUGH) return say(gettext("{rate}× real time"), { rate: room.rate });
  const reached = room.reached >= 10 ? Math.round(room.reached) : Number(room.reached.toFixed(1));
  return say(gettext("{rate}× asked, {reached}× reached"), { rate: room.rate, reached });
}
