"""The loop itself: what a look at a Job leads to."""

from typing import Any, ClassVar

from labs.engines.kube.controller.pod_loop import PodLoop
from labs.engines.kube.controllers.job import backoff, ending, status
from labs.engines.kube.controllers.job.indexes import for_index, is_indexed, pending
from labs.engines.kube.controllers.job.look import FINALIZER, Look, is_tracked, look_at, without_tracking
from labs.engines.kube.informer import Manifest
from labs.engines.kube.workloads.claims import claims
from labs.engines.kube.workloads.owners import controller_of, is_leaving, key_of
from labs.engines.kube.workloads.pods import pod_from
from labs.engines.kube.workloads.ranking import by_deletion

ORPHAN = "pod:"  # a key of this kind is a Pod whose Job is gone
FAILURES = "back-off"  # the note: Job's uid -> failures since the last success, and when the last was


class Jobs(PodLoop):
    """Runs as many Pods as are wanted at a time, until enough of them have succeeded or too many failed."""

    name = "job-controller"
    kind, resource = "Job", "jobs"
    resources: ClassVar[tuple[str, ...]] = ("jobs", "pods")

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        super().changed(resource, key, before, after)
        if resource == "pods" and after:
            self._look_for_owner(key, self.version(after))
        elif resource == "jobs" and not after:
            self.notes.get(FAILURES, {}).pop(self.version(before)["metadata"]["uid"], None)
            for pod in self.owned("pods", self.version(before)):
                self.enqueue(f"{ORPHAN}{key_of(pod)}")

    def _look_for_owner(self, key: str, pod: Manifest) -> None:
        """Nobody else takes the finalizer off a Pod whose Job is gone."""
        if is_tracked(pod) and self._owner_of(pod) is None:
            self.enqueue(f"{ORPHAN}{key}")

    def _owner_of(self, pod: Manifest) -> Manifest | None:
        owner = controller_of(pod)
        if owner is None or owner["kind"] != "Job":
            return None
        job = self.object("jobs", f"{pod['metadata']['namespace']}/{owner['name']}")
        return job if job is not None and job["metadata"]["uid"] == owner["uid"] else None

    def reconcile(self, key: str) -> None:
        self.notes.pop(key, None)
        if key.startswith(ORPHAN):
            pod = self.object("pods", key.removeprefix(ORPHAN))
            if pod is not None and is_tracked(pod) and self._owner_of(pod) is None:
                self._untrack(key, pod)
            return
        job = self.object("jobs", key)
        if job is None or ending.is_over(job):
            return
        pods, patches = claims(job, self.owned("pods", job), self.orphans("pods", job["metadata"]["namespace"]))
        if not self.claim(key, patches):
            self._go_on(key, look_at(job, pods))

    def _go_on(self, key: str, look: Look) -> None:
        for pod in look.removable:
            self._untrack(key, pod)
        if look.removable:
            return
        said = ending.verdict(look, self.now, self.now_ns)
        if said is not None:
            self._end(key, look, said)
        elif is_leaving(look.job):
            self._tell(key, look, len(look.active), None)
        else:
            self._manage(key, look)

    def _untrack(self, key: str, pod: Manifest) -> None:
        metadata = pod["metadata"]
        patch, then = without_tracking(pod), "untracked"
        place = {"namespace": metadata["namespace"], "name": metadata["name"]}
        self.write(key, "patch", then=then, resource="pods", patch=patch, **place)

    def untracked(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> bool:
        """A Pod that is gone is as good."""
        return error is not None and error["code"] == "NotFound"

    # The end

    def _end(self, key: str, look: Look, said: Manifest) -> None:
        """Who still runs is deleted, and counted as failed when that is seen."""
        for pod in look.active:
            metadata = pod["metadata"]
            self.emit("PodDeletionDecided", pod=key_of(pod), why="job_over")
            self.write(
                key, "delete", then="pod_deleted", context={"name": metadata["name"]}, resource="pods",
                namespace=metadata["namespace"], name=metadata["name"], uid=metadata["uid"],
            )  # fmt: skip
        self._tell(key, look, len(look.active), said)

    # On the way

    def _manage(self, key: str, look: Look) -> None:
        """Too many: delete, without counting them; too few: make some, unless a failure was just now."""
        missing = ending.wanted_active(look) - len(look.active)
        left_us = ending.deadline_in_us(look.job, self.now_ns)
        if left_us is not None:
            self.enqueue(key, left_us)
        if missing < 0:
            unwanted = by_deletion(look.active, {}, self.now_ns)[:-missing]
            for pod in (one for one in unwanted if is_tracked(one)):
                self._untrack(key, pod)
            self.make_and_delete(key, look.job, [], unwanted, "too_many")
            return
        wait_us = backoff.wait_us(self._record(look), self.now_ns) if missing else 0
        if missing and not wait_us:
            self.make_and_delete(key, look.job, self._purposes(look, missing), [], "")
            return
        if missing:
            self.enqueue(key, wait_us)
        self._tell(key, look, len(look.active), None)

    def _purposes(self, look: Look, missing: int) -> list[str]:
        """Of an indexed Job the numbers of the parts."""
        if not is_indexed(look.job):
            return [""] * missing
        return [str(index) for index in pending(look.job, look.done, look.active)[:missing]]

    def pod_for(self, owner: Manifest, purpose: str) -> Manifest:
        template = owner["spec"]["template"]
        if not purpose:
            return pod_from(owner, template, finalizers=[FINALIZER])
        made = pod_from(owner, for_index(owner, template, purpose), finalizers=[FINALIZER])
        made["metadata"]["generateName"] = f"{owner['metadata']['name'][:58]}-{purpose}-"
        return made

    def pods_done(self, key: str, owner: Manifest, reason: str, refused: str) -> None:
        """The Pods just made count as active, though nobody has seen them yet."""
        look = look_at(owner, claims(owner, self.owned("pods", owner), []).kept)
        self._tell(key, look, len(look.active) if refused else ending.wanted_active(look), None)

    # The status

    def _record(self, look: Look) -> backoff.Record:
        known = self.notes.get(FAILURES, {}).get(look.job["metadata"]["uid"], [0, 0])
        return backoff.after(known, look)

    def _tell(self, key: str, look: Look, active: int, said: Manifest | None) -> None:
        after = status.status_of(look, active, said, self.now)
        if after == look.job.get("status"):
            return
        metadata = look.job["metadata"]
        kept = {part: metadata[part] for part in ("name", "namespace", "uid", "resourceVersion")}
        self.write(
            key, "replace", then="status_told", context={"record": self._record(look)}, resource="jobs",
            namespace=metadata["namespace"], name=metadata["name"], subresource="status",
            body={"metadata": kept, "status": after},
        )  # fmt: skip

    def status_told(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> None:
        """Only what is stored counts: then the failures are remembered, and an end is told."""
        before = self.object("jobs", key)
        if error is not None or before is None:
            return
        self.notes.setdefault(FAILURES, {})[result["metadata"]["uid"]] = context["record"]
        told = [(one["type"], one["status"]) for one in ending.conditions_of(before)]
        for one in ending.conditions_of(result):
            if (one["type"], one["status"]) not in told:
                self._tell_condition(key, result, one)

    def _tell_condition(self, key: str, job: Manifest, one: Manifest) -> None:
        if one["type"] == "Complete":
            self.record(job, "Completed", "Job completed")
            self.emit("JobCompleted", key=key)
        elif one["type"] == "Failed":
            self.record(job, one["reason"], one["message"], warning=True)
            self.emit("JobFailed", key=key, reason=one["reason"])
        elif one["type"] == "Suspended":
            self.record(job, "Suspended" if one["status"] == "True" else "Resumed", one["message"])
