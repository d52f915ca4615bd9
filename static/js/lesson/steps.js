/** The bar of steps: what is done, where the reader is, what is to come; the server is told how far they came. */

import { BESIDE } from "#lab/lesson/page_places.js";
import { gettext, say } from "#lab/room/words.js";

/** Whoever only looks through the note goes by sooner. */
const STAYED_MS = 5_000;
const DOES_SOMETHING = "button, input, select, summary, [data-curve]";
/** The line across the window at which one reads, in percent from the top. */
const READING_LINE = "-35% 0px -60% 0px";
/** What a step asks, and what of it is left. */
const ASKS = "[data-goal], [data-predict], [data-review]";
const LEFT = '[data-goal]:not([data-kept]), [data-state="open"], [data-review]:not([data-answered])';

/** Follows the reading. */
export class Steps {
  /** @param {HTMLElement} root @param {string} csrfToken */
  constructor(root, csrfToken) {
    Object.assign(this, { root, csrfToken, toldAt: 0 });
    this.sections = [...root.querySelectorAll(".note [data-step]")];
    this.#hear();
    this.at = this.toldAt;
    const observer = new IntersectionObserver((entries) => this.#read(entries), { rootMargin: READING_LINE });
    for (const section of this.sections) observer.observe(section);
    root.addEventListener("submit", ({ target }) => this.#stay(target));
    for (const sign of ["click", "input"]) root.addEventListener(sign, ({ target }) => this.#act(target));
    document.addEventListener("htmx:load", ({ target }) => this.#renew(target));
    this.show();
  }

  /** htmx may put a new bar in the place of the old one. */
  #mark(section) {
    return this.root.querySelector(`[data-step-mark="${section.id}"]`);
  }

  /** The bar as it comes from the server says how far the reader has come. */
  #hear() {
    const at = this.sections.findIndex((section) => this.#mark(section)?.querySelector("[aria-current]"));
    this.toldAt = Math.max(this.toldAt, at);
  }

  #renew(loaded) {
    if (loaded.querySelector("[data-steps]")) this.#hear();
    this.show();
  }

  #read(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#arrive(this.sections.indexOf(target));
    }
    this.show();
  }

  #arrive(at) {
    this.at = at;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => document.visibilityState === "visible" && this.#count(at), STAYED_MS);
  }

  /** Another way is another page: beside the bench it opens where the reader is; the first at its first question. */
  #stay(form) {
    const isAnother = this.root.dataset.room && this.at > 0 && matchMedia(BESIDE).matches;
    if (isAnother && form.matches(".rungs")) form.action += `#${this.sections[this.at].id}`;
  }

  #act(target) {
    const section = target.closest(DOES_SOMETHING)?.closest(".note [data-step]");
    if (section) this.#count(this.sections.indexOf(section));
  }

  #count(at) {
    if (at <= this.toldAt) return;
    this.#tell(at);
    this.show();
  }

  /** Shows every step as it is now. */
  show() {
    const readTo = this.toldAt + Number(this.toldAt === this.sections.length - 1);
    this.sections.forEach((section, at) => {
      const mark = this.#mark(section);
      if (!mark) return;
      const done = isDone(section, at < readTo);
      mark.dataset.state = done ? "done" : "todo";
      const link = mark.querySelector("a");
      if (at === this.at) link.ariaCurrent = "step";
      else link.removeAttribute("aria-current");
      const title = section.querySelector("h2").textContent.trim();
      const sentence = done ? gettext("{number}. {title} (done)") : "{number}. {title}";
      link.querySelector(".unseen").textContent = say(sentence, { number: section.id.split("-").at(-1), title });
    });
  }

  /** Only forward: whoever looks back has still come as far as they came. */
  #tell(at) {
    this.toldAt = at;
    const body = new URLSearchParams({ step: this.sections[at].id });
    const headers = { "X-CSRFToken": this.csrfToken, "HX-Request": "true" };
    const address = `${location.pathname.replace(/\/?$/, "/")}step`;
    fetch(address, { method: "POST", body, headers, keepalive: true }).catch(() => {});
  }
}

/**
 * All that it asks is done; one that asks nothing was read.
 * @param {HTMLElement} section @param {boolean} read
 */
function isDone(section, read) {
  return !section.querySelector(LEFT) && (read || section.querySelector(ASKS) !== null);
}
