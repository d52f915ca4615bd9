/** The still on the home page: the fan-out scene at one moment, drawn by the scene itself. */

import { MessagingScene } from "#lab/scenes/messaging.js";
import { Store } from "#lab/room/store.js";

const NOW_MS = 43_000;
const STOPPED_MS = 26_000;

const worker = { kind: "worker", slow: 1, concurrency: 2 };
const shipping = { ...worker, program: "shipping", state: "stopped", since_ms: STOPPED_MS, busy: 0 };
const accounting = { ...worker, program: "accounting", state: "running", since_ms: 0, busy: 1 };

const ENTITIES = {
  storefront: { kind: "caller", name: "StoreFront", running: true, rate_per_s: 5, links: ["sns/orders"] },
  "sns/orders": { kind: "topic", name: "orders", links: ["sqs/shipping", "sqs/accounting"] },
  "sqs/shipping": { kind: "queue", name: "shipping", visible: 84, hidden: 1, delayed: 0, oldest_sent_ms: STOPPED_MS },
  "sqs/accounting": { kind: "queue", name: "accounting", visible: 0, hidden: 1, delayed: 0, oldest_sent_ms: NOW_MS },
  "shipping/1": { ...shipping, name: "Shipping 1", finished: 130, pulls: ["sqs/shipping"] },
  "accounting/1": { ...accounting, name: "Accounting 1", finished: 190, pulls: ["sqs/accounting"] },
};

/** [from, to, share of the way]: the orders under way at that moment. */
const UNDER_WAY = [
  ["storefront", "sns/orders", 0.3],
  ["storefront", "sns/orders", 0.7],
  ["sns/orders", "sqs/shipping", 0.55],
  ["sns/orders", "sqs/accounting", 0.55],
  ["sqs/accounting", "accounting/1", 0.5],
];

/** Draws the still. @param {HTMLElement} place */
export function drawStill(place) {
  const scene = new MessagingScene(place);
  const store = new Store();
  const frame = (nowMs, more) => ({ n: 1, epoch: "still", now_ms: nowMs, full: true, set: { ...ENTITIES, ...more } });
  const later = { "accounting/1": { ...ENTITIES["accounting/1"], finished: 215 }, ...moves() };
  scene.take(store.apply(frame(NOW_MS - 5000, {})), store, 0);
  scene.take(store.apply(frame(NOW_MS, later)), store, 0);
  scene.draw(store, NOW_MS, 0, 0);
  new ResizeObserver(() => scene.draw(store, NOW_MS, 0, 0)).observe(place);
}

function moves() {
  return Object.fromEntries(
    UNDER_WAY.map(([from, to, share], at) => {
      const depart = NOW_MS - share * 1000;
      return [`move/${at}`, { kind: "move", from, to, depart_ms: depart, arrive_ms: depart + 1000 }];
    }),
  );
}
