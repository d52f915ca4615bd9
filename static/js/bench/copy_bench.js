/** "Copy this bench": what builds the same queues, topics and subscriptions somewhere else. */

import "#lab/later_sentences.js";

import { awsEndpoint } from "#lab/bench/aws_endpoint.js";
import { Block } from "#lab/bench/terminal_panel_block.js";
import { choice } from "#lab/bench/terminal_panel_choice.js";
import { html, write } from "#lab/room/elements.js";
import { refusalSentence } from "#lab/room/refusals.js";
import { gettext } from "#lab/room/words.js";

/** @type {Record<string, {words: string, file: string, told: string, query: string, endpoint: string | null}>} */
const FORMS = {
  room: {
    words: gettext("aws script for a room"),
    file: "bench.sh",
    told: gettext("Builds the same in another room: put that room’s code into the endpoint."),
    query: "blueprint.script",
  },
  account: {
    words: gettext("aws script for AWS"),
    file: "bench.sh",
    told: gettext("Builds it in your own AWS account: that may cost money."),
    query: "blueprint.script",
  },
  template: {
    words: "CloudFormation",
    file: "bench.json",
    told: gettext("For “aws cloudformation deploy”, in your own AWS account: that may cost money."),
    query: "blueprint.template",
  },
};

/** Asks anew whenever it is opened, another form is chosen, or what stands there may be old. */
export class CopyBench {
  /**
   * @param {HTMLDetailsElement} root  with `[data-copies]`
   * @param {import("#lab/room/history_panel.js").Dependencies} dependencies
   */
  constructor(root, { ask }) {
    Object.assign(this, { root, ask, form: "room" });
    this.endpoint = awsEndpoint(root);
    const options = Object.entries(FORMS).map(([name, { words }]) => [name, words]);
    const forms = choice(gettext("Form"), options, (form) => this.#choose(form));
    this.block = new Block(true);
    this.note = html("p", { className: "soft", role: "status" });
    const again = html("button", { type: "button", className: "button", textContent: gettext("Copy the bench anew") });
    again.addEventListener("click", () => this.refresh());
    const head = html("div", { className: "act" }, [forms, again]);
    root.querySelector("[data-copies]").replaceChildren(head, this.note, this.block.element);
    root.addEventListener("toggle", () => root.open && this.refresh());
    this.refresh();
  }

  /** Of the moment that is shown. */
  async refresh() {
    const { form } = this;
    const { query, told, file, words } = FORMS[form];
    const args = form === "room" ? { endpoint: this.endpoint } : {};
    const { result, error } = await this.ask("room.query", { query, args });
    if (form !== this.form) return;
    this.block.element.hidden = Boolean(error);
    write(this.note, error ? refusalSentence(error) : told);
    if (!error) this.block.show({ title: words, text: result.answer, file });
    this.root.dataset.loaded = "true";
  }

  #choose(form) {
    this.form = form;
    this.refresh();
  }
}
