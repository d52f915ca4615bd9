/** The scene of the messaging labs: callers, topics, queues, workers, terminals, and the orders between them. */

import "#lab/room/order_sentences.js";

import { layOut, topologyOf } from "#lab/draw/layout.js";
import { Moves } from "#lab/draw/moves.js";
import { Shape } from "#lab/draw/shapes.js";
import { isRare, shapeOf } from "#lab/draw/sizes.js";
import { svg } from "#lab/draw/svg.js";
import { WireLayer } from "#lab/draw/wire_layer.js";
import { Later } from "#lab/room/later.js";
import { Throughput } from "#lab/room/throughput.js";

/** Captions tell times ("stopped 17 s"), which go on although no frame says so. */
const CAPTIONS_EVERY_MS = 250;

/** What is asked about, and the modules that have the words of answers, of findings, of the log and of commands. */
export const WORDS = {
  asked: new Set(["caller", "topic", "queue", "worker", "server"]),
  why: () => import("#lab/room/why_words.js"),
  findings: () => import("#lab/room/finding_words.js"),
  log: () => import("#lab/room/order_log.js"),
  commands: () => import("#lab/room/order_command_words.js"),
  rareCommands: () => import("#lab/room/rare_command_words.js"),
};

/** Draws a store's entities into a host element and keeps the drawing up to date. */
export class MessagingScene {
  /** @param {HTMLElement} host  its width decides between landscape and portrait */
  constructor(host) {
    this.host = host;
    this.wires = new WireLayer();
    this.nodes = svg("g", {});
    const marks = svg("g", {});
    this.drawing = svg("svg", { class: "drawing", "aria-hidden": "true" }, [this.wires.group, marks, this.nodes]);
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.className = "marks";
    /** What stood there, a still for one, until there is something to draw. */
    this.before = [...host.childNodes];
    this.moves = new Moves(marks, this.canvas);
    /** What most scenes never have, once it is there: see draw/rare.js. */
    this.rare = null;
    this.rarer = new Later(async () => (await import("#lab/draw/rare.js")).begin(this.drawing, this.moves));
    this.throughput = new Throughput();
    this.words = WORDS;
    /** @type {Map<string, Shape>} */
    this.shapes = new Map();
    this.topology = "";
    /** What of the drawing stays when it is rewired, once it is there: see draw/calm.js. */
    this.calm = null;
    this.sinceCaptionsMs = 0;
    this.stale = new Set();
    new ResizeObserver(() => this.#resize()).observe(host);
    this.width = host.clientWidth;
    /** @type {(() => void) | null} for what stands over the drawing: the boxes have got other places */
    this.onArrange = null;
  }

  /**
   * Notes what a frame brought; nothing is drawn yet.
   * @param {Set<string>} touched
   * @param {import("#lab/room/store.js").Store} store
   * @param {number} speed  simulated per wall time, 0 while paused
   */
  take(touched, store, speed) {
    for (const id of touched) {
      const entity = store.get(id);
      this.stale.add(id);
      if (!entity) this.moves.end(id, store.nowMs);
      if (entity?.finished !== undefined) this.throughput.note(id, entity.finished, store.nowMs);
      if (entity?.kind === "move" && !document.hidden) this.moves.add(id, entity, store.nowMs, speed);
    }
    if (!speed) this.moves.place(store.nowMs);
    this.store = store;
    this.#takeRare(touched, store, speed);
  }

  /** Lanes, dead letters, filters, mail: how they are drawn is fetched when the first of them comes. */
  #takeRare(touched, store, speed) {
    this.rare?.note(store.fresh, store.nowMs, speed);
    const comes = !this.rarer.wanted && [...touched].some((id) => isRare(store.get(id) ?? {}));
    const first = !this.layout;
    if (comes) this.rarer.use((rare) => this.#know(rare, first));
  }

  /** @param {boolean} first  the scene has begun with it */
  #know(rare, first) {
    this.rare = rare;
    if (first) this.layout = null;
    this.resized = true;
    this.draw(this.store, 0, 0); // while paused nobody else does
  }

  /** Another epoch: what moved and what was measured belongs to another run. */
  restart() {
    this.moves.clear();
    this.throughput.clear();
    this.calm?.forget();
  }

  /** Reduced motion: marks jump along their wires, boxes to their places. */
  set stepped(value) {
    this.moves.stepped = value;
  }

