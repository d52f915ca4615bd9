/** What has happened in the shown run, asked for anew when something happened: at most one question at a time. */

const GATHER_MS = 400;
const BUSY_MS = 3000;
const NEWS = new RegExp(
  "^(Goal|Worker(St|Cr|Sl)|StoreFront|RateSet|Concurrency|Link|LossSet|QueueC" +
    "|Scheduler|Control|ApiS|Etcd|Node[CS]|Kubelet|Health)",
);

/** Whether the history of the run has something new after an event. @param {{event: string, data?: object}} event */
export function changesHistory({ event, data }) {
  return NEWS.test(event) || data?.by === "kubectl";
}

/** Keeps the answer to `room.history` fresh. */
export class RunHistory {
  /**
   * @param {(command: string, args?: object) => Promise<import("#lab/room/outbox.js").Answer>} send
   * @param {(history: object) => void} onHistory
   */
  constructor(send, onHistory) {
    this.send = send;
    this.onHistory = onHistory;
    this.timer = null;
    this.asking = false;
  }

  /** Something is new; what follows soon after goes with the same question. */
  want() {
    this.wanted = true;
    this.timer ??= setTimeout(() => this.#ask(), GATHER_MS);
  }

  async #ask() {
    this.timer = null;
    if (this.asking) return;
    this.asking = true;
    this.wanted = false;
    const { result, error } = await this.send("room.history");
    this.asking = false;
    if (result) this.onHistory(result);
    if (error?.code === "busy") this.timer ??= setTimeout(() => this.#ask(), BUSY_MS);
    if (this.wanted) this.want();
  }
}
