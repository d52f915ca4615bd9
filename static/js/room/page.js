/** The room page: frames come in, every part shows what it knows, one loop draws. */

import { Loop } from "#lab/draw/loop.js";
import { Announcer } from "#lab/room/announce.js";
import { Clock } from "#lab/room/clock.js";
import { ConnectionSign, sentenceOf } from "#lab/room/connection.js";
import { Controls } from "#lab/room/controls.js";
import { copyTextOf } from "#lab/room/copy.js";
import { write } from "#lab/room/elements.js";
import { Faults } from "#lab/room/faults.js";
import { listenForKeys } from "#lab/room/keys.js";
import { LedgerStrip } from "#lab/room/ledger.js";
import { Log } from "#lab/room/log.js";
import { Milestones } from "#lab/room/milestones.js";
import { followMotion } from "#lab/room/motion.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { Live } from "#lab/room/socket.js";
import { Store } from "#lab/room/store.js";
import { SceneTable } from "#lab/room/table.js";
import { gettext, ngettext, number, say } from "#lab/room/words.js";
import { MessagingScene } from "#lab/scenes/messaging.js";

/** Everything on one room's page. */
class RoomPage {
  /** @param {HTMLElement} root  the element with `data-room` */
  constructor(root) {
    const part = (name) => root.querySelector(`[data-part="${name}"]`);
    this.part = part;
    this.root = root;
    this.role = root.dataset.role;
    this.store = new Store();
    this.clock = new Clock();
    this.scene = new MessagingScene(part("scene"));
    this.loop = new Loop((elapsedMs, wallMs) => this.#draw(elapsedMs, wallMs));
    const steer = (command, args) => this.#steer(command, args);
    this.controls = new Controls(part("bar"), steer);
    this.faults = new Faults(part("faults"), steer);
    this.ledger = new LedgerStrip(part("ledger"));
    this.log = new Log(part("log"), part("log-empty"));
    this.table = new SceneTable(part("table"), this.scene.throughput);
    this.announcer = new Announcer(part("announcer"));
    this.milestones = new Milestones();
    this.sign = new ConnectionSign(part("connection"));
    this.live = new Live({
      url: root.dataset.live,
      csrfToken: document.querySelector('meta[name="csrf-token"]').content,
      lens: "scene",
      listener: {
        onFrame: (frame) => this.#take(frame),
        onYou: ({ role }) => this.#beRole(role),
        onMine: () => {},
        onState: (state, retryMs) => this.#connection(state, retryMs),
      },
    });
  }

  start() {
    this.#beRole(this.role);
    followMotion(this.part("motion"), (motion) => this.#move(motion));
    listenForKeys(this.part("figure"), {
      " ": () => this.#mayRun(() => this.controls.toggle()),
      ArrowRight: () => this.#mayRun(() => this.controls.step()),
      "?": () => this.part("help").showModal(),
    });
    this.part("help-button").addEventListener("click", () => this.part("help").showModal());
    this.part("copy").addEventListener("click", () => this.#copy());
    this.part("go-on").addEventListener("click", () => this.#steer("room.go_on"));
    this.part("open-wire").addEventListener("click", () => this.#steer("room.open_wire", { open: true }));
    this.live.start();
  }

  #take(frame) {
    const restarted = frame.epoch !== this.store.epoch;
    const wallMs = performance.now();
    const touched = this.store.apply(frame);
    const room = this.store.get("room");
    this.clock.take(frame.now_ms, room, wallMs, restarted);
    if (restarted) this.#forget();
    this.scene.take(touched, this.store, this.clock.speed);
    if (touched.has("room")) this.#showRoom(room);
    if (touched.has("ledger") && this.store.get("ledger")) this.ledger.show(this.store.get("ledger"));
    if (this.role === "owner") this.faults.show(this.store);
    this.log.add(this.store.fresh, this.store);
    this.table.show(this.store);
    const news = this.milestones.find(this.store);
    if (news && !restarted) this.announcer.say(news);
    this.root.dataset.frames = "true";
    this.loop.wake();
  }

  #forget() {
    this.scene.restart();
    this.log.clear();
    this.milestones = new Milestones();
  }

  #draw(elapsedMs, wallMs) {
    if (this.motion === "still" && this.drawnOnce) return false;
    this.drawnOnce = this.store.epoch !== null;
    const nowMs = this.clock.now(wallMs);
    this.controls.showTime(nowMs);
    return this.scene.draw(this.store, nowMs, elapsedMs, this.clock.speed);
  }

  #move(motion) {
    this.motion = motion;
    this.clock.stepped = motion === "steps";
    this.scene.stepped = motion === "steps";
    this.drawnOnce = false;
    this.loop.wake();
  }

  #showRoom(room) {
    this.controls.show(room);
    const viewers = ngettext("{count} person here", "{count} people here", room.viewers);
    write(this.part("viewers"), say(viewers, { count: number(room.viewers) }));
    this.part("terminal").hidden = !room.wire_open;
    this.part("terminal-closed").hidden = room.wire_open || this.role !== "owner";
    this.part("broken").hidden = !room.broken;
  }

  #beRole(role) {
    this.role = role;
    const steers = role === "owner";
    for (const element of this.root.querySelectorAll("[data-steers]")) element.hidden = !steers;
    for (const element of this.root.querySelectorAll("[data-watches]")) element.hidden = steers;
    if (this.store.epoch === null) return;
    if (steers) this.faults.show(this.store);
    this.#showRoom(this.store.get("room"));
  }

  #connection(state, retryMs) {
    this.sign.show(state, retryMs);
    if (state === "lost" || state === "gone") this.announcer.say(sentenceOf(state, retryMs));
    this.root.dataset.connection = state;
  }

  async #steer(command, args) {
    const { error } = await this.live.send(command, args);
    this.#notice(error ? refusalSentence(error) : "");
  }

  #mayRun(action) {
    if (this.role === "owner") action();
    else this.#notice(refusalSentence({ code: "not_yours" }));
  }

  #notice(sentence) {
    write(this.part("notice"), sentence);
    if (sentence) this.announcer.say(sentence);
  }

  async #copy() {
    const done = await copyTextOf(this.part("aws"));
    this.#notice(done ? gettext("Copied") : gettext("Select the line and copy it"));
  }
}

/** Starts the page. @param {HTMLElement} root */
export function startRoom(root) {
  new RoomPage(root).start();
}
