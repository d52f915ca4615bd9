"""Taint eviction: Pods leave a node whose NoExecute taints they do not tolerate (kube-controller-manager 1.34)."""

from typing import Any, ClassVar

from labs.engines.kube.controller import Controller
from labs.engines.kube.tolerations import tolerates
from labs.engines.kube.workloads.owners import is_leaving, key_of
from labs.engines.kube.workloads.pods import condition_of, is_finished, node_of

Manifest = dict[str, Any]
SECOND_US = 1_000_000
WHY = {
    "type": "DisruptionTarget", "status": "True", "reason": "DeletionByTaintManager",
    "message": "Taint manager: deleting due to NoExecute taint",
}  # fmt: skip


class TaintEviction(Controller):
    """`notes`: Pod -> since when its toleration runs."""

    name = "taint-eviction-controller"
    resources: ClassVar[tuple[str, ...]] = ("nodes", "pods")

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "pods":
            if key in self.notes or (after and self._is_driven_away(self.version(after))):
                self.enqueue(key)
            return
        was, now = [taints_of(self.version(one)) if one else [] for one in (before, after)]
        if was != now:
            for pod in self.pods_on(key):
                self.enqueue(key_of(pod))

    def _is_driven_away(self, pod: Manifest) -> bool:
        return bool(self._taints(pod))

    def _taints(self, pod: Manifest) -> list[Manifest]:
        node = self.object("nodes", node_of(pod)) if node_of(pod) else None
        return [] if node is None else taints_of(node)

    def reconcile(self, key: str) -> None:
        pod = self.object("pods", key)
        if pod is None or is_leaving(pod) or is_finished(pod):
            self.notes.pop(key, None)
            return
        taints = self._taints(pod)
        left_us = stay_us(pod, taints) if taints else None
        if left_us is None:
            self._cancel(key, pod)
            return
        since_us = self.notes.setdefault(key, self.now_us)
        due_us = since_us + left_us
        if due_us > self.now_us:
            self.enqueue(key, due_us - self.now_us)
        else:
            self._evict(key, pod)

    def _cancel(self, key: str, pod: Manifest) -> None:
        if self.notes.pop(key, None) is not None:
            self.record(pod, "TaintManagerEviction", f"Cancelling deletion of Pod {key}")

    def _evict(self, key: str, pod: Manifest) -> None:
        """First it is said why, then it is deleted with its grace."""
        metadata = pod["metadata"]
        place = {"resource": "pods", "name": metadata["name"], "namespace": metadata["namespace"]}
        if condition_of(pod, "DisruptionTarget") is None:
            self.record(pod, "TaintManagerEviction", f"Marking for deletion Pod {key}")
            patch = {"status": {"conditions": [{**WHY, "lastTransitionTime": self.now}]}}
            self.write(key, "patch", patch=patch, patch_type="strategic", subresource="status", **place)
            self.enqueue(key)
        else:
            self.emit("PodEvicted", pod=key, node=node_of(pod))
            self.write(key, "delete", uid=metadata["uid"], **place)


def taints_of(node: Manifest) -> list[Manifest]:
    return [one for one in node["spec"].get("taints") or [] if one["effect"] == "NoExecute"]


def stay_us(pod: Manifest, taints: list[Manifest]) -> int | None:
    """How long the Pod may stay: None for ever, 0 not at all; the shortest toleration that is used counts."""
    tolerations = pod["spec"].get("tolerations") or []
    if not all(tolerates(tolerations, taint) for taint in taints):
        return 0
    used = [one for one in tolerations if any(tolerates([one], taint) for taint in taints)]
    seconds = [max(0, one["tolerationSeconds"]) for one in used if one.get("tolerationSeconds") is not None]
    return min(seconds) * SECOND_US if seconds else None
