/** The same frames and commands over plain HTTP, for networks that refuse WebSockets. */

const EVERY_MS = 1000;

/** Asks for frames once a second and posts commands. */
export class Polling {
  /**
   * @param {object} options
   * @param {string} options.url
   * @param {string} options.csrfToken
   * @param {string} options.lens
   * @param {() => [string, number] | null} options.place  where in the stream of frames this browser stands
   * @param {(message: object) => void} options.onMessage
   * @param {(status: number) => void} options.onFailure  0: no answer at all
   */
  constructor(options) {
    this.options = options;
    this.timer = null;
    this.posting = new Set();
  }

  get running() {
    return this.timer !== null;
  }

  start() {
    if (this.running) return;
    this.timer = setInterval(() => this.ask(), EVERY_MS);
    this.ask();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
  }

  /** One question for what is new; a slow answer is waited for, not asked again. */
  async ask() {
    if (this.asking) return;
    this.asking = true;
    try {
      const { url, lens, place } = this.options;
      const address = new URL(url);
      address.searchParams.set("resume", (place() ?? []).join(","));
      address.searchParams.set("lens", lens);
      const messages = await this.#fetch(address);
      if (this.running) for (const message of messages ?? []) this.options.onMessage(message);
    } finally {
      this.asking = false;
    }
  }

  /** @param {import("#lab/room/outbox.js").Command} command */
  async post(command) {
    if (this.posting.has(command.key)) return;
    this.posting.add(command.key);
    try {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": this.options.csrfToken };
      const answer = await this.#fetch(this.options.url, { method: "POST", headers, body: JSON.stringify(command) });
      if (answer) this.options.onMessage(answer);
    } finally {
      this.posting.delete(command.key);
    }
  }

  async #fetch(url, init = {}) {
    try {
      const response = await fetch(url, { credentials: "same-origin", ...init });
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      if (isJson && (response.ok || init.method === "POST")) return await response.json();
      this.options.onFailure(response.status);
    } catch {
      this.options.onFailure(0);
    }
    return null;
  }
}
