/** The few words in the cluster's boxes. */

import { gettext, number, say } from "#lab/room/words.js";

const SHORT = { "controller-manager": "controllers" };
const MEMBERS = { leader: "★", stopped: "✕", candidate: "?" };
const CHANGES = { ObjectCreated: "+", ObjectChanged: "~", ObjectDeleted: "−" };

/**
 * One line for what it has to do, and one for what it cannot do now.
 * @param {{state: string, active: number, backoff: number, unschedulable: number}} scheduler
 */
export function schedulerWords({ state, active, backoff, unschedulable }) {
  if (state === "stopped") return [`✕ ${gettext("stopped")}`];
  const later = [
    backoff && say(gettext("back-off {count}"), { count: number(backoff) }),
    unschedulable && say(gettext("no place {count}"), { count: number(unschedulable) }),
  ].filter(Boolean);
  return [say(gettext("{count} to place"), { count: number(active) }), ...(later.length ? [later.join(" · ")] : [])];
}

/** @param {{state: string, queued?: Record<string, number>}} controllers */
export function controllersWords({ state, queued = {} }) {
  if (state === "stopped") return `✕ ${gettext("stopped")}`;
  const busy = Object.entries(queued).filter(([, count]) => count > 0);
  if (!busy.length) return gettext("nothing to do");
  return busy.map(([loop, count]) => `${loop.replace(/-controller$/, "")} ${number(count)}`).join(" · ");
}

/** etcd and, of a group, each member (★ leads, ✕ is stopped); below, how far it is, or why it stores nothing. */
export function etcdWords({ revision, alarm }, store) {
  const members = store.ofKind("etcd-member").map(([, { state }]) => MEMBERS[state] ?? "○");
  return [["etcd", ...members].join(" "), alarm ? `✕ ${alarm}` : `rev ${revision}`];
}

/** What was written last: "scheduler ~ pods/web-x". @param {{event: string, data: object}} fact */
export function lastWords({ event, data: { resource, key, by } }) {
  return `${by.replace(/^@|-controller$/g, "")} ${CHANGES[event]} ${resource}/${key.replace(/^default\//, "")}`.trim();
}

/** Whether a fact is a write at the API server. @param {{event: string}} fact */
export function isWrite({ event }) {
  return event in CHANGES;
}

/** "watch ▸ scheduler, kubelet ×3". @param {import("#lab/room/store.js").Store} store */
export function watchersWords(store) {
  const watching = store.ofKind("watch").filter(([, { state }]) => state === "watching");
  const isKubelet = ({ watcher }) => store.get(`node/${watcher}`) !== undefined;
  const kubelets = watching.filter(([, watch]) => isKubelet(watch)).length;
  const others = watching.filter(([, watch]) => !isKubelet(watch)).map(([, { watcher: who }]) => SHORT[who] ?? who);
  const names = [...others.sort(), ...(kubelets ? [`kubelet ×${number(kubelets)}`] : [])];
  return names.length ? `watch ▸ ${names.join(", ")}` : "";
}

/** Kubernetes' own words for a node's state. @param {{ready: string, cordoned: boolean}} node */
export function nodeWords({ ready, cordoned }) {
  const state = { True: "Ready", False: "NotReady", Unknown: "Unknown" }[ready];
  return cordoned ? `${state}, ${gettext("cordoned")}` : state;
}

/** What is the matter with the machine, which nobody in the cluster knows. @param {object | undefined} kubelet */
export function machineWords(kubelet) {
  if (kubelet?.state === "crashed") return `✕ ${gettext("no power")}`;
  return kubelet?.state === "stopped" ? `✕ ${gettext("kubelet stopped")}` : "";
}

/** @param {import("#lab/cluster/pod_looks.js").Look} look */
export function lookWord(look) {
  const words = {
    ready: gettext("ready"),
    unready: gettext("runs, not ready"),
    starting: gettext("starting"),
    failing: gettext("failing"),
    ending: gettext("ending"),
    finished: gettext("finished"),
    unknown: gettext("nobody knows"),
    waiting: gettext("waits for a node"),
  };
  return words[look];
}
