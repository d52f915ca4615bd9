/** The goals of the page follow the run: reached, missed with the event that did it, or not yet. */

import { eventQuestion, goalState } from "#lab/lesson/goal_states.js";
import { html, write } from "#lab/room/elements.js";
import { eventSentence } from "#lab/room/sentences.js";
import { gettext, say } from "#lab/room/words.js";

/** A guest of the room page. */
export class Goals {
  /** @param {HTMLElement} root @param {object} page  the room page @param {() => void} onReached */
  constructor(root, page, onReached) {
    Object.assign(this, { page, onReached });
    const { variant = "", rung } = root.dataset;
    this.shown = rung === "watch";
    this.elements = [...root.querySelectorAll("[data-goal]")].filter((element) => isOf(element, variant));
    /** @type {Map<string, Promise<object | null>>} offending events by branch and id */
    this.events = new Map();
  }

  take(store) {
    for (const element of this.elements) this.#show(element, store.get(`goal/${element.dataset.goal}`));
  }

  #show(element, entity) {
    const { status, sign, label, progress } = goalState(entity, this.shown);
    const before = element.dataset.status;
    element.dataset.status = status;
    const place = element.querySelector("[data-goal-sign]");
    write(place, sign);
    if (place.ariaLabel !== label) place.ariaLabel = label;
    write(element.querySelector("[data-goal-progress]"), progress);
    if (status === "reached" && before !== status && !this.shown) this.#keep(element);
    this.#blame(element, status === "missed" ? entity : null);
  }

  /** What was once reached counts, wherever the playhead goes afterwards. */
  #keep(element) {
    element.dataset.kept = "true";
    this.onReached();
  }

  /** Names the event that made the goal impossible, and leads to just before it. */
  async #blame(element, entity) {
    const place = element.querySelector("[data-goal-event]");
    const key = entity ? `${this.page.store.get("room").branch} ${entity.event}` : "";
    if ((place.dataset.event ?? "") === key) return;
    place.dataset.event = key;
    place.hidden = true;
    if (!entity) return;
    if (!this.events.has(key)) this.events.set(key, this.#find(entity));
    const event = await this.events.get(key);
    if (!event || place.dataset.event !== key) return;
    const button = html("button", { type: "button", className: "button small" });
    button.textContent = gettext("Go to just before it");
    button.addEventListener("click", () => this.page.travel.goTo(Math.max(0, event.at_us - 1)));
    const sentence = say(gettext("What spoiled it: {event}."), { event: eventSentence(event, this.page.store) });
    place.replaceChildren(sentence, " ", button);
    place.hidden = false;
  }

  async #find(entity) {
    const { result } = await this.page.ask("room.log", eventQuestion(entity));
    return result?.events.find(({ id }) => id === entity.event) ?? null;
  }
}

/** The broken variant has goals of its own, in its own part of the note. */
function isOf(element, variant) {
  const broken = element.closest("[data-broken]") !== null;
  return element.closest(".note") === null || broken === (variant !== "");
}
