/** The panel for clients of one's own: whether they are let in, what to type, and what they have called. */

import "#lab/later_sentences.js";

import { awsEndpoint } from "#lab/bench/aws_endpoint.js";
import { Block } from "#lab/bench/terminal_panel_block.js";
import { Calls } from "#lab/bench/terminal_panel_calls.js";
import { choice } from "#lab/bench/terminal_panel_choice.js";
import { WAYS, linesFor } from "#lab/bench/terminal_panel_lines.js";
import { remember, remembered } from "#lab/preferences.js";
import { html, write } from "#lab/room/elements.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { gettext, say } from "#lab/room/words.js";

const NAME = /^[\w.-]{1,40}$/;
/** Of the home region, and one that takes a message without a group. */
const PLAIN_QUEUE = /^[\w-]+$/;
const NOBODY = "your-name";
const ANY_SECRET = "any";
const REMEMBERED = "terminal-name";

/** @typedef {{name: string, key_id: string, secret: string}} Key */

/** Made when it is first opened; follows the room from then on. */
export class TerminalPanel {
  /**
   * @param {HTMLElement} root  with `[data-let-in]`, `[data-switch]`, `[data-name]`, `[data-key]`, `[data-lines]`,
   *   `[data-told]`, `[data-calls]` and `[data-no-calls]`
   * @param {import("#lab/room/history_panel.js").Dependencies} dependencies
   */
  constructor(root, { ask, store }) {
    Object.assign(this, { root, ask, store, way: WAYS[0][0] });
    const part = (name) => root.querySelector(`[data-${name}]`);
    [this.letIn, this.switch, this.key, this.told] = ["let-in", "switch", "key", "told"].map(part);
    this.endpoint = awsEndpoint(root);
    /** @type {Key | null} that the room has just issued */
    this.issued = null;
    this.name = part("name");
    this.name.value = remembered(REMEMBERED, "");
    this.blocks = html("div");
    this.note = html("p", { className: "soft" });
    const ways = choice(gettext("Client"), WAYS, (way) => this.#go(way));
    part("lines").replaceChildren(ways, this.blocks, this.note);
    this.calls = new Calls(part("calls"), part("no-calls"));
    this.#listen();
    this.take(store);
  }

  /** @param {import("#lab/room/store.js").Store} store */
  take(store) {
    const open = store.get("room")?.wire_open === true;
    const words = open
      ? gettext("● Every client is let in.")
      : gettext("○ Only clients with a key of this room are let in.");
    write(this.letIn, words);
    write(this.switch, open ? gettext("Let in only those with a key") : gettext("Let everybody’s clients in"));
    this.#show();
    this.calls.take(store);
  }

  #listen() {
    this.switch.addEventListener("click", () => {
      this.#ask("room.open_wire", { open: !this.store.get("room").wire_open });
    });
    this.key.addEventListener("click", () => this.#issue());
    this.name.addEventListener("input", () => {
      this.issued = null;
      if (this.#isName()) remember(REMEMBERED, this.name.value);
      this.#tell(this.name.value && !this.#isName() ? gettext("Up to 40 letters A to Z, digits, ., - and _.") : "");
      this.#show();
    });
  }

  #isName() {
    return NAME.test(this.name.value);
  }

  #go(way) {
    this.way = way;
    this.#show();
  }

  async #issue() {
    if (!this.#isName()) {
      this.#tell(gettext("Whose key? Give a name of up to 40 letters A to Z, digits, ., - and _."));
      return this.name.focus();
    }
    const key = await this.#ask("room.make_key", { name: this.name.value });
    if (!key?.secret) return undefined;
    this.issued = key;
    this.#tell(say(gettext("A key for {name}. Its secret is shown only now; an older key of that name is void."), key));
    return this.#show();
  }

  async #ask(command, args) {
    const { result, error } = await this.ask(command, args);
    this.#tell(error ? refusalSentence(error) : "");
    return result;
  }

  #tell(sentence) {
    write(this.told, sentence);
  }

  #show() {
    const { endpoint, issued } = this;
    const keyId = issued?.key_id ?? (this.#isName() ? this.name.value : NOBODY);
    const queue = this.store.ofKind("queue").map(([, { name }]) => name).find((name) => PLAIN_QUEUE.test(name)) ?? null;
    const lines = linesFor(this.way, { endpoint, keyId, secret: issued?.secret ?? ANY_SECRET, queue });
    if (this.shown !== this.way) this.#begin(lines);
    lines.forEach((text, at) => this.lines[at].show(text));
  }

  #begin(lines) {
    this.shown = this.way;
    this.lines = lines.map(() => new Block());
    this.blocks.replaceChildren(...this.lines.map(({ element }) => element));
    const cli = gettext("aws-cli 1 ignores AWS_ENDPOINT_URL for sqs: give the endpoint in the line.");
    write(this.note, this.way === "cli" ? cli : "");
  }
}
