/** Hands on a cluster: parts are taken up, changed, broken; what was done last is taken back. */

import "#lab/later_sentences.js";
import "#lab/cluster/rare_command_sentences.js";

import { InView } from "#lab/bench/in_view.js";
import { Inspector } from "#lab/bench/inspector.js";
import { boxOf, inDrawing, wireNear } from "#lab/bench/places.js";
import { TerminalLine } from "#lab/bench/terminal_line.js";
import { Undo } from "#lab/bench/undo.js";
import { inverseOf } from "#lab/cluster/inverse.js";
import { kubectlLine } from "#lab/cluster/kubectl_line.js";
import { SOURCES } from "#lab/cluster/peek_sources.js";
import { sheetOf } from "#lab/cluster/sheets.js";
import { commandWords } from "#lab/room/command_words.js";
import { html, write } from "#lab/room/elements.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { gettext, say } from "#lab/room/words.js";

/** Looks at parts and shows their sheets: all that somebody who only watches may do. */
class Looking {
  /** @param {object} page  the room page @param {import("#lab/bench/bench.js").Bench} bench */
  constructor(page, bench, place, ways) {
    Object.assign(this, { page, bench, place, store: page.store, chosen: null });
    this.sheet = new Inspector({
      ...ways,
      lead: (key) => this.choose(key, true),
      close: () => this.choose(null, true),
      hover: (key) => bench.hover(key),
      why: page.why ? (key) => page.why.about(key) : null,
      linkName: ({ key }) => key,
      sources: SOURCES,
      ask: page.ask,
    });
    this.view = new InView(page, bench.part("inspector"));
    this.gestures = this; // the bench hands the first press on
  }

  take() {
    const sheet = this.chosen && sheetOf(this.chosen, this.store);
    if (!sheet) this.chosen = null;
    this.place.hidden = !sheet;
    this.sheet.element.hidden = !sheet;
    if (sheet) this.sheet.show(this.chosen, this.shown(sheet), this.store);
    this.bench.show();
  }

  shown(sheet) {
    return sheet;
  }

  /** A press on the scene. @param {MouseEvent} event */
  click(event) {
    const { scene } = this.page;
    this.choose(boxOf(event.target) ?? (scene.layout && wireNear(scene.layout, inDrawing(scene, event))), false);
  }

  /** Takes a thing up. @param {string | null} key @param {boolean} byKeys  whether the focus goes along */
  choose(key, byKeys) {
    const before = this.chosen;
    this.chosen = key;
    this.take();
    if (byKeys && key) this.place.focus({ preventScroll: true });
    if (byKeys && !key) this.bench.list.focus(before ?? undefined);
    this.view.follow(key);
  }

  close() {
    this.choose(null, false);
  }

  escape(event) {
    if (event.key !== "Escape" || !this.chosen) return;
    event.preventDefault();
    this.choose(null, this.bench.place.contains(document.activeElement));
  }
}

/** The owner's. */
export class Hands extends Looking {
  constructor(page, bench) {
    super(page, bench, bench.part("inspector"), {
      carryOut: (command) => this.carryOut(command),
      preview: (command) => this.line.preview(command),
      follow: (element, commandOf) => this.line.follow(element, commandOf),
      connect: () => {},
      make: (place) => this.edit(place),
      takeBack: () => this.takeBack(),
    });
    this.undo = new Undo(inverseOf);
    this.line = new TerminalLine(kubectlLine, page.announce, otherwise);
    this.place.replaceChildren(this.sheet.element, this.line.element);
    this.undoButton = html("button", { type: "button", className: "button undo", hidden: true });
    this.undoButton.addEventListener("click", () => this.takeBack());
    bench.part("hint").before(this.undoButton);
    page.scene.host.addEventListener("click", (event) => this.click(event));
    for (const place of [bench.place, page.part("figure")]) {
      place.addEventListener("keydown", (event) => this.escape(event));
    }
    bench.part("palette").querySelector("[data-add]").addEventListener("click", () => this.edit(null));
    page.add(this);
  }

