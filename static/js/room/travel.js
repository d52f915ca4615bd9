/** The run's time in the hand: bar, rail, steps, the notice in the past, and the branches. */

import { Controls } from "#lab/room/controls.js";
import { Later } from "#lab/room/later.js";
import { changesHistory, RunHistory } from "#lab/room/run_history.js";
import { Seeker } from "#lab/room/seeker.js";
import { Timeline } from "#lab/room/timeline.js";

const FAR = 10;

/** Moves the playhead and tells where it stands. */
export class Travel {
  /**
   * @param {object} page
   * @param {(name: string) => HTMLElement} page.part
   * @param {import("#lab/room/controls.js").Steer} page.steer
   * @param {import("#lab/room/controls.js").Steer} page.put  the same, but waits for no seek
   * @param {import("#lab/room/controls.js").Steer} page.ask  tells nobody what was refused
   * @param {(sentence: string) => void} page.announce
   * @param {import("#lab/room/store.js").Store} page.store
   * @param {(a: number, b: number) => void} page.onCompare  opens the comparison of two branches
   * @param {() => Promise<unknown>} page.commands  fetches the words of every command
   */
  constructor({ part, steer, put, ask, announce, store, onCompare, commands }) {
    this.steer = steer;
    this.put = put;
    this.commands = commands;
    this.store = store;
    this.nowMs = 0;
    const leave = () => part("figure").focus({ preventScroll: true });
    this.controls = new Controls(part("bar"), steer);
    this.timeline = new Timeline(part("timeline"), (ms) => this.seek(ms));
    this.seeker = new Seeker((ms) => this.#put(ms));
    this.past = new Later(async () => {
      const { PastNotice } = await import("#lab/room/past.js");
      return new PastNotice(part("past"), part("bar"), { steer, announce, leave, toHead: () => this.toHead() });
    });
    this.branches = new Later(async () => {
      const { Branches } = await import("#lab/room/branches.js");
      return new Branches(part("branches"), steer, { leave, onCompare });
    });
    this.history = new RunHistory(ask, (history) => this.#mark(history));
  }

  /** What the keys do while the figure has the focus. */
  get keys() {
    return {
      " ": () => this.controls.toggle(),
      ArrowRight: () => this.controls.step(1),
      ArrowLeft: () => this.controls.step(-1),
      "Shift+ArrowRight": () => this.controls.step(FAR),
      "Shift+ArrowLeft": () => this.controls.step(-FAR),
      Home: () => this.seek(0),
      End: () => this.toHead(),
    };
  }

  /** @param {boolean} restarted  the frame is of another epoch */
  take(room, restarted) {
    if (restarted) this.seeker.moved();
    this.controls.show(room);
    this.timeline.take(room, this.store.nowMs);
    if (room.past || this.past.wanted) this.past.use((past) => past.take(room, this.nowMs));
    if (room.branches?.length > 1 || this.branches.wanted) this.branches.use((branches) => this.#show(branches));
    this.#listen(room);
  }

  /** The clock says so; a moment in the hand goes before it. */
  show(clockMs) {
    this.nowMs = this.seeker.heldMs ?? clockMs;
    this.controls.showTime(this.nowMs);
    this.timeline.show(this.nowMs);
    if (this.past.wanted) this.past.use((past) => past.show(this.nowMs));
  }

  /** @param {"owner" | "watcher" | "reader"} role */
  be(role) {
    this.timeline.allow(role !== "watcher");
    this.steersBranches = role === "owner";
  }

  /** Puts the playhead there. @param {number} ms */
  seek(ms) {
    this.seeker.to(ms);
    this.show(ms);
  }

  /**
   * To a moment of the run that a panel or the log leads to, on another branch if one is named.
   * @param {number} atUs @param {number} [branch]
   */
  async goTo(atUs, branch = this.branch) {
    if (branch === this.branch && this.timeline.may) return this.seek(atUs / 1000);
    const { error } = branch === this.branch ? {} : await this.steer("room.switch", { branch });
    return error ? undefined : this.put("room.seek", { at_us: Math.round(atUs) });
  }

  /** When the room stands where the hand has put it. */
  settled() {
    return this.seeker.settled();
  }

  toHead() {
    this.seek(this.timeline.headMs);
  }

  #put(ms) {
    if (ms >= Math.floor(this.timeline.headMs)) return this.put("room.to_head");
    return this.put("room.seek", { at_us: Math.round(ms * 1000) });
  }

  #show(branches) {
    const room = this.store.get("room");
    branches.show(room, this.timeline.headMs, this.steersBranches && !room.reading);
  }

  /** A run in which nothing was done yet has no marks. */
  async #mark(history) {
    const goals = history.goals.some(({ status }) => status !== "not_yet");
    if (!history.commands.length && !goals && !this.timeline.marked.length) return;
    const [{ marksOf }] = await Promise.all([import("#lab/room/marks.js"), this.commands()]);
    this.timeline.mark(marksOf(history, this.store));
  }

  /** The past brings only what is known; another branch has a history of its own. */
  #listen(room) {
    const another = room.branch !== this.branch;
    this.branch = room.branch;
    if (another || (!room.past && this.store.fresh.some(changesHistory))) this.history.want();
  }
}
