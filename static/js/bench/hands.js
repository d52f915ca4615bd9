/** The bench for hands: things are taken up, changed, connected, added; what was done last is taken back. */

import "#lab/later_sentences.js";

import { awsTerminal } from "#lab/bench/aws_terminal.js";
import { Folding } from "#lab/bench/folding.js";
import { Gestures } from "#lab/bench/gestures.js";
import { InView } from "#lab/bench/in_view.js";
import { Inspector } from "#lab/bench/inspector.js";
import { inverseOf } from "#lab/bench/inverse.js";
import { connecting, targetsOf } from "#lab/bench/links.js";
import { NewPart, makePalette } from "#lab/bench/palette.js";
import { SOURCES } from "#lab/bench/peek_sources.js";
import { pickingWords } from "#lab/bench/picking_words.js";
import { linkName, sheetOf } from "#lab/bench/sheets.js";
import { Undo } from "#lab/bench/undo.js";
import { joinedWords } from "#lab/bench/worker_sheets.js";
import { commandWords } from "#lab/room/command_words.js";
import { html, write } from "#lab/room/elements.js";
import { letGoWords } from "#lab/room/rare_command_words.js";
import { gettext, say } from "#lab/room/words.js";

/** Where a sheet would lie over what was just connected. */
const NARROW = "(max-width: 40rem)";

