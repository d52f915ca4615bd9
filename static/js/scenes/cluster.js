/** The scene of the Kubernetes labs: control plane, nodes and Pods; everything passes the API server. */

import "#lab/cluster/event_sentences.js";

import { layOut } from "#lab/cluster/layout.js";
import { byName } from "#lab/cluster/parts.js";
import { PodPlaces } from "#lab/cluster/pod_places.js";
import { TILES, shapeFor } from "#lab/cluster/shape_kinds.js";
import { Tray } from "#lab/cluster/tray.js";
import { Wiring } from "#lab/cluster/wiring.js";
import { isWrite } from "#lab/cluster/words.js";
import { Moves } from "#lab/draw/moves.js";
import { svg } from "#lab/draw/svg.js";

const PARTS = ["etcd", "kubectl", "apiserver", "controller-manager", "scheduler"];
/** How long a node that was just chosen for a Pod stands out. */
const PICKED_MS = 1600;

/** What is asked about, and the modules that have the words of answers, of findings, of the log and of commands. */
const WORDS = {
  asked: new Set(["pod", "node", "workload", "scheduler", "controllers", "apiserver", "etcd", "watch"]),
  why: () => import("#lab/cluster/why_words.js"),
  findings: () => import("#lab/cluster/finding_words.js"),
  log: () => import("#lab/cluster/log_choices.js"),
  commands: () => import("#lab/cluster/command_sentences.js"),
  rareCommands: () => import("#lab/cluster/rare_command_sentences.js"),
};

/** What stands below the scene: which module and class is behind each `<details data-part="…">`. */
const PANELS = {
  decision: async () => (await import("#lab/cluster/decision_panel.js")).DecisionPanel,
  story: async () => (await import("#lab/cluster/story_panel.js")).StoryPanel,
  lanes: async () => (await import("#lab/cluster/lanes_panel.js")).LanesPanel,
  "cluster-table": async () => (await import("#lab/cluster/table.js")).ClusterTable,
};

/** Draws a store's entities into a host element and keeps the drawing up to date. */
export class ClusterScene {
  /** @param {HTMLElement} host  its width decides between landscape and portrait */
  constructor(host) {
    this.host = host;
    this.wires = new Wiring();
    const marks = svg("g", {});
    this.tray = new Tray();
    this.nodes = svg("g", {});
    this.pods = svg("g", {}); // above the nodes, whichever came first
    const layers = [this.wires.group, this.tray.group, this.nodes, this.pods, marks];
    this.drawing = svg("svg", { class: "drawing cluster", "aria-hidden": "true" }, layers);
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.className = "marks";
    /** What stood there, a still for one, until there is something to draw. */
    this.before = [...host.childNodes];
    this.moves = new Moves(marks, this.canvas);
    this.panels = PANELS;
    this.words = WORDS;
    /** @type {Map<string, import("#lab/cluster/box.js").BoxShape>} */
    this.shapes = new Map();
    this.places = new PodPlaces();
    /** Pods that have got another node. @type {Set<string>} */
    this.movers = new Set();
    /** Nodes whose Pods are counted only. @type {Set<string>} */
    this.groups = new Set();
    /** Nodes that were just chosen, and for how long they show it. @type {Map<string, number>} */
    this.picked = new Map();
    this.stale = new Set();
    this.chosen = null;
    this.rowsLeast = 0;
    this.last = null;
    this.width = host.clientWidth;
    /** @type {(() => void) | null} for what stands over the drawing: the boxes have got other places */
    this.onArrange = null;
    new ResizeObserver(() => this.#resize()).observe(host);
  }

  /**
   * Notes what a frame brought; nothing is drawn yet.
   * @param {Set<string>} touched
   * @param {import("#lab/room/store.js").Store} store
   * @param {number} speed  simulated per wall time, 0 while paused
   */
  take(touched, store, speed) {
    this.store = store;
    for (const id of touched) this.#note(id, store.get(id), speed);
    for (const fact of store.fresh) this.#hear(fact);
    if (!speed) this.moves.place(store.nowMs);
  }

  #note(id, entity, speed) {
    const [kind, rest] = [id.slice(0, id.indexOf("/")), id.slice(id.indexOf("/") + 1)];
    this.stale.add(id);
    if (!entity) this.moves.end(id, this.store.nowMs);
    if (entity?.kind === "move") {
      if (!document.hidden) this.moves.add(id, entity, this.store.nowMs, speed);
    } else if (kind === "pod") this.#notePod(id, entity);
    else if (kind === "watch") this.stale.add("apiserver");
    else if (kind === "etcd") this.stale.add("etcd");
    else if (kind === "pods" || kind === "kubelet") this.stale.add(`node/${rest}`);
    else if (kind === "node") this.#staleOn(rest);
    if (kind === "node" || PARTS.includes(id)) this.moved ||= Boolean(entity) !== this.shapes.has(id);
    if (kind === "pods") this.#noteGroup(id, entity);
  }

