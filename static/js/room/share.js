/** "Share run": a link that shows the same run at the same moment to anybody who has it. */

import "#lab/later_sentences.js";

import { copyTextOf } from "#lab/room/copy.js";
import { write } from "#lab/room/elements.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

/** The dialog; each opening makes a link to the moment shown. It also saves that moment as a picture. */
export class ShareDialog {
  /**
   * @param {HTMLDialogElement} dialog
   * @param {object} page
   * @param {URL} page.url  where runs are shared
   * @param {string} page.csrfToken
   * @param {import("#lab/scenes/messaging.js").MessagingScene} page.scene
   * @param {() => number} page.shownMs  the moment shown
   */
  constructor(dialog, { url, csrfToken, scene, shownMs }) {
    const part = (name) => dialog.querySelector(`[data-${name}]`);
    this.scene = scene;
    this.shownMs = shownMs;
    this.dialog = dialog;
    this.url = url;
    this.csrfToken = csrfToken;
    this.words = part("words");
    this.shared = part("shared");
    this.link = part("link");
    this.told = part("told");
    part("copy").addEventListener("click", () => this.#copy());
    for (const format of ["svg", "png"]) {
      dialog.querySelector(`[data-part="save-${format}"]`).addEventListener("click", () => this.#save(format));
    }
  }

  async open() {
    const atMs = this.shownMs();
    this.shared.hidden = true;
    write(this.told, "");
    write(this.words, gettext("Making the link …"));
    this.dialog.showModal();
    const { url, error } = await this.#share(atMs);
    if (error) return write(this.words, refusalSentence(error));
    write(this.words, wordsAt(atMs));
    write(this.link, new URL(url, location.href).href);
    this.shared.hidden = false;
    return undefined;
  }

  async #save(format) {
    const { savePicture } = await import("#lab/room/picture.js");
    await savePicture(this.scene, format, { title: document.querySelector("h1").textContent, atMs: this.shownMs() });
  }

  async #share(atMs) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.csrfToken };
    const body = new URLSearchParams({ at_us: String(Math.round(atMs * 1000)) });
    try {
      const answer = await fetch(this.url, { method: "POST", headers, body, credentials: "same-origin" });
      const told = await answer.json();
      return answer.ok ? told : { error: told.error ?? { code: "busy" } };
    } catch {
      return { error: { code: "busy" } };
    }
  }

  async #copy() {
    write(this.told, (await copyTextOf(this.link)) ? gettext("Copied") : gettext("Select the line and copy it"));
  }
}

function wordsAt(atMs) {
  const sentence = gettext("Whoever has this link sees the run from its start, opened at {time}. They change nothing.");
  return say(sentence, { time: clockFace(atMs) });
}
