/** Waits for what the predictions are about: asks the room when the run has gone far enough, once for each branch. */

import { findAnchor, isMeant } from "#lab/lesson/anchors.js";
import { isChanged, knownUs, outcomeOf, startUs } from "#lab/lesson/outcomes.js";
import { headUs } from "#lab/lesson/run_stand.js";
import { patiently } from "#lab/room/patience.js";

/** What is known for longer is no news, as after a reload. */
const NEWS_US = 5_000_000;

/** @typedef {import("#lab/lesson/outcomes.js").Outcome} Outcome */
/** @typedef {import("#lab/lesson/kept_outcomes.js").Kept} Kept */

/** A guest of the room page. What was found for a branch stays: nothing flickers while the playhead moves. */
export class FollowOutcomes {
  /**
   * @param {import("#lab/lesson/predictions.js").Predictions} predictions
   * @param {object} page  the room page
   * @param {object} ways
   * @param {import("#lab/lesson/kept_outcomes.js").KeptOutcomes} ways.kept  from the rooms before
   * @param {import("#lab/lesson/toast.js").Toast} ways.toast  over the scene
   */
  constructor(predictions, page, { kept, toast }) {
    Object.assign(this, { predictions, page, kept, toast });
    this.ask = patiently(page.ask);
    /** @type {Map<string, {anchorUs?: number, outcome?: Outcome, changed?: boolean, before: Kept | null}>} */
    this.found = new Map();
    this.asking = false;
    this.lines = JSON.parse(document.getElementById("script")?.textContent ?? "[]");
  }

  take(store) {
    const room = store.get("room");
    if (!room) return;
    if (room.branch !== this.branch) this.looked = new Set();
    this.branch = room.branch;
    this.headUs = headUs(store);
    for (const { spec } of this.#answered()) this.#hear(spec, store.fresh);
    if (!this.asking) this.#find();
  }

  #answered() {
    return this.predictions.list.filter(({ open }) => !open);
  }

  #state(spec) {
    const key = `${this.branch} ${spec.name} ${spec.made_us}`;
    if (!this.found.has(key)) this.found.set(key, { before: this.kept.of(spec) });
    return this.found.get(key);
  }

  /** An event of the kind that times count from: the log is asked for the first of them. */
  #hear({ name, after }, fresh) {
    if (after && fresh.some((fact) => isMeant(after, fact))) this.looked.delete(name);
  }

  async #find() {
    this.asking = true;
    const { branch } = this;
    const answered = this.#answered();
    await Promise.all(answered.map(({ spec }) => this.#anchor(spec)));
    const due = answered.filter(({ spec }) => this.#isDue(spec));
    const { result } = due.length && branch === this.branch ? await this.ask("room.history") : {};
    if (branch === this.branch) this.#conclude(answered, result?.branch === branch ? result : null);
    this.asking = false;
  }

  async #anchor(spec) {
    const state = this.#state(spec);
    if (state.anchorUs !== undefined) return;
    if (!spec.after) state.anchorUs = startUs(spec);
    else if (!this.looked.has(spec.name)) {
      this.looked.add(spec.name);
      state.anchorUs = (await findAnchor(this.ask, spec.after, sinceUs(spec))) ?? undefined;
    }
  }

  #isDue(spec) {
    const { anchorUs, outcome } = this.#state(spec);
    return outcome === undefined && anchorUs !== undefined && this.headUs >= knownUs(spec, anchorUs);
  }

  #conclude(answered, history) {
    for (const prediction of answered) {
      const { spec } = prediction;
      const state = this.#state(spec);
      const isDue = history && this.#isDue(spec);
      if (isDue) {
        state.outcome = outcomeOf(spec, state.anchorUs, history);
        state.changed = isChanged(spec, history, this.lines);
        this.kept.keep(spec, state);
      }
      const { outcome = null, changed = false } = state.outcome === undefined ? (state.before ?? {}) : state;
      prediction.show(outcome, changed);
      const isNews = isDue && !changed && this.headUs < knownUs(spec, state.anchorUs) + NEWS_US;
      if (isNews) this.#announce(prediction);
    }
  }

  /** The form, where it is laid over what was said, may be far from where one looks. A bench that was changed before
   * decides nothing of the question: that is told in the form alone. */
  #announce({ figure, form }) {
    figure.use(() => this.toast.outcome(form.querySelector(".outcome-words").textContent, form.id));
  }
}

/** What is measured begins after the prediction; what a choice is about may have happened before it. */
function sinceUs({ kind, made_us: madeUs }) {
  return kind === "choice" ? 0 : (madeUs ?? 0);
}
