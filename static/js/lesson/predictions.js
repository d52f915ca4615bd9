/** The predictions of a note: which are still open, what was said, and the outcome laid over it. */

import { Later } from "#lab/room/later.js";
import { bringIntoView } from "#lab/lesson/page_places.js";

/** One prediction's form; htmx puts a new one in its place when it is answered. */
export class Prediction {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.name = form.dataset.predict;
    /** @type {import("#lab/lesson/outcomes.js").Spec} */
    this.spec = JSON.parse(form.querySelector("[data-spec]").textContent);
    this.figure = new Later(() => this.#makeFigure());
  }

  async #makeFigure() {
    const { OutcomeFigure } = await import("#lab/lesson/outcome_figure.js");
    const { inPlace } = await import("#lab/lesson/in_place.js");
    const figure = new OutcomeFigure(this.form, this.spec);
    return { show: (...what) => inPlace(this.form, () => figure.show(...what)) };
  }

  get open() {
    return this.form.dataset.state === "open";
  }

  /** The moment of the run goes with the answer. @param {number} us */
  stamp(us) {
    this.form.querySelector("[data-made]").value = String(Math.round(us));
  }

  focus() {
    bringIntoView(this.form);
    const first = this.form.querySelector("[role=slider], input:not([type=hidden]):not(:disabled)");
    first?.focus({ preventScroll: true });
  }

  /** Takes the focus itself, when there is nothing to fill in any more. */
  rest() {
    this.form.tabIndex = -1;
    this.form.focus({ preventScroll: true });
  }

  /**
   * @param {import("#lab/lesson/outcomes.js").Outcome | null} outcome  null: this run has none (yet)
   * @param {boolean} [changed]  the bench was another by then than the one that is asked about
   */
  show(outcome, changed) {
    const key = JSON.stringify([outcome, changed]);
    if (key === this.shown || (outcome === null && this.shown === undefined)) return;
    this.shown = key;
    this.figure.use((figure) => this.shown === key && figure.show(outcome, changed));
  }
}

/** Once an element is seen, or soon will be. */
function whenNear(element, act) {
  const look = (entries, observer) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    act();
  };
  new IntersectionObserver(look, { rootMargin: "60% 0px" }).observe(element);
}

/** All predictions of the page. */
export class Predictions {
  /**
   * @param {HTMLElement} root
   * @param {object} on
   * @param {() => number} on.nowUs  where the run stands
   * @param {(one: Prediction) => void} on.change  its form came anew: made, skipped or refused
   */
  constructor(root, { nowUs, change }) {
    Object.assign(this, { root, nowUs, change });
    this.curves = new Later(() => import("#lab/lesson/curve_field.js"));
    this.list = [...root.querySelectorAll("[data-predict]")].map((form) => this.#make(form));
    for (const name of ["submit", "click"]) root.addEventListener(name, (event) => this.#stamp(event), true);
    document.addEventListener("htmx:load", (event) => this.#renew(event.target));
  }

  /** The one that is asked before the first run. */
  get first() {
    return this.list[0];
  }

  /** Stored as skipped, without leaving the page. @param {Prediction} prediction */
  async skip(prediction) {
    prediction.stamp(this.nowUs());
    const button = prediction.form.querySelector("[formaction]");
    const body = new FormData(prediction.form);
    const headers = { "HX-Request": "true" };
    const answer = await fetch(button.formAction, { method: "POST", body, headers, keepalive: true }).catch(() => null);
    if (!answer?.ok) return;
    prediction.form.outerHTML = await answer.text();
    const form = this.root.querySelector(`[data-predict="${prediction.name}"]`);
    globalThis.htmx?.process(form);
    this.#renew(form);
  }

  /** A form that came in the place of another. */
  #renew(form) {
    const at = this.list.findIndex(({ name }) => name === form.dataset?.predict);
    if (at < 0 || this.list[at].form === form) return;
    const prediction = this.#make(form);
    this.list[at] = prediction;
    if (!prediction.open) this.#tellAfter(prediction.name);
    this.change(prediction);
  }

  /** What would have given it away. */
  #tellAfter(name) {
    for (const { dataset } of this.root.querySelectorAll(`[data-after="${name}"]`)) delete dataset.open;
  }

  #make(form) {
    const prediction = new Prediction(form);
    const { kind, value } = prediction.spec;
    const drawn = kind === "curve" && (prediction.open || Array.isArray(value));
    if (drawn) whenNear(form, () => this.curves.use(({ CurveField }) => new CurveField(form, prediction.spec)));
    return prediction;
  }

  #stamp({ type, target }) {
    const form = target.closest?.("[data-predict]");
    const prediction = this.list.find((one) => one.form === form);
    prediction?.stamp(this.nowUs());
    if (prediction && (type === "submit" || target.matches("[formaction]"))) prediction.sent = true;
  }
}
