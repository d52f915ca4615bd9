/** Plays the solution in the learner's room: its commands at their moments, or a pause where one is the learner's. */

import { ScriptCard } from "#lab/lesson/script_card.js";
import { ScriptPace } from "#lab/lesson/script_pace.js";
import { ScriptProgress } from "#lab/lesson/script_progress.js";
import { resolved } from "#lab/lesson/subscriptions.js";
import { gettext } from "#lab/room/words.js";

/** What would let time pass over a gap. */
const GOES_ON = new Set(["room.play", "room.step"]);

/** Answered over a cluster's own network: not while time stands still, and later than it is to be told. */
const ANSWERED_LATER = /^kubectl\./;

/** Between two commands; where it is longer, time goes by more quickly. */
const LULL_S = 60;

/** A command is seen a moment after it was given. */
const SEEN_MS = 200;

/**
 * @typedef {{command: string, args: object}} Command
 * @typedef {object} Line
 * @property {number} at_s
 * @property {string} command
 * @property {object} args
 * @property {string} comment
 * @property {string | null} gap
 * @property {Command[]} also  what fills the gap as well
 * @property {string | null} predict  the name of the prediction that has to come before it
 */

/** A guest of the room page. Commands carry keys, so that no second tab and no reload gives one twice. */
export class Script {
  /**
   * @param {HTMLElement} root
   * @param {object} page  the room page
   * @param {import("#lab/lesson/gate.js").Gate | undefined} gate  none where the note's predictions are not meant
   */
  constructor(root, page, gate) {
    Object.assign(this, { page, gate, store: page.store, gaps: root.dataset.rung === "gaps", gap: null });
    /** @type {Set<number>} the lines that are on their way to the room */
    this.sent = new Set();
    /** @type {WeakSet<object>} their arguments, to know them from what the learner does, with the same ones perhaps */
    this.own = new WeakSet();
    /** @type {Line[]} */
    this.lines = JSON.parse(document.getElementById("script").textContent);
    this.progress = new ScriptProgress(root.dataset.room, this.lines.length);
    this.card = new ScriptCard(page.part("script"), this.lines, {
      store: page.store,
      seek: (atMs) => page.travel.goTo((atMs + SEEN_MS) * 1000),
      showMe: () => this.#showMe(),
      run: () => page.steer("room.play"),
      next: nextOf(root),
    });
    this.pace = new ScriptPace(page.part("bar").querySelector("[data-rate]"));
    if (this.lines.some(({ at_s: dueS }, n) => dueS - (this.lines[n - 1]?.at_s ?? 0) > LULL_S)) this.#skipLulls();
  }