  /** A manifest is written in the place of the sheet. @param {import("#lab/cluster/editor.js").Place | null} place */
  async edit(place) {
    const { ManifestEditor } = await import("#lab/cluster/editor.js");
    const applied = (manifest) => ({ command: "kubectl.apply", args: { manifest } });
    this.editor ??= new ManifestEditor({
      ask: this.page.ask,
      page: { room: this.page.root.dataset.room, csrfToken: this.page.csrfToken },
      apply: (manifest) => this.carryOut(applied(manifest)),
      preview: (manifest) => this.line.preview(manifest && applied(manifest)),
      runs: () => this.store.get("room").playing,
      close: () => this.#leaveEditor(),
    });
    if (!place) this.chosen = null;
    this.sheet.element.before(this.editor.element);
    const opened = this.editor.open(place);
    this.take();
    this.view.show(this.chosen);
    await opened;
  }

  get #edits() {
    return this.editor?.element.hidden === false;
  }

  #leaveEditor() {
    this.editor.close();
    this.take();
    if (this.chosen) this.place.focus({ preventScroll: true });
    else this.bench.part("palette").querySelector("[data-add]").focus({ preventScroll: true });
  }

  /** Whatever else is taken up: what was typed is kept, and the line of what was done to another is no longer told. */
  choose(key, byKeys) {
    if (key && key !== this.chosen) this.line.forget();
    if (this.#edits) this.editor.close();
    super.choose(key, byKeys);
  }

  take(_store, restarted) {
    const { branch } = this.store.get("room") ?? {};
    if (restarted || branch !== this.branch) this.undo.clear();
    this.branch = branch;
    super.take();
    if (this.#edits) this.place.hidden = false;
    if (this.#edits) this.sheet.element.hidden = true;
    const { last } = this.undo;
    this.undoButton.hidden = !last;
    this.bench.part("hint").hidden = Boolean(this.chosen || last);
    if (last) write(this.undoButton, say(gettext("Undo: {what}"), { what: last.words }));
  }

  /** Before a command of anybody on this page goes to the room: what it changes is still as it was. */
  allows(command, args) {
    if (!this.undoing) this.undo.before({ command, args }, commandWords({ command, args }, this.store), this.store);
    return true;
  }

  done(command, args) {
    if (command.startsWith("room.")) return;
    // What kubectl has been told is under way only while time goes by.
    this.line.done({ command, args }, command.startsWith("kubectl.") && !this.store.get("room").playing);
    if (!this.undoing) this.undo.done({ command, args });
    this.take();
  }

  /** @returns {Promise<string>} what was refused, in words, or "" */
  async carryOut(command) {
    const { error } = await this.page.steer(command.command, command.args);
    if (error) return error.data?.message ?? refusalSentence(error);
    this.page.announce(say(gettext("Done: {what}"), { what: commandWords(command, this.store) }));
    return "";
  }

  async takeBack() {
    const step = this.undo.steps.pop();
    if (!step) return;
    this.undoing = true;
    for (const { command, args } of step.way(this.store)) {
      // One after the other.
      // oxlint-disable-next-line no-await-in-loop
      await this.page.steer(command, args);
    }
    this.undoing = false;
    this.page.announce(say(gettext("Taken back: {what}"), { what: step.words }));
    this.take();
  }

  hover(key) {
    this.bench.hover(key);
  }
}

/** Everybody else's. */
export class Onlooker extends Looking {
  constructor(page, bench) {
    const { ariaLabel } = bench.part("inspector");
    const place = html("section", { className: "card inspector", tabIndex: -1, ariaLabel, hidden: true });
    super(page, bench, place, { reads: true });
    place.append(this.sheet.element);
    bench.part("inspector").after(place);
    place.addEventListener("keydown", (event) => this.escape(event));
    page.add(this);
  }

  /** Of a sheet what asks for nothing. */
  shown(sheet) {
    const [fields, acts] = [sheet.fields.filter(({ text }) => !text), sheet.acts.filter(({ leads }) => leads)];
    return { ...sheet, fields, acts, faults: [] };
  }
}

function otherwise(command) {
  if (!command) return gettext("What kubectl can do here has a line for a terminal: it stands here.");
  return gettext("kubectl has no command for this: it happens to the machine or the network itself.");
}