  /**
   * Draws the store at the moment of its newest frame: a clock may run ahead of that, and what it told would be taken
   * back at a pause.
   * @param {import("#lab/room/store.js").Store} store
   * @param {number} elapsedMs  wall time since the last drawing
   * @param {number} speed
   * @returns {boolean} whether anything is still under way
   */
  draw(store, elapsedMs, speed) {
    if (this.stale.size || this.resized) this.#arrange(store);
    this.sinceCaptionsMs += elapsedMs;
    if (this.sinceCaptionsMs >= CAPTIONS_EVERY_MS) {
      this.sinceCaptionsMs = 0;
      for (const id of this.shapes.keys()) this.stale.add(id);
    }
    for (const id of this.stale) this.#update(id, store.get(id), store.nowMs);
    this.stale.clear();
    this.moves.pass(elapsedMs, speed);
    this.rare?.pass(speed ? elapsedMs : 0, this.layout);
    this.#drawMarks();
    return speed > 0;
  }

  #drawMarks() {
    if (this.layout) this.wires.letGo(this.moves.draw(this.layout, this.wires.cut));
  }

  #update(id, entity, nowMs) {
    if (entity?.kind === "network") this.wires.break(entity);
    const shape = this.shapes.get(id);
    if (shape && entity) shape.update(entity, { nowMs, perSecond: this.throughput.perSecond(id, nowMs) });
  }

  #resize() {
    this.width = this.host.clientWidth;
    this.resized = true;
    if (!this.store) return;
    this.#arrange(this.store);
    this.#drawMarks(); // while paused nobody else does, and the wires have moved
  }

  /** Lays out anew, but only when a box, a wire or the width changed. */
  #arrange(store) {
    const topology = `${this.width}\n${topologyOf(store.entities, this.rare)}`;
    this.resized = false;
    if (topology === this.topology || !this.width) return;
    if (this.layout && !this.calm) return void this.#becomeCalm();
    this.topology = topology;
    const shown = this.layout;
    this.arranged = shown
      ? this.calm.layOut(this.arranged, store.entities, this.width, this.rare)
      : layOut(store.entities, this.width, this.rare);
    this.#fit(this.arranged);
    this.#shapesFor(store, this.arranged.boxes);
    this.#show(this.arranged);
    if (shown && !this.moves.stepped) this.calm.glide(shown, this.arranged, store.entities, this.rare);
  }

  /** From the second arrangement on; where it could not be fetched, all is laid out anew each time. */
  async #becomeCalm() {
    if (this.calming) return;
    this.calming = true;
    this.calm = await import("#lab/draw/calm.js").then(
      ({ Calm }) => new Calm((layout) => this.#glide(layout)),
      () => ({ layOut: (_before, ...scene) => layOut(...scene), glide() {}, forget() {} }),
    );
    this.resized = true;
    this.draw(this.store, 0, 0); // while paused nobody else does
  }

  #fit({ width, height, orientation }) {
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    // A drawing narrower than its place keeps its true size on a narrow screen and grows on a wide one.
    const shownWidth = orientation === "portrait" ? width : this.width;
    const shownHeight = (shownWidth / width) * height;
    this.drawing.setAttribute("width", String(shownWidth));
    this.drawing.setAttribute("height", String(shownHeight));
    if (!this.drawing.isConnected) this.#comeInstead();
    this.#placeCanvas(shownWidth, shownHeight, width);
  }

  #comeInstead() {
    for (const node of this.before) node.remove();
    this.host.prepend(this.drawing, this.canvas);
  }

  /** The boxes have their places; the rest follows them. */
  #show(layout) {
    this.layout = layout;
    this.wires.arrange(layout, this.store.get("network"));
    this.rare?.adorn(layout, this.store);
    this.onArrange?.();
  }

  #glide(layout) {
    for (const [id, box] of layout.boxes) this.shapes.get(id)?.move(box);
    this.#show(layout);
    this.#drawMarks();
  }

  #placeCanvas(cssWidth, cssHeight, drawingWidth) {
    this.canvas.style.width = `${cssWidth}px`;
    this.canvas.style.height = `${cssHeight}px`;
    this.canvas.style.left = `${(this.width - cssWidth) / 2}px`;
    this.moves.resize(cssWidth, cssHeight, drawingWidth);
  }

  #shapesFor(store, boxes) {
    for (const [id, shape] of this.shapes) {
      if (boxes.has(id) && shape.kind === shapeOf(store.get(id))) continue;
      shape.group.remove();
      this.shapes.delete(id);
    }
    for (const [id, box] of boxes) {
      const shape = this.shapes.get(id) ?? new Shape(id, store.get(id));
      if (!this.shapes.has(id)) this.nodes.append(shape.group);
      this.shapes.set(id, shape);
      shape.place(box);
      this.stale.add(id);
    }
  }
}

export { MessagingScene as Scene };
export const bench = () => import("#lab/bench/messaging.js");
