"""What the screen shows of the cluster's objects: nodes, Pods, workloads, as they are stored.

Only what changed since the last look is built again, for there is a look at each tick.
"""

from collections.abc import Callable
from typing import Any

from labs.engines.kube.apiserver.pod_words import FINISHED, pod_words
from labs.engines.kube.quantity import QuantityError, milli, whole
from labs.engines.kube.requests import pod_requests
from labs.engines.sim import Entity

Manifest = dict[str, Any]
PODS_DRAWN_MAX = 250  # more are drawn as counts for each node
APPS_TOLD_MAX = 6  # on one node; more are counted together, and a question tells them apart
TOGETHER = "…"
HOSTNAME = "kubernetes.io/hostname"
# Every node has these from its kubelet: no news to anybody.
BORN_WITH = ("beta.kubernetes.io/arch", "beta.kubernetes.io/os", "kubernetes.io/arch", "kubernetes.io/os")
MIB = 1024 * 1024
ZONE = "topology.kubernetes.io/zone"
# Of each kind of workload: where it says wanted, ready, updated, available.
WORKLOADS = {
    "deployments": ("spec.replicas", "status.readyReplicas", "status.updatedReplicas", "status.availableReplicas"),
    "replicasets": ("spec.replicas", "status.readyReplicas", "status.replicas", "status.availableReplicas"),
    "statefulsets": ("spec.replicas", "status.readyReplicas", "status.updatedReplicas", "status.availableReplicas"),
    "daemonsets": (
        "status.desiredNumberScheduled", "status.numberReady", "status.updatedNumberScheduled",
        "status.numberAvailable",
    ),
    "jobs": ("spec.completions", "status.ready", "status.active", "status.succeeded"),
}  # fmt: skip
DRAWN = ("nodes", "pods", *WORKLOADS)


class Screen:
    """`changed` is told of each change; `entities` gives what is to be drawn. Holds nothing but caches."""

    def __init__(self, objects: dict[str, dict[str, str]], version: Callable[[str], Manifest]) -> None:
        self._objects = objects
        self._version = version
        self._dirty: dict[str, dict[str, bool]] = {name: dict.fromkeys(objects.get(name, ()), True) for name in DRAWN}
        self._nodes: dict[str, Load] = {}
        self._pods: dict[str, Stand] = {}
        self._entities: dict[str, Entity] = {}
        self._grouped = False
        self._tally: dict[str, int] = {}

    def changed(self, resource: str, key: str) -> None:
        if resource in self._dirty:
            self._dirty[resource][key] = True

    def entities(self) -> dict[str, Entity]:
        """id -> entity; the dicts are never changed again."""
        grouped = len(self._objects.get("pods", ())) > PODS_DRAWN_MAX
        if grouped != self._grouped:
            self._regroup(grouped)
        if any(self._dirty.values()):
            self._see_pods()
            self._see_nodes()
            self._see_workloads()
        return self._entities

    def counts(self) -> dict[str, int]:
        """For charts: Pods that run, are ready and have no node; nodes that are ready, and all of them."""
        self.entities()
        nodes = [one["ready"] == "True" for key, one in self._entities.items() if key.startswith("node/")]
        return {
            "pods_running": self._tally.get("Running", 0), "pods_ready": self._tally.get("ready", 0),
            "pods_waiting": self._tally.get("waiting", 0), "nodes_ready": sum(nodes), "nodes": len(nodes),
        }  # fmt: skip

    def _regroup(self, grouped: bool) -> None:
        self._grouped = grouped
        self._entities = {key: one for key, one in self._entities.items() if not key.startswith(("pod/", "pods/"))}
        self._dirty["pods"] = dict.fromkeys([*self._pods, *self._objects.get("pods", ())], True)
        self._dirty["nodes"].update(dict.fromkeys(self._nodes, True))

    def _object(self, resource: str, key: str) -> Manifest | None:
        revision = self._objects.get(resource, {}).get(key)
        return None if revision is None else self._version(revision)

    def _see_pods(self) -> None:
        dirty, self._dirty["pods"] = self._dirty["pods"], {}
        for key in dirty:
            pod, before = self._object("pods", key), self._pods.get(key)
            after = None if pod is None else Stand(pod, before)
            self._move(key, before, after)
            if self._grouped:
                continue
            if after is None:
                self._entities.pop(f"pod/{key}", None)
            else:
                self._entities[f"pod/{key}"] = after.entity()

    def _move(self, key: str, before: "Stand | None", after: "Stand | None") -> None:
        for one, sign in ((before, -1), (after, 1)):
            if one is not None:
                self._dirty["nodes"][one.node] = True
                self._nodes.setdefault(one.node, Load()).count(one, sign)
                for word in one.counted():
                    self._tally[word] = self._tally.get(word, 0) + sign
        if after is None:
            self._pods.pop(key, None)
        else:
            self._pods[key] = after

    def _see_nodes(self) -> None:
        dirty, self._dirty["nodes"] = self._dirty["nodes"], {}
        for name in dirty:
            node, load = self._object("nodes", name), self._nodes.get(name) or Load()
            self._put(f"node/{name}", None if node is None else _node_entity(node, load))
            if self._grouped:
                counts = load.by_app()
                self._put(f"pods/{name}", {"kind": "pods", "node": name, "counts": counts} if counts else None)

    def _see_workloads(self) -> None:
        for resource in WORKLOADS:
            dirty, self._dirty[resource] = self._dirty[resource], {}
            for key in dirty:
                workload = self._object(resource, key)
                entity = None if workload is None else _workload_entity(resource, workload)
                self._put(f"workload/{resource}/{key}", entity)

    def _put(self, key: str, entity: Entity | None) -> None:
        if entity is None:
            self._entities.pop(key, None)
        else:
            self._entities[key] = entity


