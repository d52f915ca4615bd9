/** One message of a queue: what it is, where it stands, what is in it. Whatever is in it is text. */

import { longText } from "#lab/bench/peek_long_text.js";
import { html, write } from "#lab/room/elements.js";
import { orderName } from "#lab/room/order_sentences.js";
import { nameOf } from "#lab/room/sentences.js";
import { duration, gettext, ngettext, number, say } from "#lab/room/words.js";

/**
 * A message as `sqs.peek` tells it.
 * @typedef {object} Message
 * @property {string} id
 * @property {string} body  its beginning, if it is very long
 * @property {number} characters  of the whole body
 * @property {Record<string, {DataType: string, StringValue?: string, BinaryValue?: string}>} attributes
 * @property {"visible" | "hidden" | "delayed"} state
 * @property {boolean} blocked
 * @property {number} received  times
 * @property {number} sent_ms
 * @property {number | null} until_ms
 * @property {string | null} group
 * @property {string | null} moved_from  ARN
 * @property {string | null} holder  a participant outside
 * @property {string | null} trace
 */

/** @returns {import("#lab/bench/rows.js").Row} */
export function messageRow() {
  const [name, state, facts] = [html("b"), html("span"), html("span", { className: "soft" })];
  const attributes = html("ul", { className: "peek-attributes" });
  const body = longText();
  const head = html("p", { className: "peek-head" }, [name, " ", state, " ", facts]);
  const element = html("li", {}, [head, ...body.elements, attributes]);
  return {
    element,
    show({ item: message, store }) {
      write(name, orderName(message));
      write(state, stateWords(message, store));
      element.dataset.state = message.state;
      write(facts, factsOf(message, store));
      body.show(message.body, message.characters);
      showAttributes(attributes, message.attributes);
    },
  };
}

/** @param {Message} message @param {import("#lab/room/store.js").Store} store */
function stateWords(message, store) {
  if (message.blocked) return `○ ${gettext("waits behind an earlier one of its group")}`;
  if (message.state === "visible") return `○ ${gettext("waiting")}`;
  const left = duration(message.until_ms - store.nowMs);
  if (message.state === "delayed") return `○ ${say(gettext("delayed, visible in {time}"), { time: left })}`;
  const who = holderName(message, store);
  const held = gettext("hidden, in the hands of {who}, visible again in {time}");
  return `◌ ${say(who ? held : gettext("hidden, visible again in {time}"), { who, time: left })}`;
}

/** A participant outside, else the program whose receive this page has just heard of. */
function holderName({ id, holder }, store) {
  if (holder) return holder.slice(1);
  const received = store.events.findLast(({ event, data }) => event === "MessageReceived" && data.message === id);
  return received ? nameOf(received.data.by, store) : "";
}

/** @param {Message} message @param {import("#lab/room/store.js").Store} store */
function factsOf({ group, received, sent_ms: sentMs, moved_from: movedFrom }, store) {
  const times = ngettext("received {count} time", "received {count} times", received);
  const facts = [
    say(gettext("{time} old"), { time: duration(store.nowMs - sentMs) }),
    received && say(times, { count: number(received) }),
    group && say(gettext("group {group}"), { group }),
    movedFrom && say(gettext("moved here from {queue}"), { queue: movedFrom.split(":").at(-1) }),
  ];
  return facts.filter(Boolean).join(" · ");
}

function showAttributes(list, attributes) {
  const told = JSON.stringify(attributes);
  list.hidden = told === "{}";
  if (told === list.dataset.told) return;
  list.dataset.told = told;
  const rows = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) =>
    html("li", {}, [html("code", { textContent: `${name}: ${StringValue ?? BinaryValue} (${DataType})` })]),
  );
  list.replaceChildren(...rows);
}
