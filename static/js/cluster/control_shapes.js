/** The boxes of the control plane, and of who works on it by hand. */

import { BoxShape, put } from "#lab/cluster/box.js";
import { controllersWords, etcdWords, lastWords, schedulerWords, watchersWords } from "#lab/cluster/words.js";
import { widthOf } from "#lab/draw/text_width.js";
import { gettext } from "#lab/room/words.js";

const EDGE = 16;
const SIZES = [12, 12.5, 12.5]; // the title is no wider than smaller print
/** A narrower box has no room for the whole name. */
const WHOLE = 160;
const WATCHERS = 12;
const PRINT = 13;

/** Its name, and what is below it. @type {Record<string, (entity: object, store: object) => string[]>} */
const LINES = {
  etcd: etcdWords,
  kubectl: ({ draining }) => ["kubectl", draining?.length ? `drain ${draining.join(" ")}` : "$ _"],
};
const PITCH = 18;

/** A name, and one or two lines below it. */
export class SmallPart extends BoxShape {
  constructor(id, entity) {
    super(id, entity.kind);
    this.lines = ["title", "caption", "caption"].map((name) => this.line(name, "middle"));
  }

  update(entity, { store }) {
    const texts = this.words(entity, store);
    const [x, room] = [this.box.width / 2, this.box.width - EDGE];
    const top = this.box.height / 2 + 5 - ((texts.length - 1) * PITCH) / 2;
    this.lines.forEach((line, at) => put(line, texts[at] ?? "", x, top + at * PITCH, { room, size: SIZES[at] }));
    const isDown = entity.state === "stopped" || entity.alarm;
    this.look(isDown ? "down stopped" : this.isBusy(entity) ? "busy" : "up");
  }

  words(entity, store) {
    return LINES[entity.kind](entity, store);
  }

  isBusy() {
    return false;
  }
}

/** What decides by itself: it runs or is stopped, and has work waiting. */
export class Decider extends SmallPart {
  words(entity) {
    if (entity.kind === "scheduler") return ["scheduler", ...schedulerWords(entity)];
    return [this.box.width < WHOLE ? "controllers" : "controller-manager", controllersWords(entity)];
  }

  isBusy(entity) {
    const { kind, active, queued } = entity;
    return kind === "scheduler" ? active > 0 : Object.values(queued ?? {}).some((count) => count > 0);
  }
}

/** The API server: how far the store is, what was written last, who watches. */
export class ServerShape extends BoxShape {
  constructor(id, entity) {
    super(id, entity.kind, 12);
    [this.title, this.last] = ["title", "caption"].map((name) => this.line(name));
    this.watch = ["caption watchers", "caption watchers"].map((name) => this.line(name));
    this.revision = this.line("caption", "end");
  }

  update({ revision, state }, { store, last }) {
    const { width } = this.box;
    const room = width - 2 * EDGE;
    put(this.title, "kube-apiserver", EDGE, 28);
    const isDown = state === "stopped";
    put(this.revision, isDown ? `✕ ${gettext("stopped")}` : `rv ${revision}`, width - EDGE, 28);
    put(this.last, last ? lastWords(last) : "", EDGE, 50, { room, size: WATCHERS });
    const lines = linesOf(watchersWords(store), room);
    this.watch.forEach((line, at) => put(line, lines[at] ?? "", EDGE, 70 + at * 16, { room, size: WATCHERS }));
    this.look(isDown ? "down stopped" : "up");
  }
}

/** Names in as many lines as they need. @param {string} words @param {number} room */
function linesOf(words, room) {
  const lines = [""];
  for (const word of words.split(/(?<=, )/)) {
    if (((widthOf(lines.at(-1) + word) * WATCHERS) / PRINT) > room) lines.push("");
    lines[lines.length - 1] += word;
  }
  return lines;
}
