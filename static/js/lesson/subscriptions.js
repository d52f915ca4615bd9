/**
 * "$subscription orders>shipping/1" in a script or a note stands for the ARN of that subscription, "$pod shipping" for
 * the name of the first Pod of that app that is not at its end.
 */

const REFERENCE = /^\$subscription (\S+)>(\S+)$/;
const POD = /^\$pod /;

/**
 * Arguments with every reference looked up in the entities; null where one names nothing that is there now.
 * @param {Record<string, unknown>} args
 * @param {import("#lab/room/store.js").Store} store
 * @returns {Record<string, unknown> | null}
 */
export function resolved(args, store) {
  const pairs = Object.entries(args).map(([name, value]) => [name, valueOf(value, store)]);
  return pairs.some(([, value]) => value === undefined) ? null : Object.fromEntries(pairs);
}

function valueOf(value, store) {
  if (POD.test(value)) return podOf(value.replace(POD, ""), store);
  const [, topic, target] = REFERENCE.exec(value) ?? [];
  if (!topic) return value;
  return store.get(`sns/${topic}`)?.subscriptions?.find((one) => one.target === target)?.arn;
}

function podOf(app, store) {
  const pods = store.ofKind("pod").filter(([, pod]) => pod.app === app && !pod.terminating);
  return pods.map(([, { name }]) => name).sort()[0];
}

/**
 * The same for words: what a reference names, also where the subscription is gone; a Pod by its app, for others come.
 * @param {Record<string, unknown>} args
 * @param {import("#lab/room/store.js").Store} store
 */
export function named(args, store) {
  if (POD.test(args.name)) return { ...args, name: `${args.name.replace(POD, "")}-…` };
  const known = resolved(args, store);
  const [, topic, target] = REFERENCE.exec(args.SubscriptionArn) ?? [];
  if (known || !topic) return known ?? args;
  const { arn, endpoint } = store.get(target) ?? {};
  return { SubscriptionArn: `:${topic}:`, Endpoint: arn ?? endpoint ?? target };
}
