/** What the learner has reached in this room: it counts on whatever branch, and wherever the playhead goes. */

import "#lab/later_sentences.js";

import { toastOver } from "#lab/lesson/toast.js";
import { remember, remembered } from "#lab/preferences.js";
import { gettext } from "#lab/room/words.js";

/** @typedef {{words: string, id: string, title: string}} WayOn  where to go once every goal is reached */

/** Fetched when the first goal is reached. */
export class KeptGoals {
  /** @param {HTMLElement} root @param {object} page  the room page @param {HTMLElement[]} elements  of the goals */
  constructor(root, page, elements) {
    Object.assign(this, { page, elements, toast: toastOver(page.part("figure"), root) });
    this.room = `reached:${root.dataset.room}`;
    /** @type {Set<string>} */
    this.names = new Set(JSON.parse(remembered(this.room, "[]")));
  }

  /** @param {{id: string, title: string} | null} way @returns {WayOn | null} none before every goal is reached */
  wayOn(way) {
    if (!way || !this.elements.every(({ dataset }) => this.names.has(dataset.goal))) return null;
    const here = this.page.store.get("room").past || this.elements.every(({ dataset }) => dataset.status === "reached");
    return { ...way, words: here ? ALL : ALL_BUT_ELSEWHERE };
  }

  /** @param {object[]} fresh  events of a frame @param {() => object | null} onward */
  take(fresh, onward) {
    const before = this.names.size;
    for (const element of this.elements) this.#note(element.dataset);
    if (this.names.size > before) remember(this.room, JSON.stringify([...this.names]));
    const event = fresh.findLast(({ event: name }) => name === "GoalReached");
    if (event) this.toast.goal(event, this.page.store, onward());
  }

  #note(data) {
    if (data.status === "reached") this.names.add(data.goal);
    if (this.names.has(data.goal)) data.kept = "true";
  }

  /** @param {HTMLElement} element  of a goal @param {string} progress  in words */
  words({ dataset: { status, goal } }, progress) {
    if (status !== "not_yet" || !this.names.has(goal)) return progress;
    const { past } = this.page.store.get("room");
    const again = past ? gettext("★ reached later in this run") : gettext("★ reached on another branch");
    return [progress, again].filter(Boolean).join(" · ");
  }
}

const ALL = gettext("Every goal is reached. Next:");
const ALL_BUT_ELSEWHERE = gettext("Every goal is reached, but not all of them on this branch. Next:");