/** What the owner's hands do; the parts list and the marks are the bench's. */
export class Hands {
  /** @param {object} page  the room page @param {import("#lab/bench/bench.js").Bench} bench */
  constructor(page, bench) {
    Object.assign(this, { page, bench, store: page.store, chosen: null, source: null, kind: null, wired: [] });
    this.place = bench.part("inspector");
    this.undo = new Undo(inverseOf);
    this.view = new InView(page, this.place);
    this.folding = new Folding(this.place, page.part("bar"), () => this.view.show(null));
    this.line = awsTerminal(page);
    this.#makeInspector();
    this.gestures = new Gestures(page.scene, this.#gestures(), bench.held);
    makePalette(bench.part("palette"), (kind) => this.#ask(kind));
    this.undoButton = html("button", { type: "button", className: "button undo", hidden: true });
    this.undoButton.addEventListener("click", () => this.takeBack());
    this.hint = bench.part("hint");
    this.hint.before(this.undoButton);
    for (const place of [bench.place, page.part("figure")]) {
      place.addEventListener("keydown", (event) => this.#key(event));
    }
    page.add(this);
  }

  #makeInspector() {
    const preview = (command) => this.line.preview(command);
    const carryOut = (command) => this.carryOut(command);
    const { why } = this.page;
    this.sheet = new Inspector({
      carryOut,
      preview,
      follow: (element, commandOf) => this.line.follow(element, commandOf),
      connect: (byKeys) => this.pick(this.chosen, byKeys),
      lead: (key) => this.choose(key, true),
      make: (kind) => this.#ask(kind),
      close: () => this.choose(null, true),
      takeBack: () => this.takeBack(),
      hover: (key) => this.bench.hover(key),
      why: why ? (key) => why.about(key) : null,
      linkName,
      sources: SOURCES,
      ask: this.page.ask,
    });
    this.form = new NewPart({
      carryOut,
      preview,
      made: (id) => this.kind && this.#await(id), // else the sheet has been closed meanwhile
      cancel: () => this.#leave(),
    });
    this.stopPicking = html("button", { type: "button", className: "button", textContent: gettext("Cancel") });
    this.stopPicking.setAttribute("aria-keyshortcuts", "Escape");
    this.stopPicking.addEventListener("click", () => this.#leave());
    this.picking = html("div", { className: "picking act", hidden: true }, [html("p"), this.stopPicking]);
    this.place.replaceChildren(this.sheet.element, this.form.element, this.picking, this.line.element);
  }

  // What the page tells

  take(_store, restarted) {
    const { branch, playing } = this.store.get("room") ?? {};
    this.folding.take(playing);
    if (restarted || branch !== this.branch) this.#forget();
    this.branch = branch;
    const made = this.store.get(this.awaited) && this.awaited;
    if (!made) return this.show();
    this.choose(made, true);
    this.sheet.tell(joinedWords(made, this.store));
    return undefined;
  }

  /** What was just made is taken up as soon as a frame has brought it. */
  #await(id) {
    this.choose(null, false);
    this.awaited = id;
    this.take();
  }

  /** Before a command of anybody on this page goes to the room: what it changes is still as it was. */
  allows(command, args) {
    if (!this.undoing) this.undo.before({ command, args }, commandWords({ command, args }, this.store), this.store);
    return true;
  }

  done(command, args) {
    if (command === "room.play" && this.chosen && !this.source) this.folding.fold();
    if (command === "room.pause") this.folding.unfold(); // no frame may have told that it went on
    if (command.startsWith("room.")) return;
    this.line.done({ command, args });
    this.sheet.tell("");
    if (!this.undoing) this.undo.done({ command, args });
    this.show();
  }

  #forget() {
    this.undo.clear();
    this.line.forget();
    this.sheet.forget();
    this.#leave();
  }

  // What hands do

  /** @returns {Promise<string>} what was refused, in words, or "" */
  async carryOut(command) {
    const [words, besides] = [commandWords(command, this.store), letGoWords(command, this.store)];
    const { error } = await this.page.steer(command.command, command.args);
    if (error) return (await import("#lab/room/refusals.js")).refusalSentence(error);
    this.page.announce(say(gettext("Done: {what}"), { what: words }));
    this.sheet.tell(besides);
    return "";
  }

  async takeBack() {
    const step = this.undo.steps.pop();
    if (!step) return;
    this.undoing = true;
    for (const { command, args } of step.way(this.store)) {
      // One after the other: a topic must be there before something subscribes to it.
      // oxlint-disable-next-line no-await-in-loop
      await this.page.steer(command, args);
    }
    this.undoing = false;
    this.page.announce(say(gettext("Taken back: {what}"), { what: step.words }));
    this.show();
  }

  /** Takes a thing up. @param {string | null} key @param {boolean} byKeys  whether the focus goes along */
  choose(key, byKeys) {
    const before = this.chosen;
    // Of what was just made or wired, the line that did it is still to be read.
    const isJustDone = key === this.awaited || key?.split(">").every((end) => this.wired.includes(end));
    if (key && key !== before && !isJustDone) this.line.forget();
    this.folding.unfold();
    Object.assign(this, { chosen: key, source: null, kind: null, awaited: null, wired: key ? [] : this.wired });
    this.line.preview(null);
    this.show();
    if (byKeys && key) this.place.focus({ preventScroll: true });
    if (byKeys && !key) this.bench.list.focus(before ?? undefined);
    this.view.follow(key);
  }

  /** Puts everything down; if the focus was here, it goes to the scene, where the run goes on. */
  close() {
    const figure = this.page.part("figure");
    if (this.place.contains(document.activeElement)) figure.focus({ preventScroll: true });
    this.choose(null, false);
    figure.style.scrollMarginBottom = "";
    figure.scrollIntoView({ block: "nearest" });
  }

  /**
   * Begins a connection.
   * @param {string} id
   * @param {boolean} byKeys
   * @param {boolean} [inHand]  a pointer holds the wire: then nothing may lie over the scene
   * @param {boolean} [pulled]  from the scene, by one who has not asked for the sheet (on a narrow screen: by a finger)
   * @returns {boolean}
   */
  pick(id, byKeys, inHand = false, pulled = false) {
    if (!targetsOf(id, this.store).length) return false;
    const bare = pulled || (!byKeys && matchMedia(NARROW).matches);
    Object.assign(this, { source: id, chosen: id, kind: null, pulled: bare });
    this.place.toggleAttribute("data-aside", inHand);
    this.show();
    this.picking.classList.toggle("by-hand", !byKeys);
    if (byKeys) this.bench.list.focus();
    else if (!inHand) this.stopPicking.focus({ preventScroll: true });
    if (!inHand) this.view.show(null);
    return true;
  }

  /** @param {string} id  the other end */
  async connect(id, byKeys) {
    const { source, pulled } = this;
    const command = connecting(source, id, this.store);
    this.#leave();
    if (byKeys) this.place.focus();
    if (!command) return;
    // After a pulled wire the next thing to pull may lie where the sheet would open: it opens only to tell something.
    if (pulled) this.choose(null, false);
    const refused = await this.carryOut(command);
    this.wired = pulled ? [source, id] : [];
    if (pulled && (refused || !this.sheet.told.hidden)) this.choose(source, false);
    write(this.sheet.refusal, refused);
  }

  #ask(kind) {
    Object.assign(this, { kind, chosen: null, source: null, awaited: null });
    this.show();
    this.form.open(kind, this.store);
  }

