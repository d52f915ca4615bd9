/** Where a queue's messages go that were received too often: the commands that say so. Pure. */

/** @typedef {import("#lab/bench/links.js").Command} Command */

/** What a wire drawn by hand begins with. */
export const RECEIVES_FIRST = 3;

/** @param {string} queue  its name @param {string} arn  of the dead-letter queue @param {number} most  receives */
export function deadLetters(queue, arn, most) {
  return redrive(queue, JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: most }));
}

/** @param {string} queue  its name */
export function noDeadLetters(queue) {
  return redrive(queue, "");
}

/** The id of a queue's dead-letter queue, or null. @param {{dead_letters?: string}} queue */
export function deadLettersOf({ dead_letters: place }) {
  return place ? `sqs/${place}` : null;
}

/** The RedrivePolicy of a queue as the room has it, as AWS writes it. */
export function redrivePolicyOf(queue, store) {
  const arn = store.get(deadLettersOf(queue))?.arn;
  return arn ? JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: queue.receives_max }) : "";
}

function redrive(queue, RedrivePolicy) {
  return { command: "sqs.set_queue_attributes", args: { QueueUrl: queue, Attributes: { RedrivePolicy } } };
}
