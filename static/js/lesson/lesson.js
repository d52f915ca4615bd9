/** A lab's page: note and room know of each other. What a page does not have is not fetched. */

import { Gate } from "#lab/lesson/gate.js";
import { Goals } from "#lab/lesson/goals.js";
import { Guide } from "#lab/lesson/guide.js";
import { LateHtmx } from "#lab/lesson/late_htmx.js";
import { hearMentions } from "#lab/lesson/late_mentions.js";
import { BESIDE, showBench } from "#lab/lesson/page_places.js";
import { Predictions } from "#lab/lesson/predictions.js";
import { hasBegun, headUs } from "#lab/lesson/run_stand.js";
import { Steps } from "#lab/lesson/steps.js";
import { remember, remembered } from "#lab/preferences.js";

/** So soon after its start a run has no outcome of anything yet. */
const NO_OUTCOME_YET_US = 2_000_000;

/** The note with its room beside it, or without one. */
class Lesson {
  /** @param {HTMLElement} root @param {object | null} page  the room page */
  constructor(root, page) {
    Object.assign(this, { root, page });
    this.steps = new Steps(root, document.querySelector('meta[name="csrf-token"]').content);
    this.predictions = new Predictions(root, {
      nowUs: () => (page ? headUs(page.store) : 0),
      change: (prediction) => this.#changed(prediction),
    });
    this.htmx = new LateHtmx(root, root.dataset.htmx); // what it holds back has been seen by the predictions
    hearMentions(root, page);
  }

  /** What follows the room's frames. The broken variant's run is not what the note's predictions are about. */
  async join() {
    const { root, page, predictions } = this;
    const { rung, variant } = root.dataset;
    const begun = () => hasBegun(page.store);
    const runs = () => (rung === "alone" ? begun() : page.store.get("room")?.playing);
    if (!variant) this.gate = new Gate(predictions, begun, page.tell);
    const asked = () => this.gate?.asked?.form;
    const goals = new Goals(root, page, () => this.steps.show(), () => stepAfter(root, variant));
    this.guide = new Guide(page.part("guide"), { rung, begun, runs, asked, onward: goals.onward });
    for (const guest of [goals, this.guide]) page.add(guest);
    if (this.gate) page.add(this.gate);
    if (predictions.first) page.add({ take: () => this.#follow() });
    if (document.getElementById("script")) {
      const [{ Script }] = await Promise.all([import("#lab/lesson/script.js"), page.scene.words.commands()]);
      this.script = new Script(root, page, this.gate);
      page.add(this.script);
      if (!matchMedia(BESIDE).matches) this.#ask();
    }
    page.add({ take: () => this.#welcome() });
  }

  async #ask() {
    const { Asking } = await import("#lab/lesson/asking.js");
    this.page.add(new Asking(this.root, this.page, this.gate));
  }

  /** From the first answer on there are outcomes to wait for, once the run is under way; or those of a room before. */
  async #follow() {
    const { root, page, predictions } = this;
    const { lesson, variant } = root.dataset;
    const before = remembered(`outcome:${lesson}:${predictions.first.name}`, "");
    const early = headUs(page.store) < NO_OUTCOME_YET_US && !before;
    if (early || this.following || predictionsOpen(predictions)) return;
    this.following = true;
    const { KeptOutcomes } = await import("#lab/lesson/kept_outcomes.js");
    const { FollowOutcomes } = await import("#lab/lesson/follow_outcomes.js");
    const { toastOver } = await import("#lab/lesson/toast.js");
    const kept = new KeptOutcomes(root.dataset);
    if (variant) kept.show(predictions);
    else page.add(new FollowOutcomes(predictions, page, { kept, toast: toastOver(page.part("figure"), root) }));
  }

  /** Once for each room: the question that comes before the first run has the focus. */
  #welcome() {
    if (this.welcomed) return;
    this.welcomed = true;
    const { first } = this.predictions;
    const name = `welcomed:${this.root.dataset.room}`;
    const elsewhere = location.hash || document.activeElement !== document.body || !matchMedia(BESIDE).matches;
    if (!first?.open || this.root.dataset.variant || hasBegun(this.page.store) || elsewhere) return;
    if (remembered(name, "")) return;
    remember(name, "yes");
    first.focus();
  }

  /** The focus was in the form that is gone: it goes to what comes next. */
  #changed(prediction) {
    this.steps.show();
    this.guide?.take();
    this.script?.offerRun();
    this.page?.tell(""); // that it was to be made first
    const wish = this.gate?.granted();
    if (wish && !prediction.open) this.page.steer(wish);
    const focus = document.activeElement;
    if (focus !== document.body && !prediction.form.contains(focus)) return;
    if (prediction.open) prediction.focus();
    else if (this.page && (!hasBegun(this.page.store) || this.gate?.waitsFor === prediction.name)) this.#toRun();
    else prediction.rest();
  }

  #toRun() {
    this.page.part("bar").querySelector("[data-play]").focus({ preventScroll: true });
    showBench(this.page.part("figure"));
  }
}

/** From the lab's own goals to the broken variant, and from its goals to what comes after it. */
function stepAfter(root, variant) {
  const broken = root.querySelector(".note [data-broken]");
  const step = broken?.closest("[data-step]");
  const there = variant ? step?.nextElementSibling : step;
  if (!there?.matches("[data-step]")) return null;
  return { id: variant ? there.id : broken.id, title: there.querySelector("h2").textContent.trim() };
}

function predictionsOpen({ list }) {
  return list.every(({ open }) => open);
}

/**
 * Starts the lesson.
 * @param {HTMLElement} root  the element with `data-lesson`
 * @param {object | null} page  the room page, once the lab has been started
 */
export async function startLesson(root, page) {
  const lesson = new Lesson(root, page);
  if (page) await lesson.join();
  return lesson;
}
