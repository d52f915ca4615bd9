/** While the playhead stands in the past: where it stands, and the ways on from there. Fetched when it first does. */

import { branchName } from "#lab/room/branch_name.js";
import { write } from "#lab/room/elements.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

/** Shows and hides the notice, and in the bar the button that goes on from there. */
export class PastNotice {
  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} bar
   * @param {object} ways
   * @param {import("#lab/room/controls.js").Steer} ways.steer
   * @param {() => void} ways.toHead
   * @param {() => void} ways.leave  takes the focus when the notice goes with it
   * @param {(sentence: string) => void} ways.announce
   */
  constructor(element, bar, ways) {
    Object.assign(this, { element, bar, ways });
    this.words = element.querySelector("[data-words]");
    this.onward = bar.querySelector("[data-continue]");
    this.share = bar.querySelector('[data-part="share-button"]');
    element.querySelector("[data-to-head]").addEventListener("click", ways.toHead);
    this.onward.addEventListener("click", () => this.#goOn());
  }

  /** @param {object} room @param {number} nowMs  the moment shown */
  take(room, nowMs) {
    const before = this.past;
    this.past = room.past === true;
    this.headMs = room.head_ms;
    const focus = document.activeElement;
    if (!this.past && (focus === this.onward || this.element.contains(focus))) this.ways.leave();
    this.element.hidden = !this.past;
    this.bar.toggleAttribute("data-past", this.past);
    const place = this.past ? this.element.querySelector(".act") : this.onward.parentElement;
    if (this.share.parentElement !== place) place.append(this.share);
    this.show(nowMs);
    if (this.past && !before) this.ways.announce(this.#sentence(nowMs));
  }

  show(nowMs) {
    if (this.past) write(this.words, this.#sentence(nowMs));
  }

  #sentence(nowMs) {
    const faces = { shown: clockFace(nowMs), head: clockFace(this.headMs) };
    return say(gettext("You are looking at {shown}; the run stands at {head}."), faces);
  }

  /** As a branch of its own, and the run goes on at once. */
  async #goOn() {
    const { result } = await this.ways.steer("room.branch", { name: "" });
    if (!result) return;
    this.ways.steer("room.play");
    const name = branchName({ number: result.branch, name: "" });
    this.ways.announce(say(gettext("You are now on {branch}."), { branch: name }));
  }
}
