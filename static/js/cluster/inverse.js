/** What takes a command on the cluster back. Asked before it is carried out. Pure. */

/** @type {Record<string, (args: object, store: import("#lab/room/store.js").Store) => object[]>} */
const BACK = {
  cordon: ({ node }) => [kubectl("uncordon", { node })],
  uncordon: ({ node }) => [kubectl("cordon", { node })],
  taint({ node, taint }) {
    return [kubectl("taint", { node, taint: taint.endsWith("-") ? taint.slice(0, -1) : `${taint}-` })];
  },
  label(args, store) {
    const { labels: others, zone } = store.get(`node/${args.name}`) ?? {};
    const before = { "kubernetes.io/hostname": args.name, "topology.kubernetes.io/zone": zone, ...others };
    const labels = Object.fromEntries(Object.keys(args.labels).map((key) => [key, before[key] ?? null]));
    return [kubectl("label", { ...args, labels })];
  },
  scale(args, store) {
    const { resource = "deployments", namespace = "default", name } = args;
    const before = store.get(`workload/${resource}/${namespace}/${name}`);
    return before ? [kubectl("scale", { ...args, replicas: before.wanted })] : [];
  },
};
const TURNS = { stop: "start", start: "stop", stop_kubelet: "start_kubelet", start_kubelet: "stop_kubelet" };

/**
 * @param {import("#lab/bench/links.js").Command} command
 * @param {import("#lab/room/store.js").Store} store  as it is before the command
 * @returns {import("#lab/bench/inverse.js").Way | null}  null: it cannot be taken back
 */
export function inverseOf({ command, args = {} }, store) {
  const [part, method] = command.split(".");
  if (part === "network") return () => [{ command: `network.${method === "cut" ? "heal" : "cut"}`, args }];
  if (part === "kubectl") {
    const back = BACK[method]?.(args, store) ?? [];
    return back.length ? () => back : null;
  }
  const isPart = ["scheduler", "controllers"].includes(store.get(part)?.kind) || method.endsWith("_kubelet");
  return isPart && TURNS[method] ? () => [{ command: `${part}.${TURNS[method]}`, args }] : null;
}

function kubectl(method, args) {
  return { command: `kubectl.${method}`, args };
}
