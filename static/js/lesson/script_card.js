/** The card of a script: what is done now and why, what came before, and the question at a gap. */

import { BESIDE } from "#lab/lesson/page_places.js";
import { named } from "#lab/lesson/subscriptions.js";
import { commandWords } from "#lab/room/command_words.js";
import { html, write } from "#lab/room/elements.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

/** Writes into `[data-part="script"]`. */
export class ScriptCard {
  /**
   * @param {HTMLElement} place
   * @param {import("#lab/lesson/script.js").Line[]} lines
   * @param {object} ways
   * @param {import("#lab/room/store.js").Store} ways.store
   * @param {(atMs: number) => void} ways.seek
   * @param {() => void} ways.showMe
   * @param {() => void} ways.run
   * @param {{rung: string, variant: string, form: HTMLFormElement}} ways.next
   */
  constructor(place, lines, ways) {
    Object.assign(this, { place, lines, ways, key: "", nowMs: 0, done: [] });
    /** @type {Record<number, import("#lab/lesson/script.js").Command>} what filled a gap that has several ways */
    this.given = {};
    this.guide = place.querySelector('[data-part="guide"]');
    this.count = html("p", { className: "eyebrow" });
    this.words = html("p", { className: "script-words", role: "status" });
    this.question = html("p", { className: "script-gap", id: "script-gap", tabIndex: -1 });
    this.partly = html("p", { className: "script-partly", role: "status" });
    this.asking = html("div", { className: "script-asking", hidden: true }, [this.question, this.partly]);
    this.showMe = button(gettext("Show me"), ways.showMe);
    this.run = button(gettext("Run"), ways.run, "primary script-run");
    this.onward = button(rungWords(ways.next.rung), () => start(ways.next), "primary");
    this.earlier = html("ol", { className: "script-done", ariaLabel: gettext("Commands so far") });
    const parts = [this.guide, this.words, this.asking, this.showMe, this.run, this.onward];
    const told = html("div", { className: "script-say" }, parts);
    place.append(told, html("div", { className: "script-line" }, [this.count, this.earlier]));
  }

  /**
   * @param {import("#lab/lesson/script_progress.js").ScriptProgress} progress
   * @param {number | null} gap
   * @param {boolean} guided  a prediction has to come now: the line that says so is in the place of the comment
   */
  show(progress, gap, guided) {
    const { done, next } = progress;
    const told = done.map(([index]) => this.#wordsOf(index)); // a scene's own words may come after the first frame
    const key = JSON.stringify([done, gap, guided, told]);
    if (key === this.key) return;
    Object.assign(this, { key, done, guided });
    const ended = next === this.lines.length;
    const coming = ended ? gettext("The script is at its end; the run goes on") : comingWords(this.lines, next, gap);
    write(this.count, coming);
    this.#ask(gap);
    this.onward.hidden = !ended;
    this.earlier.replaceChildren(...done.map(([, atMs], at) => this.#earlier(told[at], atMs)));
    this.earlier.scrollLeft = this.earlier.scrollWidth;
    this.#comment();
  }

  /** While looking back, what is told is what was done last before that moment. */
  showTime(nowMs) {
    this.nowMs = nowMs;
    this.#comment();
  }

  /** Run does nothing at a gap: the question says what to do. */
  remind() {
    this.question.focus({ preventScroll: !matchMedia(BESIDE).matches });
    this.question.dataset.reminded = "true";
  }

  /** The right kind of command, but not yet the whole of it. @param {string} words */
  nearly(words) {
    write(this.partly, words);
  }

  #comment() {
    const shown = this.done.findLast(([, atMs]) => atMs <= this.nowMs + 1);
    write(this.words, shown ? this.lines[shown[0]].comment : "");
    const told = shown && !this.guided;
    this.words.hidden = !told || !this.asking.hidden;
    this.guide.hidden = Boolean(told) || !this.asking.hidden;
    [...this.earlier.children].forEach((item, at) => {
      if (this.done[at] === shown) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    });
  }

  #ask(gap) {
    const asked = gap !== null;
    const came = asked && this.asked !== gap;
    this.asked = gap;
    this.asking.hidden = !asked;
    this.showMe.hidden = !asked;
    delete this.question.dataset.reminded;
    write(this.question, asked ? this.lines[gap].gap : "");
    write(this.partly, "");
    if (came) this.question.focus({ preventScroll: false });
  }

  #earlier(words, atMs) {
    const time = html("span", { className: "num", textContent: clockFace(atMs) });
    const line = html("button", { type: "button", className: "log-line" }, [time, html("span", {}, [words])]);
    line.addEventListener("click", () => this.ways.seek(atMs));
    return html("li", {}, [line]);
  }

  #wordsOf(index) {
    const { command, args } = this.given[index] ?? this.lines[index];
    return commandWords({ command, args: named(args, this.ways.store) }, this.ways.store);
  }
}

function button(words, act, kind = "") {
  const element = html("button", { type: "button", className: `button ${kind}`, textContent: words, hidden: true });
  element.addEventListener("click", act);
  return element;
}

function comingWords(lines, next, gap) {
  const values = { number: next + 1, of: lines.length, at: clockFace(lines[next].at_s * 1000) };
  if (gap !== null) return say(gettext("Your command ({number} of {of}): the run waits"), values);
  return say(gettext("Next command ({number} of {of}) at {at}"), values);
}

function rungWords(rung) {
  return rung === "gaps" ? gettext("Next: fill two gaps yourself") : gettext("Next: on your own");
}

/** A new room on the next rung, of the same build. */
function start({ rung, variant, form }) {
  if (variant) form.append(html("input", { type: "hidden", name: "variant", value: variant }));
  form.requestSubmit(form.querySelector(`[name=rung][value="${rung}"]`));
}
