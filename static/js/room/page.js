/** The room page: frames come in, every part shows what it knows, one loop draws. */

import { Loop } from "#lab/draw/loop.js";
import { Announcer } from "#lab/room/announce.js";
import { AskWhy } from "#lab/room/ask_why.js";
import { Clock } from "#lab/room/clock.js";
import { ConnectionSign, sentenceOf } from "#lab/room/connection.js";
import { write } from "#lab/room/elements.js";
import { listenForKeys } from "#lab/room/keys.js";
import { Later } from "#lab/room/later.js";
import { Log } from "#lab/room/log.js";
import { Milestones } from "#lab/room/milestones.js";
import { followMotion } from "#lab/room/motion.js";
import { Panels } from "#lab/room/panels.js";
import { Live } from "#lab/room/socket.js";
import { Store } from "#lab/room/store.js";
import { Travel } from "#lab/room/travel.js";
import { gettext, ngettext, number, say } from "#lab/room/words.js";

/**
 * @typedef {object} Guest
 * @property {(store: Store, restarted: boolean) => void} [take]  after each frame
 * @property {(nowMs: number) => void} [showTime]  the moment shown, at every display frame
 * @property {(command: string, args?: object) => boolean} [allows]  false: what a person asked for is not sent
 * @property {(command: string, args: object | undefined, result: unknown) => void} [done]  it was carried out
 */

