/** The commands that make queues and topics: AWS knows FIFO ones by the end of their names. Pure. */

/** @typedef {import("#lab/bench/links.js").Command} Command */

export const FIFO = ".fifo";

/** @param {string} name */
export function isFifo(name) {
  return name.endsWith(FIFO);
}

/** @param {string} name @returns {Command} */
export function createQueue(name) {
  const attributes = isFifo(name) ? { Attributes: { FifoQueue: "true" } } : {};
  return { command: "sqs.create_queue", args: { QueueName: name, ...attributes } };
}

/** @param {string} name @returns {Command} */
export function createTopic(name) {
  const attributes = isFifo(name) ? { Attributes: { FifoTopic: "true" } } : {};
  return { command: "sns.create_topic", args: { Name: name, ...attributes } };
}
