/** Names in the prose mark their thing on the bench; buttons in the prose do what they say. */

import "#lab/later_sentences.js";

import { BESIDE, bringIntoView, showBench } from "#lab/lesson/page_places.js";
import { resolved } from "#lab/lesson/subscriptions.js";
import { html } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

const ENTERS = new Set(["pointerover", "focusin"]);

/** Is given what happens in the note. */
export class Mentions {
  /** @param {HTMLElement} root @param {object | null} page  the room page; null: the lab has not been started */
  constructor(root, page) {
    Object.assign(this, { root, page, pinned: null });
    this.figure = root.querySelector('[data-part="figure"], [data-part="still"]');
  }

  /** @param {Event} event  one of those that `hearMentions` hears */
  take(event) {
    if (event.type === "click") this.#press(event);
    else if (ENTERS.has(event.type)) this.#enter(event);
    else this.#leave(event);
  }

  #enter({ target }) {
    const mention = target.closest("[data-mention]");
    if (mention) this.#mark(mention.dataset.mention);
  }

  #leave({ target }) {
    if (target.closest("[data-mention]")) this.#mark(this.pinned?.dataset.mention ?? null);
  }

  #press({ target }) {
    const mention = target.closest("[data-mention]");
    const button = target.closest("[data-do]");
    this.#pin(mention);
    if (mention) this.#showBench(mention);
    if (button) this.#do(button);
  }

  /** What was pressed stays marked until something else of the note is. */
  #pin(mention) {
    this.pinned?.removeAttribute("data-marked");
    this.pinned = mention;
    mention?.setAttribute("data-marked", "");
    this.#mark(mention?.dataset.mention ?? null);
  }

  #mark(id) {
    for (const old of this.figure?.querySelectorAll("[data-mentioned]") ?? []) old.removeAttribute("data-mentioned");
    if (id === null) return;
    for (const box of this.figure?.querySelectorAll(`[data-id="${CSS.escape(id)}"]`) ?? []) {
      box.setAttribute("data-mentioned", "");
    }
  }

  async #do(button) {
    if (!this.page) return this.#answer(button, gettext("Start the lab first: the bench is waiting."));
    const args = resolved(JSON.parse(button.dataset.args || "{}"), this.page.store);
    if (!args) return this.#answer(button, gettext("That is not there any more."));
    const { error } = await this.page.steer(button.dataset.do, args);
    if (!error) this.#showBench(button);
    const { refusalSentence } = error ? await import("#lab/room/refusals.js") : {};
    return this.#answer(button, error ? refusalSentence(error) : "");
  }

  /** Where the bench takes the place of the text, a button beside Run leads back to the sentence. */
  #showBench(from) {
    showBench(this.figure);
    if (!this.page || matchMedia(BESIDE).matches) return;
    this.back?.remove();
    this.back = html("button", { type: "button", className: "button way-back" }, [gettext("Back to the text")]);
    this.page.part("bar").prepend(this.back);
    this.back.addEventListener("click", () => {
      this.back.remove();
      from.focus({ preventScroll: true });
      bringIntoView(from, "center");
    });
  }

  /** Beside the button: the bench may be out of sight. */
  #answer(button, sentence) {
    const known = button.nextElementSibling?.matches(".do-answer") ? button.nextElementSibling : null;
    if (!sentence) return known?.remove();
    const line = known ?? html("span", { className: "do-answer", role: "status" });
    if (!known) button.after(line);
    line.textContent = sentence;
    return undefined;
  }
}
