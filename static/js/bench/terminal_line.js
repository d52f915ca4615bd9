/** The line that does the same in a terminal: of what is about to be done, then of what was done; to be copied. */

import { copyTextOf } from "#lab/room/copy.js";
import { html, write } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

/** What all ARNs of a room begin with. */
const ACCOUNT = /arn:aws:(?:sns|sqs):[\w-]+:\d+:/;

/** @typedef {import("#lab/bench/links.js").Command} Command */

/** Shows one line; a preview gives way to the line of what was done last. */
export class TerminalLine {
  /**
   * @param {(command: Command) => string | null} lineOf  null where a terminal has none
   * @param {(sentence: string) => void} announce
   * @param {(command: Command | null) => string} otherwise  what stands there instead
   */
  constructor(lineOf, announce, otherwise) {
    Object.assign(this, { lineOf, otherwise });
    this.title = html("p", { className: "hands-line-title" });
    this.code = html("code", { tabIndex: 0, lang: "en" });
    const copy = html("button", { type: "button", className: "button", textContent: gettext("Copy") });
    copy.ariaLabel = gettext("Copy the line");
    copy.addEventListener("click", async () => {
      if (await copyTextOf(this.code)) announce(gettext("Copied"));
    });
    this.row = html("div", { className: "terminal-line" }, [this.code, copy]);
    this.element = html("div", { className: "hands-line" }, [this.title, this.row]);
    this.#show();
  }

  /** What a press would do. @param {Command | null} command  null: nothing is about to be done */
  preview(command) {
    this.coming = command;
    this.#show();
  }

  /**
   * @param {Command} command  that was carried out
   * @param {boolean} [waits]  it was given, and time stands still
   */
  done(command, waits = false) {
    this.last = command;
    this.waits = waits;
    this.coming = null;
    this.#show();
  }

  /** What was done belongs to another moment. */
  forget() {
    this.last = null;
    this.#show();
  }

  /** The control with the focus or under the pointer tells what it would do. */
  follow(element, commandOf) {
    const leave = () => this.preview(null);
    for (const name of ["focus", "pointerenter"]) element.addEventListener(name, () => this.preview(commandOf()));
    for (const name of ["blur", "pointerleave"]) element.addEventListener(name, leave);
  }

  #show() {
    const command = this.coming ?? this.last;
    const line = command ? this.lineOf(command) : null;
    write(this.title, line ? this.#titleOf() : this.otherwise(command));
    this.row.hidden = !line;
    this.element.classList.toggle("terminal", line !== null);
    if (line && this.code.textContent !== line) this.code.replaceChildren(...shortened(line));
  }

  #titleOf() {
    if (this.coming) return gettext("In a terminal:");
    return this.waits ? gettext("Given; press Run to send it off. In a terminal:") : gettext("Done. In a terminal:");
  }
}

/** The whole line is there to be copied; of addresses, only what tells one from the other is to be seen. */
function shortened(line) {
  const parts = line.split(new RegExp(`(${location.origin.replaceAll(".", "\\.")}|${ACCOUNT.source})`));
  return parts.map((part, at) => (at % 2 ? html("span", { className: "hands-origin", textContent: part }) : part));
}
