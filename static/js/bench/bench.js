/** The bench: the scene's things to look at for everybody, and for the owner what hands can do with them. */

import { PartsList } from "#lab/bench/parts_list.js";
import { Later } from "#lab/room/later.js";

/**
 * @typedef {object} Subject  what a scene of one kind is made of
 * @property {(store: object) => import("#lab/bench/parts.js").Part[]} partsOf
 * @property {(key: string, store: object) => string[]} boxesOf
 * @property {boolean} pulls  whether its things can be connected by pulling a wire
 * @property {() => Promise<{Hands: new (page: object, bench: Bench) => object}>} hands  for the owner
 * @property {() => Promise<{Onlooker: new (page: object, bench: Bench) => object}>} onlooker  for everybody else
 */

/** A guest of the room page; keeps list and scene in step. */
export class Bench {
  /**
   * @param {object} page  the room page
   * @param {Subject} subject
   */
  constructor(page, subject) {
    Object.assign(this, { page, subject, store: page.store, place: page.part("bench"), over: null });
    Object.assign(this, { hands: null, onlooker: null });
    this.marks = new Later(() => this.#makeMarks());
    this.list = new PartsList(this.part("parts"), {
      open: (key, byKeys) => this.#open(key, byKeys),
      hover: (key) => (this.hands ? this.hands.hover(key) : this.hover(key)),
    });
    this.lent = new Later(() => this.#lendHands());
    this.watching = new Later(() => this.#watch());
    /** @type {PointerEvent | null} a pointer that went down on the scene and may do so before the hands are there */
    this.held = null;
    this.#listen(page.scene.host);
    page.add(this);
    page.bench = this;
  }

  #listen(scene) {
    // Before others who listen to the scene: where hands are at work, a press takes something up and does nothing else.
    scene.addEventListener("click", (event) => this.#press(event), { capture: true });
    scene.addEventListener("pointerdown", (event) => this.#hold(event));
    for (const sign of ["pointerup", "pointercancel"]) addEventListener(sign, () => this.#hold(null));
    this.part("palette").addEventListener("click", ({ target }) => {
      if (target.dataset.add && !this.hands) this.#withHands(() => target.click());
    });
    for (const place of [this.place, this.page.part("figure")]) {
      for (const sign of ["pointerover", "focusin"]) place.addEventListener(sign, () => this.#withHands(() => {}));
    }
  }

  part(name) {
    return this.place.querySelector(`[data-bench="${name}"]`);
  }

  take() {
    const steers = this.page.role === "owner";
    this.place.toggleAttribute("data-hands", steers);
    this.part("palette").hidden = !steers;
    if (!steers) this.part("inspector").hidden = true;
    if (this.subject.pulls) this.marks.use((marks) => marks.allow(steers));
    this.part("first").hidden = !steers || !this.#isBare();
    this.page.part("ledger").hidden = !this.store.get("ledger"); // a bench may count no orders
    this.show();
  }

  /** Nobody hands anything on yet, neither the scene's own callers nor a terminal. */
  #isBare() {
    const callers = this.store.ofKind("caller");
    const idle = callers.every(([, { links }]) => links.length === 0);
    return callers.length > 0 && idle && !this.store.ofKind("terminal").length;
  }

  /** A thing or a wire is under the pointer or has the focus. @param {string | null} key */
  hover(key) {
    if (key === this.over) return;
    this.over = key;
    this.show();
  }

  show() {
    const parts = this.subject.partsOf(this.store);
    const { chosen = null, source = null, targets = null } = this.#looking() ?? {};
    this.list.show(parts, { chosen, over: this.over, targets });
    /** @type {Map<string, import("#lab/bench/marks.js").Mark>} */
    const marked = new Map((targets ?? []).map((id) => [id, "target"]));
    for (const id of this.#boxesOf(this.over)) if (!targets || targets.includes(id)) marked.set(id, "over");
    for (const id of this.#boxesOf(chosen)) marked.set(id, source ? "source" : "chosen");
    if (marked.size || this.marks.wanted) this.marks.use((marks) => marks.show(marked, source !== null));
    this.page.scene.lookAt?.(chosen);
  }

  /** What goes on by itself needs the whole scene. */
  close() {
    this.hands?.close();
  }

  /** What was done so far is what a script goes on from: it is no longer to be taken back. */
  forget() {
    this.hands?.undo.clear();
    this.hands?.take();
  }

  #open(key, byKeys) {
    const choose = (looking) => looking.choose(key, byKeys);
    if (this.page.role !== "owner") this.watching.use(choose);
    else if (this.hands?.source) this.hands.connect(key, byKeys);
    else if (this.hands) choose(this.hands);
    else this.#withHands(choose);
  }

  #looking() {
    return this.page.role === "owner" ? this.hands : this.onlooker;
  }

  #hold(event) {
    this.held = event;
  }

  #press(event) {
    if (this.page.role !== "owner") return void this.watching.use((onlooker) => onlooker.click(event));
    event.preventDefault();
    if (!this.hands) this.#withHands((hands) => hands.gestures.click(event));
  }

  /** Hands are fetched when somebody reaches for the scene or the list. */
  #withHands(act) {
    if (this.page.role === "owner") this.lent.use(act);
  }

  #boxesOf(key) {
    return key === null ? [] : this.subject.boxesOf(key, this.store);
  }

  /** There from the start where wires can be pulled, else once there is something to mark. */
  async #makeMarks() {
    const { Marks } = await import("#lab/bench/marks.js");
    const marks = new Marks(this.page.scene, this.store, () => this.#looking()?.view.arranged());
    this.#looking()?.view.arranged();
    return marks;
  }

  async #watch() {
    const { Onlooker } = await this.subject.onlooker();
    this.onlooker = new Onlooker(this.page, this);
    return this.onlooker;
  }

  async #lendHands() {
    const { Hands } = await this.subject.hands();
    this.hands = new Hands(this.page, this);
    return this.hands;
  }
}

/** Starts the bench. @param {object} page @param {Subject} subject @returns {Bench} */
export function startBench(page, subject) {
  return new Bench(page, subject);
}
