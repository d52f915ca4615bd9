/** A text for a terminal or an editor, to be copied or kept as a file. */

import { copyTextOf } from "#lab/room/copy.js";
import { download } from "#lab/room/download.js";
import { html, write } from "#lab/room/elements.js";
import { gettext } from "#lab/room/words.js";

/** Shows one text under its title. */
export class Block {
  /** @param {boolean} [kept]  whether it can be kept as a file */
  constructor(kept = false) {
    this.title = html("figcaption");
    this.code = html("code");
    this.told = html("span", { className: "soft", role: "status" });
    const text = html("pre", { tabIndex: 0, lang: "en" }, [this.code]);
    const copy = this.#button(gettext("Copy"), () => this.#copy());
    const keep = kept ? [this.#button(gettext("Download"), () => this.#keep())] : [];
    const head = html("div", { className: "act" }, [this.title, this.told, copy, ...keep]);
    this.element = html("figure", { className: "lines" }, [head, text]);
  }

  /** @param {{title: string, text: string, file?: string}} lines */
  show({ title, text, file }) {
    this.file = file;
    write(this.title, title);
    if (this.code.textContent === text) return;
    this.code.replaceChildren(...unbroken(text));
    write(this.told, "");
  }

  async #copy() {
    write(this.told, (await copyTextOf(this.code)) ? gettext("Copied") : gettext("Select the line and copy it"));
  }

  #keep() {
    download(new Blob([this.code.textContent], { type: "text/plain" }), this.file);
  }

  #button(textContent, act) {
    const button = html("button", { type: "button", className: "button", textContent });
    button.addEventListener("click", act);
    return button;
  }
}

/** A line that is wrapped is not wrapped inside an option. */
function unbroken(text) {
  const option = (textContent) => html("span", { className: "option", textContent });
  return text.split(/(--[\w-]+)/).map((part, at) => (at % 2 ? option(part) : part));
}
