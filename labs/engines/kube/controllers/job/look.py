"""What is known of a Job's Pods: who runs, who has ended, and who of those is counted already.

A Pod that has ended is counted exactly once: its uid is first noted in `status.uncountedTerminatedPods`, then the Pod
loses its finalizer, and only then the uid becomes one more in a counter. So no crash in between miscounts.
"""

from dataclasses import dataclass
from typing import Any

from labs.engines.kube.controllers.job.indexes import completed, index_of, is_indexed
from labs.engines.kube.workloads.owners import is_leaving
from labs.engines.kube.workloads.pods import is_active, is_finished, is_ready, phase_of

Manifest = dict[str, Any]
FINALIZER = "batch.kubernetes.io/job-tracking"


@dataclass(frozen=True)
class Look:
    """`counted` and `noted` are by outcome, "succeeded" and "failed"; `noted` are uids.

    Of an indexed Job who has succeeded is known by the number of the part, and needs no uid.
    """

    job: Manifest
    pods: list[Manifest]
    active: list[Manifest]
    counted: dict[str, int]
    noted: dict[str, list[str]]
    new: dict[str, list[Manifest]]

    def total(self, outcome: str) -> int:
        return self.counted[outcome] + len(self.noted[outcome]) + len(self.new[outcome])

    @property
    def ready(self) -> int:
        return sum(is_ready(pod) for pod in self.active)

    @property
    def terminating(self) -> int:
        return sum(is_leaving(pod) and not is_finished(pod) for pod in self.pods)

    @property
    def all_noted(self) -> dict[str, list[str]]:
        found = {name: uids + [pod["metadata"]["uid"] for pod in self.new[name]] for name, uids in self.noted.items()}
        return {**found, "succeeded": []} if is_indexed(self.job) else found

    @property
    def done(self) -> dict[int, None]:
        """Of an indexed Job: the parts that are done."""
        return {**completed(self.job), **{index_of(pod) or 0: None for pod in self.new["succeeded"]}}

    @property
    def removable(self) -> list[Manifest]:
        """Pods that keep their finalizer for nothing: they are noted in what is stored, or nobody counts any more."""
        if is_leaving(self.job):
            return [pod for pod in self.pods if is_tracked(pod)]
        stored = self.job.get("status", {}).get("uncountedTerminatedPods") or {}
        noted = {uid: True for uids in stored.values() for uid in uids}
        parts = completed(self.job) if is_indexed(self.job) else {}
        return [
            pod for pod in self.pods
            if is_tracked(pod)
            and (pod["metadata"]["uid"] in noted or (has_succeeded(pod) and index_of(pod) in parts))
        ]  # fmt: skip


def look_at(job: Manifest, pods: list[Manifest]) -> Look:
    status = job.get("status", {})
    stored = status.get("uncountedTerminatedPods") or {}
    tracked = {pod["metadata"]["uid"]: True for pod in pods if is_tracked(pod)}
    counted, noted, new = {}, {}, {}
    for outcome, has_ended in (("succeeded", has_succeeded), ("failed", has_failed)):
        uids = stored.get(outcome) or []
        noted[outcome] = [uid for uid in uids if uid in tracked]
        counted[outcome] = status.get(outcome, 0) + len(uids) - len(noted[outcome])
        new[outcome] = [
            pod for pod in pods if is_tracked(pod) and has_ended(pod) and pod["metadata"]["uid"] not in noted[outcome]
        ]
    if is_indexed(job):
        parts = completed(job)
        by_part = {index_of(pod): pod for pod in reversed(new["succeeded"])}
        new["succeeded"] = [pod for index, pod in by_part.items() if index is not None and _is_open(job, parts, index)]
        counted["succeeded"], noted["succeeded"] = len(parts), []
    return Look(job, pods, [pod for pod in pods if is_active(pod)], counted, noted, new)


def _is_open(job: Manifest, parts: dict[int, None], index: int) -> bool:
    return index not in parts and index < job["spec"]["completions"]


def is_tracked(pod: Manifest) -> bool:
    return FINALIZER in (pod["metadata"].get("finalizers") or ())


def without_tracking(pod: Manifest) -> Manifest:
    """The patch that takes the finalizer away."""
    kept = [one for one in pod["metadata"]["finalizers"] if one != FINALIZER]
    return {"metadata": {"uid": pod["metadata"]["uid"], "finalizers": kept or None}}


def has_succeeded(pod: Manifest) -> bool:
    return phase_of(pod) == "Succeeded"


def has_failed(pod: Manifest) -> bool:
    """Also a Pod that was deleted while it ran."""
    return phase_of(pod) == "Failed" or (is_leaving(pod) and phase_of(pod) != "Succeeded")
