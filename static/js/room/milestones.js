/** What is worth telling a person who does not see the scene: faults, growing queues, lost orders. */

import { eventSentence, isNotable } from "#lab/room/sentences.js";
import { gettext, number, say } from "#lab/room/words.js";

const QUEUE_STEPS = [10, 100, 1000, 10_000];

/** Finds the milestone in what a frame brought. */
export class Milestones {
  constructor() {
    /** @type {Map<string, number>} how many steps each queue has passed */
    this.passed = new Map();
    this.lost = 0;
    this.playing = null;
  }

  /**
   * The most important news, or null.
   * @param {import("#lab/room/store.js").Store} store  after the frame
   * @returns {string | null}
   */
  find(store) {
    const room = store.get("room");
    const paused = this.playing === true && room?.playing === false;
    this.playing = room?.playing ?? null;
    const found = [this.#lostNow(store.get("ledger")), this.#queueGrew(store), faultOf(store)];
    const news = [goalOf(store), ...found].find(Boolean);
    // Of the pause the run in words tells; a paused scene is silent, except for what its person just did.
    return paused ? null : (news ?? null);
  }

  #lostNow(ledger) {
    const before = this.lost;
    this.lost = ledger?.lost ?? 0;
    if (this.lost <= before) return null;
    return say(gettext("Lost so far: {count}"), { count: number(this.lost) });
  }

  #queueGrew(store) {
    let sentence = null;
    for (const [id, queue] of store.ofKind("queue")) {
      const steps = QUEUE_STEPS.filter((step) => queue.visible >= step).length;
      const before = this.passed.get(id) ?? 0;
      // Halfway down again counts as left, so that a queue that wavers around a step is told once.
      if (steps > before || queue.visible < (QUEUE_STEPS[before - 1] ?? 0) / 2) this.passed.set(id, steps);
      if (steps > before) sentence = grewSentence(queue);
    }
    return sentence;
  }
}

function grewSentence({ name, visible }) {
  return say(gettext("{name}: {count} waiting"), { name, count: number(visible) });
}

/** What the learner works for goes before everything else. */
function goalOf(store) {
  const event = store.fresh.findLast(({ event: name }) => name === "GoalReached");
  return event ? eventSentence(event, store) : null;
}

function faultOf(store) {
  const event = store.fresh.findLast(isNotable);
  return event ? eventSentence(event, store) : null;
}
