/** What the inspector says of a part of the cluster, and what a hand can do with it. Pure. */

import { NAMES, podWords, podsOf } from "#lab/cluster/parts.js";
import { machineWords, nodeWords } from "#lab/cluster/words.js";
import { gettext, number, say } from "#lab/room/words.js";

/** @typedef {import("#lab/bench/sheets.js").Sheet} Sheet */
/** @typedef {import("#lab/room/store.js").Store} Store */

const REPLICAS_MOST = 1000;
const SCALED = ["deployments", "replicasets", "statefulsets"];

/** @param {string} key  an entity's id, or that of a wire @param {Store} store @returns {Sheet | null} */
export function sheetOf(key, store) {
  if (key.includes(">")) return wireSheet(key, store);
  const entity = store.get(key);
  const own = entity && SHEETS[entity.kind]?.(entity, store, key);
  return own ? { fields: [], acts: [], faults: [], links: [], connects: false, ...own } : null;
}

function podSheet(pod, store) {
  const { name, namespace, node, ready, restarts, nominated } = pod;
  const counted = isSilent(node, store)
    ? gettext("As last reported, {ready} of {all} containers are ready, {restarts} restarts")
    : gettext("{ready} of {all} containers are ready, {restarts} restarts");
  const readiness = say(counted, { ready: ready[0], all: ready[1], restarts: number(restarts) });
  const place = nominated && !node ? say(gettext("nominated for {node}"), { node: nominated }) : "";
  const remove = { command: "kubectl.delete", args: { resource: "pods", name, namespace } };
  const kill = { command: `${node}.kill_container`, args: { pod: `${namespace}/${name}` } };
  return {
    title: name,
    words: `Pod · ${podWords(pod, store)}`,
    note: [readiness, place].filter(Boolean).join(". "),
    acts: [
      edits("pods", name, namespace),
      { key: "delete", label: gettext("Delete"), danger: true, command: remove },
      ...(node ? [{ key: "node", label: node, leads: `node/${node}` }] : []),
      ...ownersOf(pod, store),
    ],
    faults: node ? [{ key: "kill", label: gettext("Kill its container"), danger: true, command: kill }] : [],
  };
}

/** Nothing comes from its kubelet, or nothing can. */
function isSilent(node, store) {
  const kubelet = store.get(`kubelet/${node}`);
  return store.get(`node/${node}`)?.ready === "Unknown" || (kubelet !== undefined && kubelet.state !== "running");
}

/** Opens its manifest to be written. */
function edits(resource, name, namespace) {
  return { key: "edit", label: gettext("Edit…"), asks: { resource, name, namespace } };
}

function ownersOf({ owner, namespace }, store) {
  const [kind, name] = owner.split("/");
  const id = `workload/${kind}s/${namespace}/${name}`;
  return store.get(id) ? [{ key: "owner", label: name, leads: id }] : [];
}

function nodeSheet(node, store) {
  const { name, cordoned, zone, pods, cpu_milli: cpu, memory_mib: memory, taints } = node;
  const turn = cordoned
    ? { key: "cordon", label: gettext("Uncordon"), command: onNode("uncordon", name) }
    : { key: "cordon", label: gettext("Cordon"), command: onNode("cordon", name) };
  const drain = { key: "drain", label: gettext("Drain"), danger: true, command: onNode("drain", name) };
  const kubelet = store.get(`kubelet/${name}`);
  return {
    title: name,
    words: [nodeWords(node), machineWords(kubelet)].filter(Boolean).join(" · "),
    note: say(gettext("{zone}. Asked for: {cpu} of {cpus} m CPU, {memory} of {memories} MiB, {pods} of {most} Pods."), {
      zone: zone || gettext("no zone"), cpu: number(cpu[0]), cpus: number(cpu[1]), memory: number(memory[0]),
      memories: number(memory[1]), pods: number(pods[0]), most: number(pods[1]),
    }),
    fields: nodeFields(name, taints),
    acts: [edits("nodes", name, ""), turn, drain],
    faults: [...machineActs(name, kubelet), cutAct(name, store)],
  };
}

function nodeFields(name, taints) {
  const taint = (text) => ({ command: "kubectl.taint", args: { node: name, taint: text } });
  const now = taints.length ? say(gettext("Taints now: {taints}"), { taints: taints.join(" ") }) : gettext("No taints");
  const line = { text: true, line: true, value: "" };
  return [
    { key: "taint", label: `${gettext("Taint; with - at its end it goes")} · ${now}`, ...line,
      example: "dedicated=shop:NoSchedule", command: taint },
    { key: "label", label: gettext("Label; with - at its end it goes"), ...line, example: "disk=ssd",
      command: (text) => ({ command: "kubectl.label", args: { resource: "nodes", name, labels: labelsOf(text) } }) },
  ];
}

/** "disk=ssd" sets one, "disk-" takes it away. @param {string} text */
export function labelsOf(text) {
  if (text.endsWith("-") && !text.includes("=")) return { [text.slice(0, -1)]: null };
  const [key, ...rest] = text.split("=");
  return { [key]: rest.join("=") };
}

