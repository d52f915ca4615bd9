/** What is told over the scene's upper edge: a goal that is reached, what became of a prediction, a question. */

import "#lab/later_sentences.js";

import { html } from "#lab/room/elements.js";
import { eventSentence } from "#lab/room/sentences.js";
import { gettext, say } from "#lab/room/words.js";

/** One at a time; it goes by itself, at the next press anywhere, or when the run goes on. */
const SHOWN_MS = 7_000;
const SHOWN_WITH_WAY_MS = 30_000;
const OUTCOME_SHOWN_MS = 12_000;
const EDGE_PX = 8;

/** Lies over the page, so that nothing moves when it comes and goes. What it says stands on the page besides. */
export class Toast {
  /** @param {HTMLElement} figure  with the scene @param {HTMLElement} root  of the lesson */
  constructor(figure, root) {
    Object.assign(this, { figure, root });
    this.element = html("div", { className: "toast", hidden: true });
    root.append(this.element);
    addEventListener("pointerdown", ({ target }) => this.element.contains(target) || this.hide());
    this.element.addEventListener("click", () => this.hide());
  }

  /**
   * @param {object} event  GoalReached
   * @param {object} store
   * @param {import("#lab/lesson/kept_goals.js").WayOn | null} onward  where to go once every goal is reached
   */
  goal(event, store, onward) {
    const words = `★ ${eventSentence(event, store)}`;
    this.#show(onward ? `${words}. ${onward.words}` : words, onward);
  }

  /** The run has stopped for it. @param {string} words @param {string} id */
  question(words, id) {
    this.#show(words, { id, title: gettext("To the question") });
  }

  /** A prediction and what the run gave. @param {string} outcome  in words @param {string} id */
  outcome(outcome, id) {
    const words = say(gettext("The outcome is there. {outcome}"), { outcome });
    this.#show(words, { id, title: gettext("See why") }, OUTCOME_SHOWN_MS);
  }

  hide() {
    this.element.hidden = true;
  }

  #show(words, way, shownMs = way ? SHOWN_WITH_WAY_MS : SHOWN_MS) {
    clearTimeout(this.timer);
    const link = way && html("a", { href: `#${way.id}`, textContent: way.title });
    this.element.replaceChildren(words, ...(link ? [" ", link] : []));
    this.#place();
    this.element.hidden = false;
    this.timer = setTimeout(() => this.hide(), shownMs);
  }

  /** Below what sticks to the window's upper edge. */
  #place() {
    const { left, top, width } = this.figure.getBoundingClientRect();
    const cards = this.root.querySelectorAll(".script, .script > .guide, .script-say");
    const { style } = this.element;
    style.left = `${left + EDGE_PX}px`;
    style.maxWidth = `${width - 2 * EDGE_PX}px`;
    style.top = `${Math.max(0, top, ...[...cards].map((card) => card.getBoundingClientRect().bottom)) + EDGE_PX}px`;
  }
}

let only = null;

/** The page's own, so that a goal and a question do not lie over each other. */
export function toastOver(figure, root) {
  only ??= new Toast(figure, root);
  return only;
}
