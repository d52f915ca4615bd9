/** "Show as table" for a cluster: its parts, nodes, workloads and Pods, and the last twenty events. */

import "#lab/later_sentences.js";

import { NAMES, podWords } from "#lab/cluster/parts.js";
import { SIGNS, looksOfGroup } from "#lab/cluster/pod_looks.js";
import { controllersWords, lookWord, machineWords, nodeWords, schedulerWords } from "#lab/cluster/words.js";
import { html } from "#lab/room/elements.js";
import { eventSentence } from "#lab/room/sentences.js";
import { clockFace, gettext, number } from "#lab/room/words.js";

const EVENTS_SHOWN = 20;
const EVERY_MS = 1000;

/** Writes only while it is open, at most once a second. */
export class ClusterTable {
  /** @param {HTMLDetailsElement} details  with `[data-state]` and `[data-events]` bodies @param {object} page */
  constructor(details, { store }) {
    Object.assign(this, { details, writtenMs: -Infinity, timer: null });
    details.addEventListener("toggle", () => this.take(this.store));
    this.take(store);
  }

  /** What comes too early is written a little later, so that the last state before a pause is never missing. */
  take(store) {
    this.store = store;
    if (!this.details.open || this.timer !== null) return;
    const restMs = Math.max(0, this.writtenMs + EVERY_MS - performance.now());
    this.timer = setTimeout(() => this.#write(), restMs);
  }

  #write() {
    this.timer = null;
    this.writtenMs = performance.now();
    const events = this.store.events.slice(-EVENTS_SHOWN).reverse();
    const told = events.map((event) => row(clockFace(event.at_us / 1000), eventSentence(event, this.store)));
    this.details.querySelector("[data-state]").replaceChildren(...stateRows(this.store));
    this.details.querySelector("[data-events]").replaceChildren(...told);
  }
}

function stateRows(store) {
  return [...store.entities].flatMap(([id, entity]) => ROWS[entity.kind]?.(entity, store, id) ?? []);
}

/** @type {Record<string, (entity: object, store: object, id: string) => HTMLElement[]>} */
const ROWS = {
  apiserver: ({ revision }, _store, id) => [row(NAMES[id], "", `rv ${revision}`)],
  etcd: ({ revision }, _store, id) => [row(NAMES[id], "", `rev ${revision}`)],
  controllers: (entity, _store, id) => [row(NAMES[id], "", controllersWords(entity))],
  scheduler: (entity, _store, id) => [row(NAMES[id], "", schedulerWords(entity).join(" · "))],
  node(node, store) {
    const { cpu_milli: cpu, memory_mib: memory, pods, taints, name } = node;
    const used = `CPU ${number(cpu[0])}/${number(cpu[1])} m, ${number(memory[0])}/${number(memory[1])} MiB`;
    const words = [nodeWords(node), machineWords(store.get(`kubelet/${name}`)), used, `Pod ${pods[0]}/${pods[1]}`];
    return [row(name, gettext("node"), [...words, ...taints].filter(Boolean).join(" · "))];
  },
  workload: ({ name, resource, ready, wanted }) => [row(name, resource, `${number(ready)}/${number(wanted)}`)],
  pod(pod, store) {
    const restarts = pod.restarts ? `↻ ${number(pod.restarts)}` : "";
    const words = [podWords(pod, store), `${pod.ready[0]}/${pod.ready[1]}`, restarts, pod.node];
    return [row(pod.name, "Pod", words.filter(Boolean).join(" · "))];
  },
  pods(group, store) {
    const apps = looksOfGroup(group, store.get(`node/${group.node}`)?.ready);
    const place = group.node || gettext("waits for a node");
    return [...apps].map(([app, looks]) => {
      const counts = [...looks].map(([look, count]) => `${SIGNS[look]} ${lookWord(look)} ${number(count)}`);
      return row(`${app} · ${place}`, "Pods", counts.join(" · "));
    });
  },
};

function row(head, ...cells) {
  const first = html("th", { scope: "row", textContent: head });
  return html("tr", {}, [first, ...cells.map((textContent) => html("td", { textContent }))]);
}
