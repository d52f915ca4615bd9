"""The loop itself: what a look at a Deployment leads to."""

from typing import Any, ClassVar

from labs.engines.kube.controller import Controller
from labs.engines.kube.controllers.deployment import annotations, rolling, status
from labs.engines.kube.controllers.deployment.making import Making
from labs.engines.kube.controllers.deployment.rolling import Step
from labs.engines.kube.controllers.deployment.sets import Sets, cleanable, count, sets_of, strategy
from labs.engines.kube.informer import Manifest
from labs.engines.kube.labels import matches_labels
from labs.engines.kube.workloads.claims import claims
from labs.engines.kube.workloads.owners import controller_of, is_leaving
from labs.engines.kube.workloads.pods import is_finished
from labs.engines.kube.workloads.revisions import revision

SOON_US = 1_000_000


class Deployments(Making, Controller):
    """Brings one ReplicaSet up and the others down, within surge and unavailability."""

    name = "deployment-controller"
    resources: ClassVar[tuple[str, ...]] = ("deployments", "replicasets", "pods")

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "deployments":
            self.enqueue(key)
        elif resource == "replicasets":
            for one in self.versions(before, after):
                self._enqueue_owner(one)
            if after and controller_of(self.version(after)) is None:
                self._offer(self.version(after))
        elif not after:
            self._pod_is_gone(self.version(before))

    def _enqueue_owner(self, one: Manifest) -> None:
        owner = controller_of(one)
        if owner is not None and owner["kind"] == "Deployment":
            self.enqueue(f"{one['metadata']['namespace']}/{owner['name']}")

    def _offer(self, orphan: Manifest) -> None:
        labels, namespace = orphan["metadata"].get("labels") or {}, orphan["metadata"]["namespace"]
        for key, one in self.manager.objects("deployments") if labels else ():
            if key.startswith(f"{namespace}/") and matches_labels(one["spec"]["selector"], labels):
                self.enqueue(key)

    def _pod_is_gone(self, pod: Manifest) -> None:
        """A Recreate waits for the last old Pod."""
        owner = controller_of(pod)
        if owner is None or owner["kind"] != "ReplicaSet":
            return
        one = self.object("replicasets", f"{pod['metadata']['namespace']}/{owner['name']}")
        above = controller_of(one) if one is not None else None
        if above is not None:
            key = f"{pod['metadata']['namespace']}/{above['name']}"
            wish = self.object("deployments", key)
            if wish is not None and strategy(wish).get("type") == "Recreate":
                self.enqueue(key)

    def reconcile(self, key: str) -> None:
        stored = self.object("deployments", key)
        if stored is None:
            return
        namespace = stored["metadata"]["namespace"]
        claimed = claims(stored, self.owned("replicasets", stored), self.orphans("replicasets", namespace))
        for one, patch in claimed.patches:
            name = one["metadata"]["name"]
            self.write(key, "patch", resource="replicasets", namespace=namespace, name=name, patch=patch)
        if claimed.patches:
            return
        if is_leaving(stored):
            self._tell(key, stored, status.counted(sets_of(stored, claimed.kept), self.now))
            return
        sets = sets_of(status.with_pause(stored, self.now), claimed.kept)
        if sets.new is not None and self._must_sign(key, sets):
            return
        self._go_on(key, stored, self._with_found(sets))

    def _with_found(self, sets: Sets) -> Sets:
        """A ReplicaSet with this template was there already."""
        if sets.new is None or status.progressing(sets.wish) is not None:
            return sets
        message = f'Found new replica set "{sets.new["metadata"]["name"]}"'
        wish = status.with_progress(sets.wish, "True", "FoundNewReplicaSet", message, self.now)
        return Sets(wish, sets.new, sets.old)

    def _go_on(self, key: str, stored: Manifest, sets: Sets) -> None:
        if stored["spec"].get("paused") or rolling.is_rescaled(sets):
            self._take(key, sets, rolling.rescaled(sets))
            if stored["spec"].get("paused"):
                self._clean_up(key, sets)
            self._tell(key, stored, status.counted(sets, self.now))
        elif sets.is_rolling:
            self._roll(key, stored, sets)
        else:
            self._recreate(key, stored, sets)

    def _roll(self, key: str, stored: Manifest, sets: Sets) -> None:
        if sets.new is None:
            self.make(key, sets)
            return
        steps = rolling.grown(sets) or rolling.shrunk(sets)
        self._take(key, sets, steps)
        self._end(key, stored, sets, bool(steps))

    def _recreate(self, key: str, stored: Manifest, sets: Sets) -> None:
        steps = rolling.emptied(sets)
        if not steps and not self._old_pods_run(sets):
            if sets.new is None:
                self.make(key, sets)
                return
            steps = rolling.grown(sets)
        self._take(key, sets, steps)
        self._end(key, stored, sets, bool(steps))

    def _old_pods_run(self, sets: Sets) -> bool:
        """Also those on their way out: a Recreate never has two versions at once."""
        if count(sets.old, "replicas"):
            return True
        return any(not is_finished(pod) for one in sets.old for pod in self.owned("pods", one))

    def _end(self, key: str, stored: Manifest, sets: Sets, moved: bool) -> None:
        if not moved and status.is_complete(sets, stored.get("status", {})):
            self._clean_up(key, sets)
        told = status.rolled(sets, self.now, self.now_ns)
        self._tell(key, stored, told)
        if told == stored.get("status"):
            self._wait_for_deadline(key, stored)

    # Writes

    def _take(self, key: str, sets: Sets, steps: list[Step]) -> None:
        """Several steps of one ReplicaSet are one write, and a kind: Event each."""
        by_name: dict[str, list[Step]] = {}
        for step in steps:
            by_name.setdefault(step[0]["metadata"]["name"], []).append(step)
        for name, taken in by_name.items():
            one, to = taken[0][0], taken[-1][2]
            sizes = annotations.sizes(sets)
            if to == taken[0][1] and sizes.items() <= (one["metadata"].get("annotations") or {}).items():
                continue
            patch = {
                "metadata": {"resourceVersion": one["metadata"]["resourceVersion"], "annotations": sizes},
                "spec": {"replicas": to},
            }
            context = {"steps": [[before, after] for _, before, after in taken if before != after]}
            self.write(
                key, "patch", then="scaled", context=context, resource="replicasets",
                namespace=one["metadata"]["namespace"], name=name, patch=patch,
            )  # fmt: skip

    def scaled(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> None:
        wish = self.object("deployments", key)
        if error is None and wish is not None:
            for before, after in context["steps"]:
                self.tell_scaled(key, wish, result, before, after)

    def _clean_up(self, key: str, sets: Sets) -> None:
        for one in cleanable(sets):
            metadata = one["metadata"]
            self.write(
                key, "delete", resource="replicasets", namespace=metadata["namespace"], name=metadata["name"],
                uid=metadata["uid"],
            )  # fmt: skip

    def _tell(self, key: str, stored: Manifest, new: Manifest) -> None:
        if new != stored.get("status", {}):
            self._state(key, stored, new)
            self.write_status(key, "deployments", stored, new)

    def _wait_for_deadline(self, key: str, stored: Manifest) -> None:
        """Nothing moves: somebody has to say so when the time is over."""
        current = status.progressing(stored)
        if current is not None and current["reason"] not in (status.AVAILABLE, status.TIMED_OUT):
            left_us = status.deadline_in_us(stored, current, self.now_ns)
            if left_us is not None:
                self.enqueue(key, max(left_us, 0) + SOON_US)

    def _state(self, key: str, stored: Manifest, new: Manifest) -> None:
        """Facts of a rollout: it is complete, or nothing has moved for too long."""
        before, after = status.progressing(stored), status.progressing({"status": new})
        said, reason = before["reason"] if before else "", after["reason"] if after else ""
        if reason != said and reason == status.AVAILABLE:
            self.emit("RolloutCompleted", key=key, revision=revision(stored))
        elif reason != said and reason == status.TIMED_OUT:
            self.emit("RolloutTimedOut", key=key, revision=revision(stored))
