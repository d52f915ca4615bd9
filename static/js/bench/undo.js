/** What was done last, newest last, and how it is taken back. */

const KEPT_MOST = 50;

/** @typedef {import("#lab/bench/links.js").Command} Command */

/** Remembers what can be taken back; the room's own buttons, crashes and the like are passed over. */
export class Undo {
  /** @param {(command: Command, store: object) => import("#lab/bench/inverse.js").Way | null} inverseOf */
  constructor(inverseOf) {
    this.inverseOf = inverseOf;
    /** @type {{words: string, way: import("#lab/bench/inverse.js").Way}[]} */
    this.steps = [];
    /** Ways back of commands that are on their way to the room. @type {Map<string, object>} */
    this.asked = new Map();
  }

  /** Before a command goes to the room. @param {Command} command @param {string} words @param {object} store */
  before(command, words, store) {
    const way = this.inverseOf(command, store);
    if (way) this.asked.set(nameOf(command), { words, way });
  }

  /** It was carried out. @param {Command} command */
  done(command) {
    const step = this.asked.get(nameOf(command));
    this.asked.delete(nameOf(command));
    if (step) this.steps.push(step);
    if (this.steps.length > KEPT_MOST) this.steps.shift();
  }

  /** What would be taken back next. */
  get last() {
    return this.steps.at(-1);
  }

  /** Another moment, another branch: the values from before are not those of here. */
  clear() {
    this.steps = [];
    this.asked.clear();
  }
}

function nameOf({ command, args }) {
  return `${command} ${JSON.stringify(args ?? {})}`;
}
