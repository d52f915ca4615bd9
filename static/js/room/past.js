/** The notice while the playhead stands in the past: where it stands, and the ways on from there. */

import "#lab/later_sentences.js";

import { write } from "#lab/room/elements.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

/** Shows and hides the notice. */
export class PastNotice {
  /**
   * @param {HTMLElement} element
   * @param {object} ways
   * @param {() => void} ways.toHead
   * @param {() => void} ways.goOn  a new branch from the moment shown
   * @param {() => void} ways.leave  takes the focus when the notice goes with it
   */
  constructor(element, { toHead, goOn, leave }) {
    this.element = element;
    this.words = element.querySelector("[data-words]");
    this.leave = leave;
    element.querySelector("[data-to-head]").addEventListener("click", toHead);
    element.querySelector("[data-continue]").addEventListener("click", goOn);
  }

  /** @returns {boolean} whether the notice has just come */
  take(room) {
    const before = this.past;
    this.past = room.past === true;
    this.headMs = room.head_ms;
    if (!this.past && this.element.contains(document.activeElement)) this.leave();
    this.element.hidden = !this.past;
    return this.past && !before;
  }

  show(nowMs) {
    if (this.past) write(this.words, this.sentence(nowMs));
  }

  sentence(nowMs) {
    const faces = { shown: clockFace(nowMs), head: clockFace(this.headMs) };
    return say(gettext("You are looking at {shown}; the run stands at {head}."), faces);
  }
}
