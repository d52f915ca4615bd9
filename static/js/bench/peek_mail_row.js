/** One mail: from whom, to whom, what became of it at each of them, what it says. */

import { longText } from "#lab/bench/peek_long_text.js";
import { html, write } from "#lab/room/elements.js";
import { clockFace, gettext, say } from "#lab/room/words.js";

/**
 * A mail as `outbox.last_mails` tells it.
 * @typedef {object} Mail
 * @property {number} at_ms
 * @property {string} from
 * @property {string} subject
 * @property {string | null} text
 * @property {string | null} html  shown as it was written, never rendered
 * @property {Receiver[]} to
 */

/**
 * @typedef {object} Receiver
 * @property {string} address
 * @property {string} state
 * @property {number} tries
 * @property {boolean} complained
 * @property {boolean} opened
 * @property {boolean} clicked
 */

/** @type {Record<string, string>} */
const STATES = {
  under_way: `● ${gettext("on the way")}`,
  delivered: `■ ${gettext("delivered")}`,
  bounced: `✕ ${gettext("bounced")}`,
  suppressed: `✕ ${gettext("on the suppression list")}`,
  rejected: `✕ ${gettext("rejected")}`,
  unrendered: `✕ ${gettext("not rendered")}`,
};

/** @returns {import("#lab/bench/rows.js").Row} */
export function mailRow() {
  const [subject, from] = [html("b"), html("span", { className: "soft" })];
  const to = html("ul", { className: "peek-attributes" });
  const body = longText();
  const head = html("p", { className: "peek-head" }, [subject, " ", from]);
  const element = html("li", {}, [head, to, ...body.elements]);
  return {
    element,
    show({ item }) {
      write(subject, item.subject || gettext("(no subject)"));
      write(from, say(gettext("from {address} at {time}"), { address: item.from, time: clockFace(item.at_ms) }));
      showReceivers(to, item.to);
      body.show(item.text || item.html || "");
    },
  };
}

/** @param {HTMLElement} list @param {Mail["to"]} receivers */
function showReceivers(list, receivers) {
  const told = receivers.map(receiverWords).join("\n");
  if (told === list.dataset.told) return;
  list.dataset.told = told;
  list.replaceChildren(...receivers.map((one) => html("li", { textContent: receiverWords(one) })));
}

function receiverWords({ address, state, tries, complained, opened, clicked }) {
  const facts = [
    `${address}: ${STATES[state] ?? state}`,
    tries > 1 && say(gettext("try {number}"), { number: tries }),
    opened && gettext("opened"),
    clicked && gettext("link clicked"),
    complained && gettext("complained"),
  ];
  return facts.filter(Boolean).join(" · ");
}
