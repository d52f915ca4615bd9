/** The lines of an answer to "why?" about a cluster, as sentences: they join those of the room. Pure. */

import "#lab/later_sentences.js";

import { objectName, partName, valuesOf } from "#lab/cluster/event_values.js";
import { eventSentence } from "#lab/room/sentences.js";
import { personOf } from "#lab/room/why_values.js";
import { TELLERS } from "#lab/room/why_words.js";
import { duration, gettext, number, say } from "#lab/room/words.js";

/** @type {Record<string, string>} */
const STATES = {
  pod_runs: gettext("{pod} runs on {node}, restarts: {restarts}"),
  pod_said_to_run: gettext("{pod} is said to be {status}: that is what the kubelet of {node} reported last"),
  kubelet_saw: gettext("The kubelet of {node} watches the API server and saw its node's name in {pod}"),
  pod_stays: gettext("{pod} tolerates {taint} for {stay}, {left} are left; until then nobody replaces it"),
  pod_stays_for_ever: gettext("{pod} tolerates {taint} without a time limit, so it is never evicted and not replaced"),
  pod_unowned: gettext("Nobody owns {pod}: once it is gone, nobody writes another"),
  pod_not_ready: gettext("{pod} is on {node} and not ready: {status}, {ready} of {of} containers ready"),
  pod_finished: gettext("{pod} is finished: {status}"),
  pod_waits: gettext("{pod} has no node yet"),
  pod_ending: gettext("{pod} is ending"),
  pod_cannot_end: gettext("{pod} is to end, but the kubelet of {node} does not say that it has"),
  pod_gone: gettext("{pod} is gone"),
  pod_replaced: gettext("{by} wrote {other} in its place"),
  pod_not_yet: gettext("{pod} does not exist yet"),
  asked_to_end: gettext("{by} asked for the end of {pod}"),
  kubelet_on_it: gettext("The kubelet has not begun with it"),
  other_scheduler: gettext("It asks for a scheduler named {who}, and there is none"),
  gated: gettext("Scheduling gates hold it back: {gates}"),
  taken_soon: gettext("The scheduler is about to look for a node"),
  rejects: gettext("{plugin} rejects {nodes}: {reason}"),
  not_running: gettext("{who} does not run"),
  hears_nothing: gettext("{who} is cut off at version {seen} and has heard nothing for {silent}; now is {version}"),
  asks_again: gettext("{who} stands at version {seen} and asks again by itself, within a minute; now is {version}"),
  not_heard_yet: gettext("{who} has seen up to version {seen}; this is version {version} and on its way"),
  node_well: gettext("{node} is Ready; Pods on it: {pods}"),
  node_unready: gettext("{node} is NotReady; Pods on it: {pods}"),
  node_lost: gettext("{node} is Unknown: nobody hears of it, nor of its Pods ({pods})"),
  node_silent: gettext("{node} is still taken for Ready, but it is silent; Pods on it: {pods}"),
  node_unknown: gettext("The API server has no node {node}"),
  not_noticed_yet: gettext("The node controller heard of {node} {silent} ago; {left} more and it gives up"),
  pods_go_soon: gettext("The node has a NoExecute taint; most Pods bear that for 5 min, of which {left} are left"),
  pods_had_to_go: gettext("The node has had a NoExecute taint for more than 5 min: its Pods had to go"),
  node_cordoned: gettext("{node} is cordoned and takes no new Pods"),
  node_tainted: gettext("{node} has taints: {taints}"),
  workload_well: gettext("{object} has what it wants, ready Pods: {ready}"),
  workload_short: gettext("{object} is short of Pods; wanted: {wanted}, there: {pods}, ready: {ready}"),
  workload_over: gettext("{object} is changing; Pods wanted: {wanted}, there: {pods}, ready: {ready}"),
  scheduler_stands: gettext("Pods that wait for the scheduler: {pods}"),
  controllers_stand: gettext("Controllers with writes under way: {loops}"),
  controllers_idle: gettext("The controllers have nothing to do"),
  stores: gettext("The API server is at version {version} and has {objects} objects"),
  keeps: gettext("etcd is at revision {version} and keeps everything since {back_to}"),
  watches: gettext("{who} has seen up to version {seen}; now is {version}"),
  watches_nothing: gettext("{who} watches nothing"),
};

