/** The things of a cluster that a hand can take up, from the control plane to the Pods. Pure. */

import { SIGNS, lookOf } from "#lab/cluster/pod_looks.js";
import { controllersWords, machineWords, nodeWords, schedulerWords } from "#lab/cluster/words.js";
import { number } from "#lab/room/words.js";

const CONTROL = ["apiserver", "etcd", "controller-manager", "scheduler"];
/** With more Pods than these, they are reached from their nodes and workloads. */
const PODS_MOST = 40;
export const NAMES = {
  apiserver: "kube-apiserver",
  etcd: "etcd",
  "controller-manager": "controller-manager",
  scheduler: "scheduler",
};

/** @param {import("#lab/room/store.js").Store} store @returns {import("#lab/bench/parts.js").Part[]} */
export function partsOf(store) {
  const there = CONTROL.filter((key) => store.get(key));
  const control = there.map((key) => part(key, NAMES[key], controlWords(store.get(key))));
  const workloads = store.ofKind("workload").filter(([, { owner }]) => !owner);
  const nodes = store.ofKind("node").sort(byName).map(([key, node]) => part(key, node.name, nodeState(node, store)));
  const pods = store.ofKind("pod");
  return [
    ...control,
    ...workloads.map(([key, { name, ready, wanted }]) => part(key, name, `${number(ready)}/${number(wanted)}`)),
    ...nodes,
    ...(pods.length > PODS_MOST ? [] : pods.map(([key, pod]) => part(key, pod.name, podWords(pod, store)))),
  ];
}

/** Boxes of the drawing that stand for a part: of a workload, those of its Pods. @param {string} key */
export function boxesOf(key, store) {
  const workload = store.get(key);
  return workload?.kind === "workload" ? podsOf(workload, store).map(([id]) => id) : [key];
}

/** The Pods that belong to a workload, also through what it owns. */
export function podsOf({ resource, name, namespace }, store) {
  const own = `${singular(resource)}/${name}`;
  const below = store.ofKind("workload").filter(([, one]) => one.owner === own && one.namespace === namespace);
  const owners = new Set([own, ...below.map(([, one]) => `${singular(one.resource)}/${one.name}`)]);
  return store.ofKind("pod").filter(([, pod]) => owners.has(pod.owner) && pod.namespace === namespace);
}

/** @param {string} resource */
export function singular(resource) {
  return resource.replace(/s$/, "");
}

/** kubectl's word with its sign. */
export function podWords(pod, store) {
  const ready = store.get(`node/${pod.node}`)?.ready;
  return `${SIGNS[lookOf(pod, ready)]} ${pod.status}`;
}

function nodeState(node, store) {
  const machine = machineWords(store.get(`kubelet/${node.name}`));
  return [nodeWords(node), machine].filter(Boolean).join(" · ");
}

function controlWords(entity) {
  if (entity.kind === "scheduler") return schedulerWords(entity).join(" · ");
  return entity.kind === "controllers" && entity.state === "stopped" ? controllersWords(entity) : "";
}

function part(key, name, words) {
  return { key, name, words };
}

const ORDER = new Intl.Collator("en", { numeric: true });

/** Entities by their names, "node-2" before "node-10". */
export function byName([, one], [, other]) {
  return ORDER.compare(one.name, other.name);
}
