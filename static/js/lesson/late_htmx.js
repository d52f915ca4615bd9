/** htmx is fetched when somebody reaches for a form of the note; what they press before it is there waits for it. */

const NEAR = ["pointerover", "keydown"];
const SENDS_ITSELF = "a[hx-get], button[hx-post]";

/** Without htmx forms are sent as forms. */
export class LateHtmx {
  /** @param {HTMLElement} root @param {string} src */
  constructor(root, src) {
    this.src = src;
    for (const sign of NEAR) root.addEventListener(sign, ({ target }) => target.closest("[hx-post]") && this.#fetch());
    root.addEventListener("submit", (event) => this.#hold(event, event.target, () => again(event)), { capture: true });
    root.addEventListener("click", (event) => this.#press(event), { capture: true });
  }

  #press(event) {
    const pressed = event.target.closest(SENDS_ITSELF);
    this.#hold(event, pressed, () => pressed.click());
  }

  /** @param {Event} event @param {Element | null} sender @param {() => void} act  the same once more */
  async #hold(event, sender, act) {
    if (this.settled || !sender?.matches("[hx-post], [hx-get]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await this.#fetch();
    if (sender.isConnected) act();
  }

  /** There, or not to be had: from then on nothing waits any more. */
  #fetch() {
    this.fetched ??= this.#load();
    return this.fetched;
  }

  async #load() {
    // htmx that comes between DOMContentLoaded and load would wait for the first of them for ever.
    if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
    const script = Object.assign(document.createElement("script"), { src: this.src });
    await new Promise((done) => {
      for (const end of ["load", "error"]) script.addEventListener(end, done);
      document.head.append(script);
    });
    this.settled = true;
  }
}

function again({ target, submitter }) {
  target.requestSubmit(submitter);
}