  /** Neither picks nor names anything any more; what was taken up still is. */
  #leave() {
    const { kind } = this;
    Object.assign(this, { source: null, kind: null });
    this.line.preview(null);
    this.bench.marks.use((marks) => marks.draw(null));
    this.place.removeAttribute("data-aside");
    this.show();
    if (kind) this.bench.part("palette").querySelector(`[data-add="${kind.key}"]`)?.focus({ preventScroll: true });
  }

  #gestures() {
    return {
      press: (key) => (this.source ? this.#pressWhilePicking(key) : this.choose(key, false)),
      pull: (id, inHand) => this.pick(id, false, inHand, true),
      draw: (id, point, over) => this.#draw(id, point, over),
      drop: (over) => (this.#isTarget(over) ? this.connect(over, false) : this.#leave()),
      cancel: () => this.#leave(),
      hover: (key) => this.hover(key),
    };
  }

  #pressWhilePicking(key) {
    if (this.#isTarget(key)) this.connect(key, false);
    else this.#leave();
  }

  #draw(id, point, over) {
    const target = this.#isTarget(over) ? over : null;
    const end = target ? this.page.scene.layout.boxes.get(target) : point;
    this.bench.marks.use((marks) => marks.draw(id, end));
    this.hover(target);
  }

  /** Under the pointer or with the focus; while picking, what a press there would do. */
  hover(key) {
    this.bench.hover(key);
    if (this.source) this.line.preview(key ? connecting(this.source, key, this.store) : null);
  }

  #isTarget(id) {
    return id !== null && this.targets?.includes(id);
  }

  #key(event) {
    const undo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (undo && event.target.type !== "text") {
      event.preventDefault();
      this.takeBack();
    }
    if (event.key === "Escape") this.#escape(event);
  }

  #escape(event) {
    if (!this.source && !this.kind && !this.chosen) return;
    event.preventDefault();
    const [picked, inside] = [this.source, this.bench.place.contains(document.activeElement)];
    this.gestures.stop();
    if (!this.source && !this.kind) return this.choose(null, inside);
    this.#leave();
    if (picked && inside) this.sheet.connect.focus();
    return undefined;
  }

  /** Shows everything as it is now. */
  show() {
    const held = this.place.contains(document.activeElement);
    const sheet = this.chosen && sheetOf(this.chosen, this.store);
    if (this.chosen && !sheet && this.store.get("room")) this.#gone();
    this.targets = this.source ? targetsOf(this.source, this.store) : null;
    if (sheet) this.sheet.show(this.chosen, sheet, this.store);
    this.sheet.element.hidden = !sheet || Boolean(this.source);
    this.form.element.hidden = !this.kind;
    this.picking.hidden = !this.source;
    this.hint.hidden = Boolean(sheet || this.kind || this.undo.last);
    this.place.hidden = !sheet && !this.kind;
    if (this.source) write(this.picking.firstChild, pickingWords(this.source, this.targets, this.store));
    const { last } = this.undo;
    this.undoButton.hidden = !last;
    if (last) write(this.undoButton, say(gettext("Undo: {what}"), { what: last.words }));
    this.bench.show();
    // The button that was pressed may be gone with its connection: the keys go on working from here.
    if (held && !this.place.contains(document.activeElement)) this.place.focus({ preventScroll: true });
  }

  /** What was taken up is no longer there. */
  #gone() {
    const inside = this.place.contains(document.activeElement);
    Object.assign(this, { chosen: null, source: null });
    if (inside) this.bench.list.focus();
  }
}
