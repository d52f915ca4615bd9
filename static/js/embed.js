/** A shared run on a page of another site: its scene, the rail of its time, one button, and the way to all the rest. */

import { Loop } from "#lab/draw/loop.js";
import { Clock } from "#lab/room/clock.js";
import { sentenceOf } from "#lab/room/connection.js";
import { write } from "#lab/room/elements.js";
import { marksOf } from "#lab/room/marks.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { RunHistory } from "#lab/room/run_history.js";
import { Seeker } from "#lab/room/seeker.js";
import { Live } from "#lab/room/socket.js";
import { Store } from "#lab/room/store.js";
import { Timeline } from "#lab/room/timeline.js";
import { clockFace, gettext } from "#lab/room/words.js";

/** The small page. There is no switch for motion here, so the system's setting decides. */
class EmbeddedRun {
  /** @param {HTMLElement} root  the element with `data-embed` @param {new (host: HTMLElement) => object} Scene */
  constructor(root, Scene) {
    const part = (name) => root.querySelector(`[data-part="${name}"]`);
    this.root = root;
    this.notice = part("notice");
    this.otherRules = part("other-rules");
    this.face = part("clock");
    this.playButton = part("play");
    this.store = new Store();
    this.clock = new Clock();
    this.scene = new Scene(part("scene"));
    this.loop = new Loop((elapsedMs, wallMs) => this.#draw(elapsedMs, wallMs));
    this.timeline = new Timeline(part("timeline"), (ms) => this.#seek(ms));
    this.seeker = new Seeker((ms) => this.#send("room.seek", { at_us: Math.round(ms * 1000) }));
    this.live = new Live({
      url: root.dataset.live,
      csrfToken: "",
      lens: "scene",
      listener: {
        onFrame: (frame) => this.#take(frame),
        onYou: () => {},
        onMine: () => {},
        onState: (state, retryMs) => this.#connection(state, retryMs),
      },
    });
    this.history = new RunHistory(
      (command, args) => this.live.send(command, args),
      (history) => this.#mark(history),
    );
  }

  start() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const follow = () => (this.clock.stepped = this.scene.stepped = calm.matches);
    calm.addEventListener("change", follow);
    follow();
    this.timeline.allow(true);
    this.playButton.addEventListener("click", () => this.#toggle());
    this.live.start();
  }

  #take(frame) {
    const restarted = frame.epoch !== this.store.epoch;
    const first = this.store.epoch === null;
    const touched = this.store.apply(frame);
    const room = this.store.get("room");
    this.clock.take(frame.now_ms, room, performance.now(), restarted);
    if (restarted) this.scene.restart();
    if (restarted) this.seeker.moved();
    this.scene.take(touched, this.store, this.clock.speed);
    this.timeline.take(room, this.store.nowMs);
    this.#showPlaying(room.playing);
    this.otherRules.hidden = !room.other_rules;
    if (first) this.history.want();
    this.root.dataset.frames = "true";
    this.loop.wake();
  }

  async #mark(history) {
    await this.scene.words.rareCommands();
    this.timeline.mark(marksOf(history, this.store));
  }

  #draw(elapsedMs, wallMs) {
    const nowMs = this.clock.now(wallMs);
    const shownMs = this.seeker.heldMs ?? nowMs;
    write(this.face, clockFace(shownMs));
    this.timeline.show(shownMs);
    return this.scene.draw(this.store, elapsedMs, this.clock.speed);
  }

  #showPlaying(playing) {
    this.playing = playing;
    write(this.playButton.querySelector("[data-sign]"), playing ? "❚❚" : "▶");
    write(this.playButton.querySelector("[data-label]"), playing ? gettext("Pause") : gettext("Run"));
  }

  /** From its end a recording plays again from the start. */
  async #toggle() {
    if (!this.playing && !this.store.get("room")?.past) await this.#send("room.seek", { at_us: 0 });
    this.#send(this.playing ? "room.pause" : "room.play");
  }

  #seek(ms) {
    this.seeker.to(ms);
    this.loop.wake();
  }

  async #send(command, args) {
    const answer = await this.live.send(command, args);
    write(this.notice, answer.error ? refusalSentence(answer.error) : "");
    return answer;
  }

  #connection(state, retryMs) {
    const trouble = state === "lost" || state === "gone";
    write(this.notice, trouble ? sentenceOf(state, retryMs) : "");
    this.root.dataset.connection = state;
  }
}

const root = document.querySelector("[data-embed]");
new EmbeddedRun(root, (await import(`#lab/scenes/${root.dataset.scene}.js`)).Scene).start();
document.documentElement.dataset.ready = "true";
