/** The kubectl line that does the same as a command of the bench. Pure. */

import { labelWords } from "#lab/cluster/label_words.js";

/** @type {Record<string, (args: object) => string>} */
const LINES = {
  cordon: ({ node }) => `cordon ${node}`,
  uncordon: ({ node }) => `uncordon ${node}`,
  drain: ({ node }) => `drain ${node} --ignore-daemonsets`,
  taint: ({ node, taint }) => `taint nodes ${node} ${taint}`,
  label: ({ resource, name, labels, namespace }) =>
    `label ${resource} ${name}${within(namespace)} ${labelWords(labels)} --overwrite`,
  delete: ({ resource, name, namespace }) => `delete ${resource} ${name}${within(namespace)}`,
  scale: ({ resource = "deployments", name, replicas, namespace }) =>
    `scale ${resource} ${name}${within(namespace)} --replicas=${replicas}`,
  bind: ({ name, node, namespace = "default" }) =>
    `create --raw /api/v1/namespaces/${namespace}/pods/${name}/binding -f - <<< '${bindingOf(name, node)}'`,
  apply: () => "apply --server-side --force-conflicts -f manifest.yaml",
  restart: ({ name, namespace }) => `rollout restart deployments ${name}${within(namespace)}`,
};

/** @param {import("#lab/bench/links.js").Command} command @returns {string | null} null where kubectl has none */
export function kubectlLine({ command, args = {} }) {
  const [part, method] = command.split(".");
  const line = part === "kubectl" ? LINES[method]?.(args) : null;
  return line ? `kubectl ${line}` : null;
}

/** The object that a scheduler sends; kubectl has no word of its own for it. */
function bindingOf(name, node) {
  const target = { apiVersion: "v1", kind: "Node", name: node };
  return JSON.stringify({ apiVersion: "v1", kind: "Binding", metadata: { name }, target });
}

function within(namespace) {
  return namespace && namespace !== "default" ? ` -n ${namespace}` : "";
}

