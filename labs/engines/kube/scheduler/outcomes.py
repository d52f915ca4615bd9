"""What follows from a decision: a binding, a condition and a kind: Event, or the eviction of victims."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.informer import Manifest
from labs.engines.kube.scheduler.hints import PodNews
from labs.engines.kube.scheduler.judging import Judgement
from labs.engines.kube.scheduler.pending import NAME, Pending
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.scheduling_queue import BINDING, ERROR, UNSCHEDULABLE

PREEMPTING = f"{NAME}: preempting to accommodate a higher priority pod"


class Outcomes(Pending):
    """What the scheduler writes; bindings are asynchronous, and what is assumed counts at once."""

    # A node was found

    def bind(self, pod: PodInfo, node: str) -> None:
        """From now on the Pod counts there."""
        self._queue.put(pod.key, self.queue[pod.key], BINDING)
        self.assumed[pod.key] = node
        self.nominated.pop(pod.key, None)
        self._cluster.placed_anew(pod.key)
        args = {"name": pod.name, "namespace": pod.namespace, "node": node}
        self.write("bind", args, "bound", {"pod": pod.key, "node": node, "life": self.life})

    def bound(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        """The API server has answered, or has not."""
        key, node = context["pod"], context["node"]
        if context["life"] != self.life:
            return
        if error is None:
            self.record(result, "Scheduled", f"Successfully assigned {key} to {node}", source=NAME)
            return
        self.emit("BindingFailed", pod=key, node=node, code=error["code"])
        if self.assumed.pop(key, None) is not None:
            self._cluster.placed_anew(key)
            self.hear(PodNews(self._cluster.pods[key], None))
        if key in self.queue:
            message = f'running Bind plugin "DefaultBinder": {error["message"] or error["code"]}'
            self.put_back(self._cluster.pods[key], "SchedulerError", message, [])

    # None was found

    def reject(self, pod: PodInfo, found: Judgement) -> None:
        """Tell it; evict whom it may evict, so that it can come again when they have gone."""
        self.emit("PodUnschedulable", pod=pod.key, message=found.message)
        if found.candidate is not None:
            self._nominate(pod, found.candidate.node, found.candidate.victims)
        elif not found.keeps and self.nominated.pop(pod.key, None) is not None:
            self._cluster.placed_anew(pod.key)
        self.put_back(pod, "Unschedulable", found.message, found.rejected_by)

    def put_back(self, pod: PodInfo, reason: str, message: str, rejected_by: list[str]) -> None:
        """Into the pool where it waits for events, or after an error (no plug-in rejected it) for the back-off."""
        entry = self.queue[pod.key]
        self._queue.remove(pod.key)
        entry["rejected_by"], entry["since_us"] = rejected_by, self.sim.now_us
        if rejected_by:
            entry["rejections"] += 1
            entry["errors"] = 0
        else:
            entry["errors"] += 1
        self._queue.put(pod.key, entry, UNSCHEDULABLE if rejected_by else ERROR)
        if rejected_by:
            self.plan_flush()
        else:
            self.plan_end_of_backoff(entry)
        manifest = self.object("pods", pod.key)
        if manifest is not None:
            self.record(manifest, "FailedScheduling", message, warning=True, source=NAME)
            self._tell(manifest, pod.key, reason, message)

    def _tell(self, manifest: Manifest, key: str, reason: str, message: str) -> None:
        """Its status: why it waits, and where it may come."""
        status = manifest.get("status") or {}
        told = {"type": "PodScheduled", "status": "False", "reason": reason, "message": message}
        condition = changed_condition(status.get("conditions") or [], told, self.now())
        patch: dict[str, Any] = {"conditions": [condition]} if condition else {}
        if (status.get("nominatedNodeName") or "") != self.nominated.get(key, ""):
            patch["nominatedNodeName"] = self.nominated.get(key)
        if patch:
            self.patch_status(manifest, patch)

    def patch_status(
        self,
        manifest: Mapping[str, Any],
        patch: Manifest,
        reply: str | None = None,
        context: dict[str, Any] | None = None,
    ) -> None:
        metadata = manifest["metadata"]
        args = {"resource": "pods", "name": metadata["name"], "namespace": metadata["namespace"]}
        args = {**args, "patch_type": "strategic", "subresource": "status", "patch": {"status": patch}}
        self.write("patch", args, reply, context)

    # Preemption

    def _nominate(self, pod: PodInfo, node: str, victims: list[PodInfo]) -> None:
        """The less important ones that were promised the node must look for another."""
        keys = [victim.key for victim in victims]
        self.emit("PodNominated", pod=pod.key, node=node, victims=keys)
        for other, place in list(self.nominated.items()):
            if place == node and self._cluster.pods[other].priority < pod.priority:
                del self.nominated[other]
                self._cluster.placed_anew(other)
                self.patch_status(self._cluster.pods[other].manifest, {"nominatedNodeName": None})
        self.nominated[pod.key] = node
        self._cluster.placed_anew(pod.key)
        for victim in victims:
            self._evict(victim, pod, node)

    def _evict(self, victim: PodInfo, by: PodInfo, node: str) -> None:
        """First it is said why, then it is deleted with its grace."""
        manifest = self.object("pods", victim.key)
        if manifest is None:
            return
        self.emit("PodPreempted", pod=victim.key, node=node, by=by.key)
        why = {"type": "DisruptionTarget", "status": "True", "reason": "PreemptionByScheduler", "message": PREEMPTING}
        condition = {**why, "lastTransitionTime": self.now()}
        self.patch_status(manifest, {"conditions": [condition]}, "marked", {"pod": victim.key})
        uid = by.manifest["metadata"]["uid"]
        self.record(manifest, "Preempted", f"Preempted by pod {uid} on node {node}", source=NAME)

    def marked(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        namespace, _, name = context["pod"].partition("/")
        if error is None:
            self.write("delete", {"resource": "pods", "name": name, "namespace": namespace})

    def now(self) -> str:
        return self.sim.calendar.iso(self.sim.now_us)[:19] + "Z"


def changed_condition(conditions: list[Manifest], told: Manifest, now: str) -> Manifest | None:
    """The condition as it is now, None if it says the same already; it changed now if its status is another.

    (Kubernetes 1.34, UpdatePodCondition)
    """
    known = next((one for one in conditions if one["type"] == told["type"]), None)
    if known is None or known["status"] != told["status"]:
        return {**told, "lastTransitionTime": now}
    return None if told.items() <= known.items() else told
