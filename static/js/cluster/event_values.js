/** The values of a cluster's events as its sentences read them: objects by kubectl's short names, codes in words. */

import { gettext, say } from "#lab/room/words.js";

const WHY = {
  owner_gone: gettext("its owner is gone"),
  node_gone: gettext("its node is gone"),
  too_many: gettext("there are too many"),
  job_over: gettext("its Job is over"),
  daemonset: gettext("its DaemonSet does not want it there"),
  statefulset: gettext("its StatefulSet changes it"),
  recreate: gettext("a new version takes its place"),
  deleted: gettext("it was deleted"),
  removed: gettext("it was removed by force"),
  finished: gettext("its work is done"),
  deadline: gettext("its time is over"),
};
const PARTS = {
  apiserver: gettext("API server"),
  scheduler: gettext("scheduler"),
  "controller-manager": gettext("controller manager"),
  "deployment-controller": gettext("deployment controller"),
  "replicaset-controller": gettext("replicaset controller"),
  "node-controller": gettext("node controller"),
};
const NAMED = ["pod", "key", "other", "object"];
const ACTING = ["by", "watcher", "a", "b"];

/** @param {Record<string, any>} data @param {import("#lab/room/store.js").Store} [store]  who is a kubelet */
export function valuesOf(data, store) {
  const values = {};
  for (const name of NAMED) if (typeof data[name] === "string") values[name] = shortName(data[name]);
  for (const name of ACTING) if (typeof data[name] === "string") values[name] = partName(data[name], store);
  if (data.container) values.kubelet = kubeletOf(data.node ?? store?.get(`pod/${data.pod}`)?.node);
  if (data.resource) values.object = objectName(data.resource, data.key ?? data.object ?? data.name ?? "");
  if (data.why !== undefined) values.why = WHY[data.why] ?? data.why;
  if (data.parts) values.parts = data.parts.join(", ");
  if (data.delay_ms !== undefined) values.delay = Math.round(data.delay_ms / 1000);
  if (typeof data.message === "string") values.message = data.message.split(" preemption: ")[0];
  return values;
}

/** Who writes or listens: a kubelet goes by its node's name. @param {string} name @param {object} [store] */
export function partName(name, store) {
  return store?.get(`kubelet/${name}`) ? kubeletOf(name) : (PARTS[name] ?? shortName(name));
}

/** @param {string} [node] */
function kubeletOf(node) {
  return node ? say(gettext("kubelet of {node}"), { node }) : "kubelet";
}

/** "default/web" is "web", a person's "@kim" is "kim". @param {string} name */
export function shortName(name) {
  return name.replace(/^default\//, "").replace(/^@/, "") || gettext("somebody");
}

/** As kubectl writes it: "pod/web-x". @param {string} resource @param {string} key */
export function objectName(resource, key) {
  const kind = resource.replace(/ies$/, "y").replace(/sses$/, "ss").replace(/([^s])s$/, "$1");
  return `${kind}/${key.replace(/^default\//, "")}`;
}
