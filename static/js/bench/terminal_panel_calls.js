/** The last calls of real clients, newest first: when, who, what, how it went. */

import { Rows } from "#lab/bench/rows.js";
import { html, write } from "#lab/room/elements.js";
import { clockFace, gettext } from "#lab/room/words.js";

const SHOWN_MOST = 30;

/**
 * Running number, simulated milliseconds, participant, action ("sqs:SendMessage"), what it was about or "", code of the
 * refusal or "".
 * @typedef {[number, number, string, string, string, string]} Call
 */

/** Keeps what the frames bring; the room itself remembers only the last few. */
export class Calls {
  /** @param {HTMLElement} list @param {HTMLElement} none  seen while there are none */
  constructor(list, none) {
    Object.assign(this, { list, none });
    this.rows = new Rows(list, () => callRow());
    /** @type {Call[]} newest first */
    this.calls = [];
  }

  /** @param {import("#lab/room/store.js").Store} store */
  take(store) {
    const last = store.get("calls")?.last ?? [];
    const newest = last.at(-1)?.[0] ?? 0;
    const known = this.calls[0]?.[0] ?? 0;
    if (newest === known) return;
    // Numbers that begin again: the site was started anew.
    const before = newest < known ? [] : this.calls;
    const fresh = last.filter(([n]) => newest < known || n > known);
    this.calls = [...fresh.reverse(), ...before].slice(0, SHOWN_MOST);
    this.rows.show(this.calls.map((call) => ({ key: String(call[0]), call })));
    this.none.hidden = this.calls.length > 0;
  }
}

function callRow() {
  const [time, who, how] = ["num soft", "wire-who", "wire-how"].map((className) => html("span", { className }));
  const what = html("code", { lang: "en" });
  const element = html("li", {}, [time, " ", who, " ", what, " ", how]);
  return {
    element,
    show({ call: [, atMs, by, action, target, refusal] }) {
      write(time, clockFace(atMs));
      write(who, by);
      write(what, `${action.replace(":", " ")} ${target}`);
      write(how, refusal ? `✕ ${refusal.split(".").at(-1)}` : `■ ${gettext("answered")}`);
      element.classList.toggle("refused-call", refusal !== "");
    },
  };
}
