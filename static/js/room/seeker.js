/** Where the hand has put the playhead. It is shown at once and sent one seek at a time, the latest of them wins. */

const EVERY_MS = 100;
const FRAME_MS_MOST = 1000;

/** Holds the wanted moment until the room's frames show it. */
export class Seeker {
  /** @param {(ms: number) => Promise<import("#lab/room/outbox.js").Answer>} seek */
  constructor(seek) {
    this.seek = seek;
    /** @type {number | null} the moment in the hand; null: what the frames say is what is wanted */
    this.heldMs = null;
    this.busy = false;
    this.framed = false;
    this.following = Promise.resolve();
  }

  /** When the room has heard of the last moment in the hand; what is meant for that moment waits for it. */
  settled() {
    return this.following;
  }

  /** @param {number} ms */
  to(ms) {
    this.heldMs = ms;
    clearTimeout(this.timer);
    if (!this.busy) this.following = this.#follow();
  }

  /** A frame of another epoch has come: the playhead has moved. */
  moved() {
    this.framed = true;
    if (!this.busy) this.#letGo();
  }

  async #follow() {
    this.busy = true;
    for (let askedMs = null; askedMs !== this.heldMs; ) {
      askedMs = this.heldMs;
      this.framed = false;
      const { error } = await this.seek(askedMs);
      if (error) this.#letGo();
      if (error) break;
      await new Promise((done) => setTimeout(done, EVERY_MS));
    }
    this.busy = false;
    if (this.framed) this.#letGo();
    else this.timer = setTimeout(() => this.#letGo(), FRAME_MS_MOST);
  }

  #letGo() {
    clearTimeout(this.timer);
    this.heldMs = null;
  }
}