  /** How many Pods a node has changes all the time, where it stands does not. */
  #noteGroup(id, group) {
    this.moved ||= Boolean(group) !== this.groups.has(id);
    if (group) this.groups.add(id);
    else this.groups.delete(id);
    if (id === "pods/") this.stale.add("tray");
  }

  #notePod(id, pod) {
    const before = this.places.where.get(id);
    this.places.note(id, pod);
    this.moved ||= before !== pod?.node;
    if (pod && before !== undefined && before !== pod.node) this.movers.add(id);
    for (const node of [before, pod?.node]) this.stale.add(node === undefined ? id : `node/${node}`);
  }

  /** What is known of a node changes the look of its Pods. */
  #staleOn(node) {
    for (const id of this.places.of(node)) this.stale.add(id);
  }

  #hear(fact) {
    if (isWrite(fact)) {
      this.last = fact;
      this.stale.add("apiserver");
    }
    if (fact.event !== "PodScheduled") return;
    this.picked.set(`node/${fact.data.node}`, PICKED_MS);
    this.stale.add(`node/${fact.data.node}`);
  }

  /** Another epoch: what moved belongs to another run. */
  restart() {
    this.moves.clear();
    this.picked.clear();
    this.places.clear();
    this.movers.clear();
    this.groups.clear();
    Object.assign(this, { rowsLeast: 0, last: null, moved: true });
  }

  /** Reduced motion: marks jump along their wires, Pods to their nodes. */
  set stepped(value) {
    this.moves.stepped = value;
  }

  /** What has been taken up is seen closely: among many nodes, its own is drawn large. @param {string | null} key */
  lookAt(key) {
    const pod = this.store?.get(key);
    const node = pod?.kind === "pod" ? `node/${pod.node}` : key;
    if (key !== this.looked) document.dispatchEvent(new CustomEvent("chosen", { detail: key }));
    this.looked = key;
    if (node === this.chosen || !this.store) return;
    this.chosen = node;
    if (!this.layout?.tiles.size) return;
    this.moved = true;
    this.#arrange();
    this.draw(this.store, 0, 0);
  }

  /**
   * Draws what the store holds.
   * @param {import("#lab/room/store.js").Store} store
   * @param {number} elapsedMs  wall time since the last drawing
   * @param {number} speed
   * @returns {boolean} whether anything is still under way
   */
  draw(store, elapsedMs, speed) {
    this.store = store;
    if (this.moved) this.#arrange();
    this.#unpick(elapsedMs);
    for (const id of this.stale) this.#update(id);
    this.stale.clear();
    this.moves.pass(elapsedMs, speed);
    this.#drawMarks();
    return speed > 0 || this.picked.size > 0;
  }

  #drawMarks() {
    if (!this.layout) return;
    this.moves.draw(this.layout, this.wires.cut);
    this.wires.carry(this.moves.marks);
  }

  #unpick(elapsedMs) {
    for (const [id, leftMs] of this.picked) {
      if (leftMs > elapsedMs) this.picked.set(id, leftMs - elapsedMs);
      else {
        this.picked.delete(id);
        this.stale.add(id);
      }
    }
  }

  #update(id) {
    const entity = this.store.get(id);
    if (id === "tray" && this.layout) this.tray.show(this.layout.tray, this.store);
    if (id === "network") this.wires.break(entity ?? {});
    const shape = this.shapes.get(id);
    if (!shape || !entity) return;
    const { store, last, prefix } = this;
    const podsOf = (node) => this.places.of(node);
    shape.update(entity, { store, last, prefix, podsOf, picked: this.picked.has(id) });
  }

  #resize() {
    this.width = this.host.clientWidth;
    Object.assign(this, { moved: true, rowsLeast: 0 });
    if (this.store) this.draw(this.store, 0, 0);
  }

  #arrange() {
    if (!this.width) return;
    const cluster = this.#cluster();
    this.prefix = prefixOf(cluster.nodes.map((id) => id.slice("node/".length)));
    const layout = layOut(cluster, this.width);
    if (layout.tiles.size && !shapeFor(null, true)) return void TILES.use(() => this.#resize());
    this.layout = layout;
    this.moved = false;
    this.rowsLeast = this.layout.rows;
    this.#fit(this.layout);
    this.#shapesFor(this.layout);
    this.tray.show(this.layout.tray, this.store);
    this.wires.arrange(this.layout, this.store.get("network"));
    this.onArrange?.();
  }

  #cluster() {
    const { store, places, chosen, rowsLeast } = this;
    const nodes = store.ofKind("node").sort(byName);
    return {
      nodes: nodes.map(([id]) => id),
      parts: PARTS.filter((id) => store.get(id)),
      podsOf: (node) => places.of(node),
      grouped: this.groups.size > 0,
      chosen,
      rowsLeast,
    };
  }

  #fit({ width, height, orientation }) {
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    // A drawing narrower than its place keeps its true size on a narrow screen and grows on a wide one.
    const shownWidth = orientation === "portrait" ? width : this.width;
    const shownHeight = (shownWidth / width) * height;
    this.drawing.setAttribute("width", String(shownWidth));
    this.drawing.setAttribute("height", String(shownHeight));
    if (!this.drawing.isConnected) {
      for (const node of this.before) node.remove();
      this.host.prepend(this.drawing, this.canvas);
    }
    this.canvas.style.width = `${shownWidth}px`;
    this.canvas.style.height = `${shownHeight}px`;
    this.canvas.style.left = `${(this.width - shownWidth) / 2}px`;
    this.moves.resize(shownWidth, shownHeight, width);
  }

  #shapesFor({ boxes, tiles }) {
    for (const [id, shape] of this.shapes) {
      if (boxes.has(id) && shape instanceof shapeFor(this.store.get(id), tiles.has(id))) continue;
      shape.group.remove();
      this.shapes.delete(id);
    }
    for (const [id, box] of boxes) {
      const entity = this.store.get(id);
      const shape = this.shapes.get(id) ?? new (shapeFor(entity, tiles.has(id)))(id, entity);
      if (!this.shapes.has(id)) (entity.kind === "pod" ? this.pods : this.nodes).append(shape.group);
      this.shapes.set(id, shape);
      shape.place(box, this.movers.has(id) && !this.moves.stepped);
      this.stale.add(id);
    }
    this.movers.clear();
  }
}

/** What all names begin with, up to a "-": it need not be said on every tile. @param {string[]} names */
function prefixOf(names) {
  let prefix = names[0] ?? "";
  for (const name of names) while (!name.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix.slice(0, prefix.lastIndexOf("-") + 1);
}

export { ClusterScene as Scene };
export const bench = () => import("#lab/cluster/bench.js");