/** Everything on one room's page; a shared run's page has the same scene, but nothing to break and no terminal. */
class RoomPage {
  /** @param {HTMLElement} root  the element with `data-room` @param {new (host: HTMLElement) => object} Scene */
  constructor(root, Scene) {
    const part = (name) => root.querySelector(`[data-part="${name}"]`);
    this.part = part;
    this.root = root;
    this.role = root.dataset.role;
    this.store = new Store();
    this.clock = new Clock();
    this.scene = new Scene(part("scene"));
    this.loop = new Loop((elapsedMs, wallMs) => this.#draw(elapsedMs, wallMs));
    this.announcer = new Announcer(part("announcer"));
    this.csrfToken = document.querySelector('meta[name="csrf-token"]').content;
    this.steer = (command, args, key) => this.#steer(command, args, key);
    this.ask = (command, args) => this.live.send(command, args);
    this.announce = (sentence) => this.announcer.say(sentence);
    this.tell = (sentence) => this.#notice(sentence);
    /** @type {Guest[]} what other parts of the site have added to the page */
    this.guests = [];
    this.travel = new Travel({
      part,
      steer: this.steer,
      put: (command, args) => this.#send(command, args),
      ask: this.ask,
      announce: this.announce,
      store: this.store,
      onCompare: (a, b) => this.panels.compare(a, b),
      commands: this.scene.words.rareCommands,
    });
    this.#makeParts(part);
    this.live = this.#connect();
  }

  /** What the page shows of the run; a page that lacks a place goes without. */
  #makeParts(part) {
    const seek = (atUs, branch) => this.travel.goTo(atUs, branch);
    const { ask, announce, store } = this;
    const own = this.scene.words;
    this.faults = new Later(async () => {
      const { Faults } = await import("#lab/room/faults.js");
      return new Faults(part("faults"), this.steer);
    });
    part("faults")?.closest("details")?.addEventListener("toggle", () => this.#showFaults());
    this.#showFaults(); // on its way, so that it is there with the first frame
    this.ledger = new Later(async () => {
      const { LedgerStrip } = await import("#lab/room/ledger.js");
      return new LedgerStrip(part("ledger"));
    });
    this.log = part("log") && new Log(part("log"), part("log-empty"), ask, seek);
    this.words = new Later(async () => {
      const { RunWords } = await import("#lab/room/run_words.js");
      return new RunWords(part("words"), { ask, announce, seek: (atMs) => seek(atMs * 1000), ran: this.ran, own });
    });
    this.why = part("ask-why") && new AskWhy(part, { ask, seek, store, own });
    const { throughput, panels: more } = this.scene;
    const chosen = () => this.scene.looked;
    this.panels = new Panels(this.root, { ask, seek, store, throughput, more, own, chosen });
    this.milestones = new Milestones();
    this.sign = new ConnectionSign(part("connection"));
  }

  /** Lets another part of the site (a lesson, the bench for hands) follow the room. @param {Guest} guest */
  add(guest) {
    this.guests.push(guest);
    if (this.store.epoch !== null) guest.take?.(this.store, false);
  }

  start() {
    this.#beRole(this.role);
    followMotion(this.part("motion"), (motion) => this.#move(motion));
    const { keys } = this.travel;
    const steering = Object.entries(keys).map(([key, act]) => [key, () => this.#mayTravel(act)]);
    const help = () => this.part("help").showModal();
    listenForKeys(this.part("figure"), { ...Object.fromEntries(steering), "?": help });
    this.#onClick("help-button", help);
    this.#onClick("copy", () => this.#copy());
    this.#onClick("go-on", () => this.#steer("room.go_on"));
    this.#onClick("open-wire", () => this.#steer("room.open_wire", { open: true }));
    this.#onClick("share-button", () => this.#share());
    this.live.start();
  }

  #connect() {
    return new Live({
      url: this.root.dataset.live,
      csrfToken: this.csrfToken,
      lens: "scene",
      listener: {
        onFrame: (frame) => this.#take(frame),
        onYou: ({ role }) => this.#beRole(role),
        onMine: () => {},
        onState: (state, retryMs) => this.#connection(state, retryMs),
      },
    });
  }

  #onClick(name, act) {
    this.part(name)?.addEventListener("click", act);
  }

  #take(frame) {
    const restarted = frame.epoch !== this.store.epoch;
    const wallMs = performance.now();
    const touched = this.store.apply(frame);
    const room = this.store.get("room");
    this.clock.take(frame.now_ms, room, wallMs, restarted);
    if (restarted) this.#forget();
    this.scene.take(touched, this.store, this.clock.speed);
    this.travel.take(room, restarted);
    if (touched.has("room")) this.#showRoom(room);
    if (touched.has("ledger") && this.store.get("ledger")) this.#showLedger();
    this.#showFaults();
    this.log?.add(this.store.fresh, this.store);
    this.#followWords(room);
    this.panels.take(this.store);
    this.why?.take();
    const news = this.milestones.find(this.store);
    if (news && !restarted) this.announcer.say(news);
    for (const guest of this.guests) guest.take?.(this.store, restarted);
    this.root.dataset.frames = "true";
    this.loop.wake();
  }

  #showLedger() {
    const queues = this.store.ofKind("queue").map(([, queue]) => queue);
    this.ledger.use((strip) => strip.show(this.store.get("ledger"), queues));
  }

