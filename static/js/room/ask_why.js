/** Where "why?" is asked: a box of the drawing, a name in the list, an order's number, the ◆ of the ledger. */

import { html } from "#lab/room/elements.js";
import { nameOf } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

/** Fills the list of what is there; the panel with the answer is fetched with the first question. */
export class AskWhy {
  /**
   * @param {(name: string) => HTMLElement} part
   * @param {object} page
   * @param {(command: string, args: object) => Promise<object>} page.ask
   * @param {(atUs: number) => void} page.seek
   * @param {import("#lab/room/store.js").Store} page.store
   * @param {{asked: Set<string>, why: () => Promise<unknown>}} page.own  what the scene has for it: which kinds are
   *   asked about, and a module with its sentences
   */
  constructor(part, { ask, seek, store, own }) {
    const place = part("ask-why");
    Object.assign(this, { ask, seek, store, own });
    this.asked = own.asked;
    this.root = part("why");
    this.list = place.querySelector("[data-entity]");
    const order = place.querySelector("[data-order]");
    this.again = part("ledger").querySelector("[data-why-again]");
    this.again.addEventListener("click", () => this.#openOrder(this.store.get("ledger").last_again));
    this.#listen(place, "entity", () => this.#open(this.list.value));
    this.#listen(place, "order", () => this.#openOrder(Number(order.value)));
    part("scene").addEventListener("click", (event) => {
      // Where hands are at work on the scene, a press takes something up instead.
      if (!event.defaultPrevented) this.about(event.target.closest("[data-id]")?.dataset.id);
    });
  }

  /** Whatever is in the scene can be asked about. */
  take() {
    this.#offerAgain(this.store.get("ledger")?.last_again ?? null);
    const ids = [...this.store.entities].filter(([, entity]) => this.asked.has(entity.kind)).map(([id]) => id);
    if (ids.join() === this.ids) return;
    this.ids = ids.join();
    const chosen = this.list.value;
    this.list.replaceChildren(...ids.map((id) => html("option", { value: id, textContent: titleOf(id, this.store) })));
    if (ids.includes(chosen)) this.list.value = chosen;
  }

  /** @param {number | null} order  that was delivered again last */
  #offerAgain(order) {
    this.again.disabled = order === null;
    const words = gettext("Why was order {number} delivered again?");
    this.again.title = order === null ? "" : say(words, { number: number(order) });
  }

  #listen(place, name, act) {
    place.querySelector(`[data-ask="${name}"]`).addEventListener("submit", (event) => {
      event.preventDefault();
      act();
    });
  }

  /** A press on something. @param {string} id */
  about(id) {
    if (this.asked.has(this.store.get(id)?.kind)) this.#open(id);
  }

  #open(id) {
    return this.#ask(id, titleOf(id, this.store));
  }

  #openOrder(order) {
    return this.#ask(`order-${order}`, say(gettext("order {number}"), { number: order }));
  }

  async #ask(about, title) {
    const panel = await (this.panel ??= this.#make());
    await panel.open(about, title);
  }

  async #make() {
    const [{ WhyPanel }] = await Promise.all([import("#lab/room/why.js"), this.own.why()]);
    const ask = (args) => this.ask("room.why", args);
    return new WhyPanel(this.root, { ask, seek: this.seek, nameOf: (id) => nameOf(id, this.store) });
  }
}

/** Queues and programs are often of one name: the kind tells them apart. */
function titleOf(id, store) {
  const { kind, watcher = id, name = watcher } = store.get(id);
  const titles = { queue: gettext("queue {name}"), topic: gettext("topic {name}"), watch: gettext("watch of {name}") };
  return titles[kind] ? say(titles[kind], { name }) : name;
}
