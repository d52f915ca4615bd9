/** Commands that the room has not acknowledged yet. Each keeps its key, so a repeat is never applied twice. */

const WAITING_MOST = 50;

/** @typedef {{key: string, command: string, args: object}} Command */
/**
 * `unsent`: kept back by the page.
 * @typedef {{result?: object, error?: {code: string, data?: object}, unsent?: true}} Answer
 */

/** Holds commands from the click until the answer. */
export class Outbox {
  constructor() {
    /** @type {Map<string, {command: Command, answer: (answer: Answer) => void}>} */
    this.waiting = new Map();
  }

  /**
   * Takes a new command; `done` keeps the room's answer.
   * @param {string} name
   * @param {object} args
   * @param {string} [key]
   * @returns {{command: Command, done: Promise<Answer>}}
   */
  add(name, args, key = newKey()) {
    const command = { key, command: name, args };
    const done = new Promise((answer) => {
      if (this.waiting.size >= WAITING_MOST) answer({ error: { code: "too_fast" } });
      else this.waiting.set(command.key, { command, answer });
    });
    return { command, done };
  }

  /** The room's answer to a key; one that comes twice is passed over. */
  settle({ ack, result, error }) {
    const entry = this.waiting.get(ack);
    this.waiting.delete(ack);
    entry?.answer(error ? { error } : { result });
  }

  /** @returns {Command[]} oldest first */
  unanswered() {
    return [...this.waiting.values()].map((entry) => entry.command);
  }
}

/** `crypto.randomUUID` does not exist on a meetup's plain-http address. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