class Load:
    """What the Pods on one node come to; node "" has those that wait."""

    def __init__(self) -> None:
        self.cpu = self.memory = self.pods = 0
        self.counts: dict[str, dict[str, int]] = {}  # app -> status -> how many

    def count(self, one: "Stand", sign: int) -> None:
        if one.status["phase"] not in FINISHED:
            self.cpu += sign * one.cpu
            self.memory += sign * one.memory
            self.pods += sign
        of_app = self.counts.setdefault(one.app, {})
        word = one.words["status"]
        of_app[word] = of_app.get(word, 0) + sign
        if not of_app[word]:
            del of_app[word]
        if not of_app:
            del self.counts[one.app]

    def by_app(self) -> dict[str, dict[str, int]]:
        """app -> status -> how many; where there are many apps, all of them as one."""
        if len(self.counts) <= APPS_TOLD_MAX:
            return {app: dict(of) for app, of in self.counts.items()}
        words: dict[str, int] = {}
        for of_app in self.counts.values():
            for word, many in of_app.items():
                words[word] = words.get(word, 0) + many
        return {TOGETHER: words} if words else {}


class Stand:
    """One Pod at one version."""

    def __init__(self, pod: Manifest, before: "Stand | None") -> None:
        self.pod = pod
        self.node: str = pod["spec"].get("nodeName", "")
        self.status = {"phase": "Pending", **(pod.get("status") or {})}
        self.words = pod_words(pod)
        self.is_ready = any(
            one["type"] == "Ready" and one["status"] == "True" for one in self.status.get("conditions") or ()
        )
        self.owner = _owner_of(pod)
        metadata = pod["metadata"]
        self.app = (metadata.get("labels") or {}).get("app") or self.owner.partition("/")[2] or metadata["name"]
        self.cpu: int
        self.memory: int
        if before is not None and before.pod["spec"] is pod["spec"]:
            self.cpu, self.memory = before.cpu, before.memory
        else:
            needed = pod_requests(pod["spec"])
            self.cpu, self.memory = needed.get("cpu", 0), needed.get("memory", 0)

    def counted(self) -> list[str]:
        """As what charts count it."""
        if not self.node:
            return ["waiting"]
        runs = self.words["status"] == "Running"
        return ["Running", "ready"] if runs and self.is_ready else ["Running"] if runs else []

    def entity(self) -> Entity:
        metadata = self.pod["metadata"]
        return {
            "kind": "pod", "name": metadata["name"], "namespace": metadata["namespace"], "app": self.app,
            "owner": self.owner, "node": self.node, **self.words,
            "terminating": bool(metadata.get("deletionTimestamp")),
            "nominated": self.status.get("nominatedNodeName") or "",
        }  # fmt: skip


def _owner_of(manifest: Manifest) -> str:
    for owner in manifest["metadata"].get("ownerReferences") or ():
        if owner.get("controller"):
            return f"{owner['kind'].lower()}/{owner['name']}"
    return ""


def _amount(read: Callable[[str], int], text: Any) -> int:
    try:
        return read(str(text)) if text is not None else 0
    except QuantityError:
        return 0


def _node_entity(node: Manifest, load: Load) -> Entity:
    spec, status, labels = node.get("spec") or {}, node.get("status") or {}, node["metadata"].get("labels") or {}
    has = status.get("allocatable") or {}
    ready = [one["status"] for one in status.get("conditions") or () if one["type"] == "Ready"]
    return {
        "kind": "node", "name": node["metadata"]["name"], "ready": ready[0] if ready else "Unknown",
        "cordoned": bool(spec.get("unschedulable")),
        "taints": [f"{one['key']}={one.get('value', '')}:{one['effect']}" for one in spec.get("taints") or ()],
        "zone": labels.get(ZONE, ""), "labels": _told(labels, node["metadata"]["name"]),
        "cpu_milli": [load.cpu, _amount(milli, has.get("cpu"))],
        "memory_mib": [load.memory // MIB, _amount(whole, has.get("memory")) // MIB],
        "pods": [load.pods, _amount(whole, has.get("pods"))],
    }  # fmt: skip


def _told(labels: dict[str, str], name: str) -> dict[str, str]:
    """Those that are not told already, by the name and the zone."""
    known = {HOSTNAME: name, ZONE: labels.get(ZONE)}
    return {key: value for key, value in labels.items() if key not in BORN_WITH and known.get(key) != value}


def _workload_entity(resource: str, workload: Manifest) -> Entity:
    metadata = workload["metadata"]
    counted = {}
    for name, path in zip(("wanted", "ready", "updated", "available"), WORKLOADS[resource], strict=True):
        part, _, field = path.partition(".")
        counted[name] = (workload.get(part) or {}).get(field) or 0
    return {
        "kind": "workload", "resource": resource, "name": metadata["name"], "namespace": metadata["namespace"],
        "owner": _owner_of(workload), **counted,
    }  # fmt: skip
