/** The list of the scene's things: one stop of the Tab key, arrows inside it, Enter takes something up. */

import { Rows } from "#lab/bench/rows.js";
import { html, write } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

const FORWARD = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Shows the parts as chips. */
export class PartsList {
  /**
   * @param {HTMLElement} place
   * @param {{open: (key: string, byKeys: boolean) => void, hover: (key: string | null) => void}} ways
   */
  constructor(place, ways) {
    this.ways = ways;
    this.list = html("ul", { className: "parts-list", role: "listbox", ariaLabel: gettext("Parts of the scene") });
    this.list.ariaOrientation = "horizontal";
    place.replaceChildren(this.list);
    this.rows = new Rows(this.list, ({ key }) => this.#chip(key));
    this.current = null;
    this.list.addEventListener("keydown", (event) => this.#press(event));
    this.list.addEventListener("focusout", () => ways.hover(null));
  }

  /**
   * @param {import("#lab/bench/parts.js").Part[]} parts
   * @param {{chosen: string | null, over: string | null, targets: string[] | null}} state
   *   `targets`: what can be picked, null while nothing is being picked
   */
  show(parts, { chosen, over, targets }) {
    this.targets = targets;
    this.keys = parts.map(({ key }) => key);
    if (!this.#mayStand(this.current)) this.current = this.keys.find((key) => this.#mayStand(key)) ?? this.keys[0];
    this.rows.show(parts.map((part) => ({ ...part, chosen: part.key === chosen, over: part.key === over })));
  }

  /** From elsewhere: what is being looked at stays where it is. @param {string} [key]  else the one last there */
  focus(key = this.current) {
    this.#stand(this.keys.includes(key) && this.#mayStand(key) ? key : this.current, { preventScroll: true });
  }

  #chip(key) {
    const [name, words] = [html("b"), html("small")];
    const element = html("li", { className: "chip", role: "option" }, [name, " ", words]);
    element.addEventListener("click", () => {
      if (this.#mayStand(key)) this.ways.open(key, false);
    });
    for (const event of ["pointerenter", "focus"]) element.addEventListener(event, () => this.ways.hover(key));
    element.addEventListener("pointerleave", () => this.ways.hover(null));
    return {
      element,
      show: (part) => {
        write(name, part.name);
        write(words, part.words);
        element.tabIndex = key === this.current ? 0 : -1;
        element.ariaSelected = String(part.chosen);
        element.ariaDisabled = this.#mayStand(key) ? null : "true";
        element.classList.toggle("over", part.over);
      },
    };
  }

  #press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = this.#keys[event.key];
    if (!act && !(event.key in FORWARD)) return;
    event.preventDefault();
    if (act) act();
    else this.#step(FORWARD[event.key]);
  }

  get #keys() {
    const standing = this.keys.filter((key) => this.#mayStand(key));
    const open = () => this.ways.open(this.current, true);
    return { Enter: open, " ": open, Home: () => this.#stand(standing[0]), End: () => this.#stand(standing.at(-1)) };
  }

  #step(by) {
    const standing = this.keys.filter((key) => this.#mayStand(key));
    const at = standing.indexOf(this.current) + by;
    this.#stand(standing[Math.max(0, Math.min(standing.length - 1, at))]);
  }

  #stand(key, how = {}) {
    if (!key) return;
    this.current = key;
    for (const [one, { element }] of this.rows.rows) element.tabIndex = one === key ? 0 : -1;
    this.rows.rows.get(key).element.focus(how);
  }

  #mayStand(key) {
    return this.keys.includes(key) && (this.targets === null || this.targets.includes(key));
  }
}
