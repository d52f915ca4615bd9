/** The live connection to a room: one WebSocket that always comes back, or polling where WebSockets are refused. */

import { waitMs } from "#lab/room/backoff.js";
import { Later } from "#lab/room/later.js";
import { Outbox } from "#lab/room/outbox.js";

const SILENCE_MS_MOST = 10_000;
const PROBE_AFTER_MS = 1500;
const PROBE_ANSWER_MS = 2000;
const WATCH_EVERY_MS = 1000;
const REFUSALS_MOST = 2;
const SOCKET_AGAIN_MS = 30_000;
const CLOSED_UNKNOWN_ROOM = 4004;
const HTTP_NOT_FOUND = 404;

/** @typedef {"connecting" | "live" | "polling" | "lost" | "gone"} State */
/**
 * @typedef {object} Listener
 * @property {(frame: object) => void} onFrame
 * @property {(you: object) => void} onYou
 * @property {(mine: object) => void} onMine
 * @property {(state: State, retryMs: number) => void} onState
 */

/** Keeps the room's frames coming and its commands going. */
export class Live {
  /** @param {{url: string, csrfToken: string, lens: string, listener: Listener}} options  `url`: its path */
  constructor({ url, csrfToken, lens, listener }) {
    this.url = new URL(url, location.href);
    this.lens = lens;
    this.listener = listener;
    this.outbox = new Outbox();
    /** @type {[string, number] | null} epoch and number of the newest frame */
    this.place = null;
    this.failures = 0;
    this.frameSeen = false;
    this.heardMs = performance.now();
    /** @type {import("#lab/room/polling.js").Polling | null} only where it is needed */
    this.polling = null;
    this.lent = new Later(() => this.#lendPolling(csrfToken));
  }

  start() {
    setInterval(() => this.#watch(), WATCH_EVERY_MS);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.wake());
    addEventListener("pageshow", () => this.wake());
    addEventListener("online", () => this.wake());
    this.#open();
  }

  /**
   * Sends a command; it is repeated with the same key until the room answers.
   * @param {string} command
   * @param {object} [args]
   * @param {string} [key]  of what must never be done twice, whoever sends it
   * @returns {Promise<import("#lab/room/outbox.js").Answer>}
   */
  send(command, args = {}, key = undefined) {
    const entry = this.outbox.add(command, args, key);
    if (this.#connected) this.#put(entry.command);
    return entry.done;
  }

  /** The page is looked at again, or the network is back: a waiting retry goes at once, a silent socket is probed. */
  wake() {
    if (this.state === "gone") return;
    if (this.retry) return this.#open();
    const asked = this.heardMs;
    if (this.state !== "live" || performance.now() - asked < PROBE_AFTER_MS) return;
    this.#sendUp({ resume: this.place, lens: this.lens });
    setTimeout(() => this.state === "live" && this.heardMs === asked && this.#drop(), PROBE_ANSWER_MS);
  }

  #open() {
    clearTimeout(this.retry);
    this.retry = null;
    this.openedMs = performance.now();
    if (!this.polling?.running) this.#enter("connecting");
    try {
      const address = new URL(this.url.href.replace(/^http/, "ws"));
      this.#listenTo(new WebSocket(address));
    } catch {
      this.frameSeen = false;
      this.failures = REFUSALS_MOST;
      this.#closed({});
    }
  }

  async #lendPolling(csrfToken) {
    const { Polling } = await import("#lab/room/polling.js");
    this.polling = new Polling({
      url: this.url.href,
      csrfToken,
      lens: this.lens,
      place: () => this.place,
      onMessage: (message) => this.#take(message, "polling"),
      onFailure: (status) => this.#pollFailed(status),
    });
    return this.polling;
  }

  #listenTo(socket) {
    this.socket = socket;
    const current = (react) => (event) => this.socket === socket && react(event);
    socket.onopen = current(() => this.#sendUp({ resume: this.place, lens: this.lens }));
    socket.onmessage = current((event) => this.#take(JSON.parse(event.data), "live"));
    socket.onclose = current((event) => this.#closed(event));
  }

  #closed({ code }) {
    this.socket = null;
    if (code === CLOSED_UNKNOWN_ROOM) return this.#end();
    this.failures += 1;
    const refused = !this.frameSeen && this.failures >= REFUSALS_MOST;
    const retryMs = refused ? SOCKET_AGAIN_MS : waitMs(this.failures);
    this.retry = setTimeout(() => this.#open(), retryMs);
    if (refused) this.lent.use((polling) => !this.frameSeen && this.state !== "gone" && polling.start());
    if (!this.polling?.running) this.#enter("lost", retryMs);
  }

  /** Gives a dead link up without waiting for its closing handshake, which may never come. */
  #drop() {
    const dead = this.socket;
    this.#closed({});
    dead?.close();
  }

  #watch() {
    const nowMs = performance.now();
    const silentMs = nowMs - Math.max(this.heardMs, this.openedMs);
    if (this.socket && silentMs > SILENCE_MS_MOST) return this.#drop();
    if (this.state === "live" && this.place && this.place[1] !== this.seen) {
      this.seen = this.place[1];
      this.#sendUp({ seen: this.seen });
    }
    if (this.state === "polling") for (const command of this.outbox.unanswered()) this.polling.post(command);
  }

  #take(message, door) {
    this.heardMs = performance.now();
    if ("ack" in message) return this.outbox.settle(message);
    if ("you" in message) return this.listener.onYou(message.you);
    if ("mine" in message) return this.listener.onMine(message.mine);
    if (message.n === undefined) return undefined;
    return this.#takeFrame(message, door);
  }

  #takeFrame(frame, door) {
    const follows = this.place && frame.epoch === this.place[0] && frame.n === this.place[1] + 1;
    if (!frame.full && !follows) return this.#askForAll(door);
    this.place = [frame.epoch, frame.n];
    if (door === "live") {
      this.frameSeen = true;
      this.failures = 0;
      this.polling?.stop();
    }
    if (this.state !== door) this.#enter(door);
    return this.listener.onFrame(frame);
  }

  /** A hole in the numbers: what is held is no longer true, one full frame mends it. */
  #askForAll(door) {
    const nowMs = performance.now();
    this.place = null;
    if (door !== "live" || nowMs - (this.askedMs ?? -Infinity) < PROBE_ANSWER_MS) return;
    this.askedMs = nowMs;
    this.#sendUp({ resume: null, lens: this.lens });
  }

  #pollFailed(status) {
    if (status === HTTP_NOT_FOUND) this.#end();
    else if (this.state !== "live") this.#enter("lost", WATCH_EVERY_MS);
  }

  #enter(state, retryMs = 0) {
    const before = this.state;
    this.state = state;
    if (before !== state && this.#connected) for (const command of this.outbox.unanswered()) this.#put(command);
    this.listener.onState(state, retryMs);
  }

  get #connected() {
    return this.state === "live" || this.state === "polling";
  }

  #end() {
    clearTimeout(this.retry);
    this.polling?.stop();
    this.socket = null;
    this.#enter("gone");
  }

  #put(command) {
    if (this.state === "polling") this.polling.post(command);
    else this.#sendUp(command);
  }

  #sendUp(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