function machineActs(name, kubelet) {
  const command = (method) => ({ command: `${name}.${method}`, args: {} });
  const act = (key, label, method, danger) => ({ key, label, danger, command: command(method) });
  if (kubelet?.state === "crashed") return [act("start", gettext("Power on"), "start", false)];
  const crash = act("crash", gettext("Cut its power"), "crash", true);
  const start = act("kubelet", gettext("Start its kubelet"), "start_kubelet", false);
  const stop = act("kubelet", gettext("Stop its kubelet"), "stop_kubelet", true);
  return [kubelet?.state === "stopped" ? start : stop, crash];
}

function onNode(method, node) {
  return { command: `kubectl.${method}`, args: { node } };
}

function workloadSheet({ resource, name, namespace, wanted, ready, updated, available }, store, key) {
  const command = (replicas) => ({ command: "kubectl.scale", args: { name, replicas, resource, namespace } });
  const label = gettext("Replicas");
  const scale = { key: "replicas", label, least: 0, most: REPLICAS_MOST, value: wanted, command };
  const remove = { command: "kubectl.delete", args: { resource, name, namespace } };
  const restart = { command: "kubectl.restart", args: { name, namespace } };
  const below = store.ofKind("workload").filter(([, one]) => one.owner === `${resource.slice(0, -1)}/${name}`);
  const pods = number(podsOf(store.get(key), store).length);
  const counts = { ready: number(ready), updated: number(updated), available: number(available) };
  return {
    title: name,
    words: resource.replace(/s$/, ""),
    note: say(gettext("{ready} ready, {updated} up to date, {available} available of {wanted}. Pods drawn: {pods}"), {
      ...counts, wanted: number(wanted), pods,
    }),
    fields: SCALED.includes(resource) ? [scale] : [],
    acts: [
      edits(resource, name, namespace),
      { key: "delete", label: gettext("Delete"), danger: true, command: remove },
      ...(resource === "deployments" ? [{ key: "restart", label: gettext("Roll out again"), command: restart }] : []),
      ...below.map(([id, one]) => ({ key: id, label: one.name, leads: id })),
    ],
  };
}

function deciderSheet({ state }, store, key) {
  const stopped = state === "stopped";
  const method = stopped ? "start" : "stop";
  const label = stopped ? gettext("Start") : gettext("Stop");
  return {
    ...controlSheet(null, store, key),
    acts: [{ key: "turn", label, danger: !stopped, command: { command: `${key}.${method}`, args: {} } }],
    faults: [cutAct(key, store)],
  };
}

function serverSheet(entity, store, key) {
  return { ...deciderSheet(entity, store, key), faults: [] };
}

/** Of a group, each member can be stopped. */
function etcdSheet(entity, store, key) {
  const members = store.ofKind("etcd-member").map(([id, { name, state }]) => {
    const method = state === "stopped" ? "restart" : "stop";
    const label = method === "stop" ? gettext("Stop {part}") : gettext("Start {part}");
    const command = { command: `${name}.${method}`, args: {} };
    return { key: id, label: say(label, { part: name }), danger: method === "stop", command };
  });
  return { ...controlSheet(entity, store, key), faults: members };
}

function controlSheet(_entity, _store, key) {
  const notes = {
    apiserver: gettext("The only door to the store: everybody asks here, writes here and watches here."),
    etcd: gettext("Keeps every object at every version. Only the API server speaks with it."),
    "controller-manager": gettext("Loops that compare what is wanted with what there is, and ask for the difference."),
    scheduler: gettext("Chooses a node for each Pod that has none. It starts nothing itself."),
  };
  return { title: NAMES[key], words: "", note: notes[key] };
}

/** Whatever is wired to it, it is the network to the API server that can break. */
function wireSheet(key, store) {
  const ends = key.split(">").map((end) => end.replace(/^node\//, ""));
  const other = ends.find((end) => end !== "apiserver");
  const [from, to] = ends.map((end) => NAMES[end] ?? end);
  return {
    title: `${from} – ${to}`, words: gettext("connection"), fields: [], acts: [], links: [], connects: false,
    faults: [cutAct(other, store)],
  };
}

function cutAct(part, store) {
  const cuts = store.get("network")?.cuts ?? [];
  const isCut = cuts.some((pair) => pair.includes(part) && pair.includes("apiserver"));
  const sentence = isCut ? gettext("Mend the network to {part}") : gettext("Break the network to {part}");
  const command = { command: isCut ? "network.heal" : "network.cut", args: { a: "apiserver", b: part } };
  return { key: `cut ${part}`, label: say(sentence, { part }), danger: !isCut, command };
}

/** @type {Record<string, (entity: object, store: Store, key: string) => Partial<Sheet>>} */
const SHEETS = {
  pod: podSheet,
  node: nodeSheet,
  workload: workloadSheet,
  scheduler: deciderSheet,
  controllers: deciderSheet,
  apiserver: serverSheet,
  etcd: etcdSheet,
};
