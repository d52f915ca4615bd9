/** The state of the connection, as words and as a shape. */

import { duration, gettext, say } from "#lab/room/words.js";

const SHAPES = { connecting: "◌", live: "●", polling: "◐", lost: "✕", gone: "✕" };

/** Shows how the page is connected to its room. */
export class ConnectionSign {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.shape = element.querySelector("[data-shape]");
    this.words = element.querySelector("[data-words]");
    this.element = element;
  }

  /** @param {import("#lab/room/socket.js").State} state @param {number} retryMs */
  show(state, retryMs) {
    this.element.dataset.state = state;
    this.shape.textContent = SHAPES[state];
    this.words.textContent = sentenceOf(state, retryMs);
  }
}

/** @param {import("#lab/room/socket.js").State} state @param {number} retryMs */
export function sentenceOf(state, retryMs) {
  if (state === "lost") return say(gettext("Connection lost, trying again in {time}"), { time: duration(retryMs) });
  const sentences = {
    connecting: gettext("Connecting"),
    live: gettext("Live"),
    polling: gettext("Live, once a second: this network refuses WebSockets"),
    gone: gettext("This room is gone"),
  };
  return sentences[state];
}
