"""Pod garbage collector: Pods whose node is no longer there go (kube-controller-manager 1.34, pkg/controller/podgc).

Finished Pods beyond 12,500 would go too: no lab has that many.
"""

from typing import Any, ClassVar

from labs.engines.kube.controller import Controller
from labs.engines.kube.workloads.owners import key_of
from labs.engines.kube.workloads.pods import condition_of, is_finished, node_of

Manifest = dict[str, Any]
QUARANTINE_US = 40_000_000  # how long a node must have been missing
WHY = {
    "type": "DisruptionTarget", "status": "True", "reason": "DeletionByPodGC",
    "message": "PodGC: node no longer exists",
}  # fmt: skip


class PodGarbageCollector(Controller):
    """Its keys are names of nodes."""

    name = "pod-garbage-collector"
    resources: ClassVar[tuple[str, ...]] = ("nodes", "pods")

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "nodes":
            if not after and self.pods_on(key):
                self.enqueue(key, QUARANTINE_US)
        elif after:
            node = node_of(self.version(after))
            if node and self.object("nodes", node) is None:
                self.enqueue(node, 0 if node in self.notes else QUARANTINE_US)

    def reconcile(self, key: str) -> None:
        pods = self.pods_on(key)
        if self.object("nodes", key) is not None or not pods:
            self.notes.pop(key, None)
            return
        self.notes[key] = True
        for pod in pods:
            self._remove(key, pod)

    def _remove(self, key: str, pod: Manifest) -> None:
        """It is said to have failed, and then deleted without grace: nobody is there who could confirm its end."""
        place = {"resource": "pods", "name": pod["metadata"]["name"], "namespace": pod["metadata"]["namespace"]}
        if is_finished(pod) or condition_of(pod, "DisruptionTarget") is not None:
            self.emit("PodDeletionDecided", pod=key_of(pod), why="node_gone")
            self.write(key, "delete", grace_s=0, uid=pod["metadata"]["uid"], **place)
            return
        status = {"phase": "Failed", "conditions": [{**WHY, "lastTransitionTime": self.now}]}
        self.write(key, "patch", patch={"status": status}, patch_type="strategic", subresource="status", **place)
