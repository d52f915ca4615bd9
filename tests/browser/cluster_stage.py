"""A made-up cluster for drawing it without a server: nobody hears of one of its nodes, and Pods are in all states."""

from typing import Any

Entities = dict[str, dict[str, Any]]


def room() -> dict[str, Any]:
    return {
        "kind": "room", "lab": "cluster", "playing": False, "rate": 1, "reached": 0, "broken": None, "viewers": 1,
        "asleep": False, "wire_open": False, "branch": 1, "branches": [],
    }  # fmt: skip


def control(revision: int = 1284) -> Entities:
    watchers = {"scheduler": 1284, "controller-manager": 1282}
    return {
        "apiserver": {"kind": "apiserver", "revision": revision, "stored": 42, "writing": 0},
        "etcd": {"kind": "etcd", "revision": revision},
        "kubectl": {"kind": "kubectl", "draining": []},
        "controller-manager": {"kind": "controllers", "state": "running", "queued": {"replicaset": 1, "deployment": 0}},
        "scheduler": {"kind": "scheduler", "state": "running", "active": 1, "backoff": 0, "unschedulable": 2},
        "network": {"kind": "network", "cuts": [], "loss": {}},
        **{f"watch/{name}": watch(name, seen) for name, seen in watchers.items()},
    }


def watch(name: str, seen: int, state: str = "watching", seen_ms: int = 11_900) -> dict[str, Any]:
    return {"kind": "watch", "watcher": name, "seen": seen, "state": state, "seen_ms": seen_ms}


def node(name: str, cpu: int = 2000, memory: int = 3000, pods: int = 4, **other: Any) -> dict[str, Any]:
    return {
        "kind": "node", "name": name, "ready": "True", "cordoned": False, "taints": [], "zone": "zone-a",
        "labels": {"kubernetes.io/hostname": name, "topology.kubernetes.io/zone": "zone-a"},
        "cpu_milli": [cpu, 4000], "memory_mib": [memory, 8000], "pods": [pods, 110], **other,
    }  # fmt: skip


def pod(name: str, on: str, status: str = "Running", **other: Any) -> dict[str, Any]:
    ready = [1, 1] if status == "Running" else [0, 1]
    app = name.split("-")[0]
    return {
        "kind": "pod", "name": name, "namespace": "default", "app": app, "owner": f"replicaset/{app}-7d9f",
        "node": on, "status": status, "ready": ready, "restarts": 0, "terminating": False, "nominated": "", **other,
    }  # fmt: skip


def pods(*all_of_them: dict[str, Any]) -> Entities:
    return {f"pod/default/{one['name']}": one for one in all_of_them}


def cluster() -> Entities:
    """Small: every Pod is drawn."""
    silent = {"ready": "Unknown", "taints": ["node.kubernetes.io/unreachable=:NoExecute"]}
    return {
        "room": room(),
        **control(),
        "node/node-a": node("node-a", 2900),
        "node/node-b": node("node-b", 1400, 3200, 2),
        "node/node-c": node("node-c", 500, 1000, 2, **silent),
        **{f"kubelet/node-{one}": kubelet(f"node-{one}") for one in "ab"},
        "kubelet/node-c": kubelet("node-c", "crashed"),
        **{f"watch/node-{one}": watch(f"node-{one}", 1283) for one in "ab"},
        "watch/node-c": watch("node-c", 1190, "broken", 2_000),
        **pods(
            pod("shipping-7d9f-x1", "node-a"), pod("accounting-5b6c-k2", "node-a"),
            pod("shop-66b8-m3", "node-a", restarts=3), pod("mail-8f7d-p4", "node-a", "CrashLoopBackOff", restarts=5),
            pod("old-55aa-z1", "node-a", "Terminating", terminating=True), pod("web-7777-r1", "node-a", ready=[0, 1]),
            pod("shop-66b8-q5", "node-b"), pod("shipping-7d9f-x2", "node-b", "ContainerCreating"),
            pod("shipping-7d9f-x3", "node-c"), pod("mail-8f7d-p6", "node-c"),
            pod("batch-1-aa", "node-b", "Completed"), pod("big-1", "", "Pending"), pod("big-2", "", "Pending"),
            pod("vip-1", "", "Pending", nominated="node-a"),
        ),
        "workload/deployments/default/shipping": workload("deployments", "shipping", 3, 2),
        "workload/replicasets/default/shipping-7d9f": workload(
            "replicasets", "shipping-7d9f", 3, 2, "deployment/shipping"
        ),
    }  # fmt: skip


def kubelet(name: str, state: str = "running", **runs: str) -> dict[str, Any]:
    return {"kind": "kubelet", "node": name, "state": state, "runs": runs}


def workload(resource: str, name: str, wanted: int, ready: int, owner: str = "") -> dict[str, Any]:
    return {
        "kind": "workload", "resource": resource, "name": name, "namespace": "default", "owner": owner,
        "wanted": wanted, "ready": ready, "updated": wanted, "available": ready,
    }  # fmt: skip


def many(nodes: int = 100, each: int = 30) -> Entities:
    """Large: groups of Pods for each node."""
    entities = {"room": room(), **control()}
    for number in range(1, nodes + 1):
        name = f"node-{number:03}"
        silent = {"ready": "Unknown"} if number == 17 else {"cordoned": True} if number == 40 else {}
        entities[f"node/{name}"] = node(name, 1000 + 29 * (number % 100), pods=each, **silent)
        counts = {"web": {"Running": each - 7}, "shipping": {"Running": 5, "CrashLoopBackOff": number % 3}}
        counts["batch"] = {"ContainerCreating": 2 - number % 3} if number % 3 < 2 else {"Completed": 2}
        entities[f"pods/{name}"] = {"kind": "pods", "node": name, "counts": counts}
    entities["pods/"] = {"kind": "pods", "node": "", "counts": {"web": {"Pending": 12}}}
    return entities
