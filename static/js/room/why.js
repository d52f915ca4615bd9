/** "Why?": the causal chain behind something, each line a way to its moment. */

import "#lab/later_sentences.js";

import { html, write } from "#lab/room/elements.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { whySentence } from "#lab/room/why_words.js";
import { begun, clockFace, gettext, ngettext, number, say } from "#lab/room/words.js";

/** @typedef {import("#lab/room/why_words.js").Line} Line */

/** Asks, shows and leads to the moments. */
export class WhyPanel {
  /**
   * @param {HTMLElement} root  the element with `data-part="why"`
   * @param {{ask: (args: object) => Promise<{result?: {lines: Line[]}, error?: object}>,
   *   seek: (atUs: number) => void, nameOf: (id: string) => string}} ways
   */
  constructor(root, { ask, seek, nameOf }) {
    const part = (name) => root.querySelector(`[data-${name}]`);
    Object.assign(this, { root, ask, seek, nameOf });
    this.subject = part("subject");
    this.state = part("state");
    this.list = part("lines");
    this.asked = 0;
    part("close").addEventListener("click", () => this.close());
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  /**
   * @param {string} about  as `room.why` knows it
   * @param {string} title  what the screen calls it
   * @param {number} [atUs]  the moment asked about; without one, the moment shown
   */
  async open(about, title, atUs) {
    this.#appear(title);
    this.asked += 1;
    const { asked } = this;
    const { result, error } = await this.ask(atUs === undefined ? { about } : { about, at_us: atUs });
    if (asked !== this.asked) return; // something else was asked meanwhile
    this.root.removeAttribute("aria-busy");
    if (error) this.#tell(errorSentence(error));
    else this.#show(result.lines);
  }

  /** Back to where the question came from. */
  close() {
    this.asked += 1;
    this.root.hidden = true;
    this.opener?.focus();
  }

  #appear(title) {
    if (this.root.hidden) this.opener = document.activeElement;
    write(this.subject, title);
    this.#tell(gettext("Looking into the past …"));
    this.root.setAttribute("aria-busy", "true");
    this.root.hidden = false;
    this.root.focus();
  }

  /** One sentence instead of lines. */
  #tell(sentence) {
    this.list.replaceChildren();
    this.list.hidden = true;
    this.state.classList.remove("unseen");
    write(this.state, sentence);
  }

  #show(lines) {
    if (lines.length === 0) {
      this.#tell(gettext("Nothing is behind this."));
      return;
    }
    this.list.replaceChildren(...lines.map((line, index) => this.#item(line, index)));
    this.list.hidden = false;
    this.root.scrollIntoView({ block: "nearest" });
    this.state.classList.add("unseen");
    const counted = ngettext("{count} line: {first}", "{count} lines: {first}", lines.length);
    write(this.state, say(counted, { count: number(lines.length), first: begun(whySentence(lines[0], this.nameOf)) }));
  }

  #item(line, index) {
    const sentence = whySentence(line, this.nameOf);
    const words = [html("span", { className: "why-words", textContent: index > 0 ? sentence : begun(sentence) })];
    if (index > 0) words.unshift(html("span", { className: "why-because", textContent: gettext("because") }));
    if (line.at_us === null) return html("li", {}, [html("p", { className: "why-line" }, words)]);
    words.push(html("span", { className: "why-time num", textContent: clockFace(line.at_us / 1000) }));
    const button = html("button", { type: "button", className: "why-line" }, words);
    button.addEventListener("click", () => this.#lead(button, line.at_us));
    return html("li", {}, [button]);
  }

  #lead(button, atUs) {
    for (const one of this.list.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
    button.setAttribute("aria-current", "step");
    this.seek(atUs);
  }
}

/** The room refuses to say why for what is not there at that moment. */
function errorSentence(error) {
  if (error.data?.argument === "about") return gettext("Nothing is known about this at this moment.");
  return refusalSentence(error);
}
