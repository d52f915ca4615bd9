/** The bar of steps: what is done, where the reader is, what is to come; the server is told how far they came. */

import { gettext, say } from "#lab/room/words.js";

/** Whoever only looks through the note goes by sooner. */
const STAYED_MS = 15_000;
const DOES_SOMETHING = "button, input, select, summary, [data-curve]";
/** The line across the window at which one reads, in percent from the top. */
const READING_LINE = "-35% 0px -60% 0px";

/** Follows the reading. */
export class Steps {
  /** @param {HTMLElement} root @param {string} csrfToken */
  constructor(root, csrfToken) {
    Object.assign(this, { root, csrfToken });
    this.sections = [...root.querySelectorAll(".note [data-step]")];
    this.passed = new Set(this.#marked("done").map((section) => section.id));
    /** @type {Set<string>} steps in which the learner stayed or did something */
    this.been = new Set();
    this.toldAt = Math.max(0, ...this.#marked("now").map((section) => this.sections.indexOf(section)));
    this.at = this.toldAt;
    const observer = new IntersectionObserver((entries) => this.#read(entries), { rootMargin: READING_LINE });
    for (const section of this.sections) observer.observe(section);
    for (const sign of ["click", "input"]) root.addEventListener(sign, ({ target }) => this.#act(target));
    document.addEventListener("htmx:load", ({ target }) => target.querySelector("[data-steps]") && this.show());
    this.show();
  }

  #marked(state) {
    return this.sections.filter((section) => this.#mark(section)?.dataset.state === state);
  }

  /** htmx may put a new bar in the place of the old one. */
  #mark(section) {
    return this.root.querySelector(`[data-step-mark="${section.id}"]`);
  }

  #read(entries) {
    for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries) {
      const isAbove = boundingClientRect.bottom <= (rootBounds?.top ?? 0);
      if (isIntersecting) this.#arrive(this.sections.indexOf(target));
      else if (isAbove && this.been.has(target.id)) this.passed.add(target.id);
    }
    this.show();
  }

  #arrive(at) {
    this.at = at;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => document.visibilityState === "visible" && this.#count(at), STAYED_MS);
  }

  #act(target) {
    const section = target.closest(DOES_SOMETHING)?.closest(".note [data-step]");
    if (section) this.#count(this.sections.indexOf(section));
  }

  #count(at) {
    this.been.add(this.sections[at].id);
    if (at > this.toldAt) this.#tell(at);
  }

  /** Shows every step as it is now. */
  show() {
    this.sections.forEach((section, at) => {
      const mark = this.#mark(section);
      if (!mark) return;
      const done = isDone(section, this.passed.has(section.id));
      mark.dataset.state = at === this.at ? "now" : done ? "done" : "todo";
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
 * Its goals are reached and its predictions made; without either it was read through.
 * @param {HTMLElement} section @param {boolean} passed
 */
export function isDone(section, passed) {
  const goals = [...section.querySelectorAll("[data-goal]")];
  const predictions = [...section.querySelectorAll("[data-predict]")];
  if (!goals.length && !predictions.length) return passed;
  const reached = goals.every((goal) => goal.dataset.kept === "true");
  return reached && predictions.every(({ dataset }) => dataset.state !== "open");
}