  async #skipLulls() {
    const { Lull } = await import("#lab/lesson/lull.js");
    this.lull = new Lull((command, args) => this.page.steer(command, args));
  }

  take(store) {
    const room = store.get("room");
    if (!room) return;
    if (room.branch !== this.progress.branch) this.#enter(room);
    if (this.gap !== null) this.#watchGap();
    this.gate?.waitFor(null);
    if (this.#mayAct(room)) this.#act(room);
    const { next } = this.progress;
    this.pace.hold(next < this.lines.length);
    if (this.#mayAct(room) && this.lines[next]) this.lull?.follow(room, this.store.nowMs, this.lines, next);
    this.#show();
    this.offerRun();
  }

  /** Where the run stands and nothing is asked; no frame comes with the answer to a prediction. */
  offerRun() {
    const { playing } = this.store.get("room");
    this.card.run.hidden = Boolean(playing || this.gap !== null || this.gate?.asked);
  }

  showTime(nowMs) {
    this.card.showTime(nowMs);
  }

  /** A gap stays until it is filled, here or in another tab. */
  allows(command, args) {
    if (ANSWERED_LATER.test(command)) this.#look(command, args);
    if (this.gap === null || !GOES_ON.has(command) || this.store.get("room").past) return true;
    this.card.remind();
    this.page.tell(gettext("The run waits for your command: the question is above the scene."));
    return false;
  }

  /** Something was done on this page; it may be what the next gap asks for. */
  done(command, args) {
    if (!ANSWERED_LATER.test(command)) this.#look(command, args);
  }

  #look(command, args) {
    const next = this.progress.next;
    const line = this.lines[next];
    if (this.own.has(args) || !this.gaps || !line?.gap || this.store.get("room").past) return;
    const wanted = this.gap === next ? this.wanted : resolved(line.args, this.store);
    if (wanted) this.#judge(next, wanted, { command, args });
  }

  async #judge(next, wanted, { command, args }) {
    const { Filling } = await import("#lab/lesson/filling.js");
    if (this.progress.next !== next) return;
    const line = this.lines[next];
    if (this.filling?.index !== next) this.filling = { index: next, so: new Filling() };
    const { so } = this.filling;
    const filled = so.take([...line.also, { ...line, args: wanted }], { command, args: args ?? {} }, this.store);
    if (filled === "filled" && line.also.length) this.card.given[next] = { command, args };
    if (filled === "filled") this.#filled(next);
    if (filled === "nearly" && this.gap === next) this.#nearly(next, so, args);
  }

  async #nearly(gap, { least, rest }, args) {
    const { nearlyWords } = await import("#lab/lesson/nearly_words.js");
    if (this.gap === gap) this.card.nearly(nearlyWords(least, { rest, args }, this.store));
  }

  #show() {
    this.card.show(this.progress, this.gap, Boolean(this.gate?.asked));
  }

  #enter(room) {
    this.progress.enter(room);
    this.sent.clear();
    this.gap = null;
  }

  /** Only in the present of a run that has begun. */
  #mayAct(room) {
    const held = this.page.travel.seeker.heldMs !== null;
    const begun = this.store.nowMs > 0 || room.playing;
    return this.page.role === "owner" && begun && !room.past && !held && this.gap === null;
  }

  /** All that is due goes at once: a run that is quick must not wait for answers. */
  #act(room) {
    const done = new Set(this.progress.done.map(([index]) => index));
    for (const [index, line] of this.lines.entries()) {
      if (done.has(index) || this.sent.has(index)) continue;
      if (this.store.nowMs < line.at_s * 1000) return;
      if (this.gate?.waitFor(line.predict)) return void (room.playing && this.page.steer("room.pause"));
      const args = resolved(line.args, this.store);
      if (this.gaps && line.gap) return void this.#openGap(index, room);
      // What names something that is not there is still to come, or has already happened.
      if (!args && this.sent.size) return;
      if (args) this.#carryOut(index, args);
      else this.progress.did(index, this.store.nowMs);
    }
  }

  #openGap(index, { playing }) {
    this.gap = index;
    this.#watchGap();
    if (playing) this.page.steer("room.pause");
  }

  /** What the learner takes away is no longer there afterwards: its name is noted while it is. */
  #watchGap() {
    this.wanted = resolved(this.lines[this.gap].args, this.store) ?? this.wanted;
    if (this.progress.next > this.gap) this.gap = null;
  }

  #filled(index) {
    const { gap } = this;
    this.progress.did(index, this.store.nowMs);
    this.gap = null;
    this.#show();
    if (gap !== index) return;
    this.page.bench?.close();
    this.page.bench?.forget();
    this.page.steer("room.play");
  }

  async #showMe() {
    const { gap } = this;
    if (gap === null) return;
    const args = resolved(this.lines[gap].args, this.store);
    if (args) await this.#carryOut(gap, args);
    this.#filled(gap);
  }

  async #carryOut(index, args) {
    const { branch } = this.progress;
    this.sent.add(index);
    this.own.add(args);
    const { command } = this.lines[index];
    const answer = this.page.steer(command, args, `script-${branch}-${index}`);
    if (!ANSWERED_LATER.test(command)) await answer;
    this.own.delete(args);
    this.page.bench?.forget();
    if (branch !== this.progress.branch) return;
    this.sent.delete(index);
    this.progress.did(index, this.store.nowMs);
    this.#show();
  }
}

/** The button of the next rung, which the page has for starting anew. @param {HTMLElement} root */
function nextOf(root) {
  const { rung, variant } = root.dataset;
  const next = rung === "watch" && !variant ? "gaps" : "alone";
  return { rung: next, variant, form: root.querySelector("form.rungs") };
}