  /** Only where the owner sees it. */
  #showFaults() {
    const place = this.part("faults");
    const seen = place && !place.closest("details:not([open])");
    if (seen && this.role === "owner") this.faults.use((faults) => faults.show(this.store));
  }

  /** Until something has happened and the run stands still, there is nothing to say of it. */
  #followWords({ playing }) {
    const something = !playing && this.store.nowMs > 0;
    if (this.part("words") && (something || this.words.wanted)) this.words.use((words) => words.follow(this.store));
    if (!this.words.wanted) this.ran = playing;
  }

  #forget() {
    this.scene.restart();
    this.log?.restart(this.store);
    this.milestones = new Milestones();
    this.drawnOnce = false;
  }

  #draw(elapsedMs, wallMs) {
    if (this.motion === "still" && this.drawnOnce) return false;
    this.drawnOnce = this.store.epoch !== null;
    const nowMs = this.clock.now(wallMs);
    this.travel.show(nowMs);
    this.panels.showTime(this.travel.nowMs);
    for (const guest of this.guests) guest.showTime?.(this.travel.nowMs);
    return this.scene.draw(this.store, elapsedMs, this.clock.speed);
  }

  #move(motion) {
    this.motion = motion;
    this.clock.stepped = motion === "steps";
    this.scene.stepped = motion === "steps";
    this.drawnOnce = false;
    this.loop.wake();
  }

  #showRoom(room) {
    const viewers = ngettext("{count} person here", "{count} people here", room.viewers);
    if (this.part("viewers")) write(this.part("viewers"), say(viewers, { count: number(room.viewers) }));
    if (this.part("terminal")) this.#showTerminal(room.wire_open);
    if (this.part("terminal-closed")) this.part("terminal-closed").hidden = room.wire_open || this.role !== "owner";
    this.part("broken").hidden = !room.broken;
  }

  #showTerminal(open) {
    this.part("terminal").hidden = !open;
    const [queue] = this.store.ofKind("queue");
    if (queue) write(this.part("aws-queue"), queue[1].name);
  }

  /** The owner steers; a reader moves through the time of a shared run; a watcher does neither. */
  #beRole(role) {
    this.role = role;
    const steers = role === "owner";
    const travels = role !== "watcher";
    for (const element of this.root.querySelectorAll("[data-steers]")) element.hidden = !steers;
    for (const element of this.root.querySelectorAll("[data-travels]")) element.hidden = !travels;
    for (const element of this.root.querySelectorAll("[data-watches]")) element.hidden = travels;
    this.part("rail-reason").hidden = travels;
    this.travel.be(role);
    if (this.store.epoch === null) return;
    this.#showFaults();
    this.travel.take(this.store.get("room"), false);
    this.#showRoom(this.store.get("room"));
  }

  #connection(state, retryMs) {
    this.sign.show(state, retryMs);
    if (state === "lost" || state === "gone") this.announcer.say(sentenceOf(state, retryMs));
    this.root.dataset.connection = state;
  }

  /** What is done now is meant for the moment that the hand has just put the playhead to. */
  async #steer(command, args, key) {
    for (const guest of this.guests) if (guest.allows?.(command, args) === false) return { unsent: true };
    await this.travel.settled();
    const answer = await this.#send(command, args, key);
    if (!answer.error) for (const guest of this.guests) guest.done?.(command, args, answer.result);
    if (!answer.error && !command.startsWith("room.")) this.travel.history.want();
    return answer;
  }

  async #send(command, args, key) {
    const answer = await this.live.send(command, args, key);
    if (answer.error) await this.#refuse(answer.error);
    else this.#notice("");
    return answer;
  }

  #mayTravel(action) {
    if (this.role !== "watcher") action();
    else this.#refuse({ code: "not_yours" });
  }

  async #refuse(error) {
    const { refusalSentence } = await import("#lab/room/refusals.js");
    this.#notice(refusalSentence(error));
  }

  #notice(sentence) {
    write(this.part("notice"), sentence);
    if (sentence) this.announcer.say(sentence);
  }

  async #share() {
    const { ShareDialog } = await import("#lab/room/share.js");
    this.sharing ??= new ShareDialog(this.part("share"), {
      url: new URL("../share/", new URL(this.root.dataset.live, location.href)),
      csrfToken: this.csrfToken,
      scene: this.scene,
      shownMs: () => this.travel.nowMs,
    });
    await this.sharing.open();
  }

  async #copy() {
    const { copyTextOf } = await import("#lab/room/copy.js");
    const done = await copyTextOf(this.part("aws"));
    this.#notice(done ? gettext("Copied") : gettext("Select the line and copy it"));
  }
}

/**
 * Starts the page.
 * @param {HTMLElement} root
 * @param {new (host: HTMLElement) => object} Scene  what draws its entities
 * @returns {RoomPage}
 */
export function startRoom(root, Scene) {
  const page = new RoomPage(root, Scene);
  page.start();
  return page;
}
