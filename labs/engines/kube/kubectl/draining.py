"""kubectl drain: close a node to new Pods, then ask for the eviction of those on it, one by one."""

from typing import Any

from labs.engines.kube.informer import Manifest
from labs.engines.kube.kubectl.asking import TIMEOUT_US, Asking
from labs.engines.sim import Simulation, command

AGAIN_US = 5_000_000  # kubectl drain: an eviction that a budget forbids is asked for again every 5 s


class Draining(Asking):
    """The half of kubectl that keeps at it: a drain goes on until no Pod of the node is left to evict."""

    def __init__(self, sim: Simulation, name: str) -> None:
        super().__init__(sim, name)
        self.drains: dict[str, list[str]] = {}  # node -> Pods that are still to go

    @command
    def drain(self, node: str) -> Any:
        """Cordon the node and begin; Pods of DaemonSets stay (--ignore-daemonsets)."""
        self.drains[node] = []
        about = {"node": node}
        return self.ask_first("get", {"resource": "nodes", "name": node}, "cordoned", about)

    def cordoned(self, found: Manifest, about: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        node = about["node"]
        self.call_later(0, "look_for_pods", node)
        return "patch", {"resource": "nodes", "name": node, "patch": {"spec": {"unschedulable": True}}}

    @command
    def stop_draining(self, node: str) -> dict[str, Any]:
        """Ctrl-C: the node stays cordoned."""
        self.drains.pop(node, None)
        return {}

    def look_for_pods(self, node: str) -> None:
        if node in self.drains:
            args = {"resource": "pods", "fields": f"spec.nodeName={node}"}
            context = {"node": node}
            self.request("apiserver", "list_objects", args, reply="pods_found", context=context, timeout_us=TIMEOUT_US)

    def pods_found(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        node = context["node"]
        if node not in self.drains:
            return
        pods = [] if error is not None else [pod for pod in result["items"] if _is_evicted(pod)]
        self.drains[node] = [f"{pod['metadata']['namespace']}/{pod['metadata']['name']}" for pod in pods]
        if error is None and not pods:
            del self.drains[node]
            self.emit("NodeDrained", node=node)
            return
        for pod in pods:
            if "deletionTimestamp" not in pod["metadata"]:
                self._evict(pod)
        self.call_later(AGAIN_US, "look_for_pods", node)

    def _evict(self, pod: Manifest) -> None:
        metadata = pod["metadata"]
        args = {"name": metadata["name"], "namespace": metadata["namespace"]}
        trace = f"{metadata['namespace']}/{metadata['name']}"
        self.request("apiserver", "evict", args, timeout_us=TIMEOUT_US, trace=trace, path=[self.name, "apiserver"])


def _is_evicted(pod: Manifest) -> bool:
    """All but the Pods of a DaemonSet, which would come back at once."""
    return not any(owner["kind"] == "DaemonSet" for owner in pod["metadata"].get("ownerReferences", ()))
