/** What there is to say of a goal that is not reached: what spoiled it, or that the time of a try ran out. */

import "#lab/later_sentences.js";

import { html, write } from "#lab/room/elements.js";
import { eventSentence } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

/** Writes into each goal's `[data-goal-event]`. */
export class GoalRemarks {
  /** @param {HTMLElement} root @param {object} page  the room page */
  constructor(root, page) {
    Object.assign(this, { root, page });
    /** @type {Map<string, Promise<object | null>>} offending events by branch and id */
    this.events = new Map();
  }

  /** As the goal is now. @param {HTMLElement} element */
  show(element) {
    const entity = this.page.store.get(`goal/${element.dataset.goal}`);
    if (entity?.status === "not_yet" && entity.over) this.#tellOver(element, entity.over);
    else this.#blame(element, entity?.status === "missed" ? entity : null);
  }

  /** The lab's own words say what was left and how to try again. */
  #tellOver(element, over) {
    const place = element.querySelector("[data-goal-event]");
    const words = this.root.querySelector(`[data-goal="${element.dataset.goal}"] [data-goal-over]`)?.textContent ?? "";
    place.dataset.event = "over";
    place.hidden = words === "";
    write(place, say(words, { seconds: number(over.seconds), left: number(over.left) }));
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

  async #find({ event, at_ms: atMs }) {
    const question = { at_least_id: event, before_id: event + 1, before_us: (atMs + 1) * 1000, limit: 1 };
    const { result } = await this.page.ask("room.log", question);
    const found = result?.events.find(({ id }) => id === event);
    return found ? { ...found, at_us: await this.#begun(found) } : null;
  }

  /** When it was asked for: a command to a cluster is on its way for a while, and just before it is before that. */
  async #begun({ cause, at_us: atUs }) {
    if (!(cause < 0)) return atUs;
    const { result } = await this.page.ask("room.history");
    return result?.commands?.find(({ number: one }) => one === -cause)?.at_us ?? atUs;
  }
}