/** By the name of the method; `{target}` is the part that was told. @type {Record<string, string>} */
const COMMANDS = {
  apply: gettext("{who} applied a manifest"),
  scale: gettext("{who} set {object} to {replicas} replicas"),
  delete: gettext("{who} deleted {object}"),
  label: gettext("{who} changed the labels of {object}"),
  set_image: gettext("{who} gave {object} the image {image}"),
  restart: gettext("{who} had {object} rolled out again"),
  pause: gettext("{who} paused or resumed the rollout of {object}"),
  cordon: gettext("{who} cordoned {node}"),
  uncordon: gettext("{who} uncordoned {node}"),
  drain: gettext("{who} drained {node}"),
  taint: gettext("{who} set the taint {taint} on {node}"),
  kill_container: gettext("{who} killed a container of {pod}"),
  crash_container: gettext("{who} had a container of {pod} crash"),
  set_health: gettext("{who} changed the health of {pod}"),
  crash: gettext("{who} cut the power of {target}"),
  stop: gettext("{who} stopped {target}"),
  start: gettext("{who} started {target}"),
  stop_kubelet: gettext("{who} stopped the kubelet of {target}"),
  start_kubelet: gettext("{who} started the kubelet of {target}"),
  cut: gettext("{who} cut the connection between {a} and {b}"),
  heal: gettext("{who} mended the connection between {a} and {b}"),
  set_loss: gettext("{who} had the connection between {a} and {b} lose {share} %"),
  create: gettext("{who} created {object}"),
  patch: gettext("{who} changed {object}"),
  replace: gettext("{who} changed {object}"),
  evict: gettext("{who} evicted {object}"),
};
const NOBODY = { get: () => undefined };

for (const code of Object.keys(STATES)) TELLERS[code] = stateSentence;
Object.assign(TELLERS, { command: commandSentence, fact: factSentence });

/** @param {import("#lab/room/why_words.js").Line} line */
function stateSentence({ line, values }) {
  const code = line === "controllers_stand" && !values.loops.length ? "controllers_idle" : line;
  return say(STATES[code], wordsOf(values));
}

function factSentence({ values: { fact, ...data } }) {
  return eventSentence({ event: fact, data }, NOBODY);
}

function commandSentence({ values }) {
  const dot = values.name.lastIndexOf(".");
  const [target, method] = [values.name.slice(0, dot), values.name.slice(dot + 1)];
  const object = values.object && (values.resource ? objectName(values.resource, values.object) : values.object);
  const words = { object: gettext("an object"), ...wordsOf(values), target: partName(target) };
  words.who = personOf(values.by);
  if (object) words.object = object;
  return say(COMMANDS[method] ?? "{who}: {name}", words);
}

function wordsOf(values) {
  const words = { ...values, ...valuesOf(values) };
  if (values.who) words.who = partName(values.who);
  if (values.silent_ms !== undefined) words.silent = duration(values.silent_ms);
  if (values.stay_ms !== undefined) words.stay = duration(values.stay_ms);
  if (values.left_ms !== undefined) words.left = duration(values.left_ms);
  for (const name of ["pods", "objects", "ready", "wanted", "version", "seen"]) {
    if (typeof values[name] === "number") words[name] = number(values[name]);
  }
  for (const name of ["gates", "taints", "loops"]) if (values[name]) words[name] = values[name].join(", ");
  if (values.nodes) words.nodes = nodesWords(values);
  words.share = (values.per_million ?? 0) / 10_000;
  return words;
}

/** The first few by name, the others by number. */
function nodesWords({ nodes, count }) {
  const more = count - nodes.length;
  const named = nodes.join(", ");
  return more > 0 ? say(gettext("{named} and {more} more"), { named, more: number(more) }) : named;
}
