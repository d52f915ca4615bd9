"""ReplicaSet: as many Pods as wished (kube-controller-manager 1.34, pkg/controller/replicaset)."""

from typing import TYPE_CHECKING, ClassVar

from labs.engines.kube.controller.pod_loop import PodLoop
from labs.engines.kube.informer import Manifest
from labs.engines.kube.labels import matches_all, matches_labels
from labs.engines.kube.workloads.claims import Claims, claims
from labs.engines.kube.workloads.owners import controller_of, is_leaving
from labs.engines.kube.workloads.pods import is_active, is_finished, node_of, pod_from
from labs.engines.kube.workloads.ranking import by_deletion
from labs.engines.kube.workloads.replicas import next_look_us, status_of, status_with
from labs.engines.kube.workloads.tally import Tally

if TYPE_CHECKING:
    from labs.engines.kube.controller.manager import ControllerManager


class ReplicaSets(PodLoop):
    """Makes and deletes Pods until there are as many as `spec.replicas`."""

    name = "replicaset-controller"
    kind, resource = "ReplicaSet", "replicasets"
    resources: ClassVar[tuple[str, ...]] = ("replicasets", "pods")

    def __init__(self, manager: "ControllerManager") -> None:
        super().__init__(manager)
        self._tally = Tally()

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "pods":
            self._tally.put(key, self.version(after) if after else None)
        super().changed(resource, key, before, after)

    def restored(self) -> None:
        self._tally = Tally()
        for key, pod in self.manager.objects("pods"):
            self._tally.put(key, pod)

    def reconcile(self, key: str) -> None:
        self.notes.pop(key, None)
        wish = self.object("replicasets", key)
        if wish is None:
            return
        counts, wanted = self._counts(wish), wish["spec"].get("replicas", 1)
        if counts is None or counts["replicas"] > wanted:
            self._look_at_each(key, wish, wanted)
        elif is_leaving(wish) or counts["replicas"] == wanted:
            self._write_if_new(key, wish, status_with(wish, counts, None, self.now))
        else:
            self.make_and_delete(key, wish, [""] * (wanted - counts["replicas"]), [], "")

    def _counts(self, wish: Manifest) -> dict[str, int] | None:
        """The numbers of its status, unless single Pods matter: some to adopt or release, or ready too lately."""
        spec, metadata = wish["spec"], wish["metadata"]
        if spec.get("minReadySeconds") or self.manager.index.orphans("pods", metadata["namespace"]):
            return None
        wanted = spec["template"]["metadata"].get("labels") or {}
        replicas = labeled = ready = 0
        for labels, alike, alike_ready in self._tally.of(metadata["uid"]):
            if not matches_labels(spec["selector"], labels):
                return None
            replicas += alike
            ready += alike_ready
            labeled += alike if matches_all(wanted, labels) else 0
        return {
            "replicas": replicas, "fullyLabeledReplicas": labeled, "readyReplicas": ready, "availableReplicas": ready
        }  # fmt: skip

    def _look_at_each(self, key: str, wish: Manifest, wanted: int) -> None:
        pods, patches = self._claims(wish)
        if self.claim(key, patches):
            return
        missing = wanted - len(pods)
        if is_leaving(wish) or not missing:
            self._tell_status(key, wish, pods, None)
        elif missing > 0:
            self.make_and_delete(key, wish, [""] * missing, [], "")
        else:
            if -missing < len(pods):
                pods = by_deletion(pods, self._alike_on(wish), self.now_ns)
            self.make_and_delete(key, wish, [], pods[:-missing], "too_many")

    def _claims(self, wish: Manifest) -> Claims:
        owned = [pod for pod in self.owned("pods", wish) if is_active(pod)]
        orphans = [pod for pod in self.orphans("pods", wish["metadata"]["namespace"]) if not is_finished(pod)]
        return claims(wish, owned, orphans)

    def _alike_on(self, wish: Manifest) -> dict[str, int]:
        """Node -> active Pods of all ReplicaSets with the same owner."""
        owner = controller_of(wish)
        related = [wish] if owner is None else self.owned("replicasets", {"metadata": {"uid": owner["uid"]}})
        counts: dict[str, int] = {}
        for one in related:
            for pod in self.owned("pods", one):
                if is_active(pod):
                    counts[node_of(pod)] = counts.get(node_of(pod), 0) + 1
        return counts

    def pod_for(self, owner: Manifest, purpose: str) -> Manifest:
        return pod_from(owner, owner["spec"]["template"])

    def pods_done(self, key: str, owner: Manifest, reason: str, refused: str) -> None:
        failure = {"reason": reason, "message": refused} if refused else None
        counts = self._counts(owner)
        if counts is None:
            self._tell_status(key, owner, self._claims(owner).kept, failure)
        else:
            self._write_if_new(key, owner, status_with(owner, counts, failure, self.now))

    def _tell_status(self, key: str, wish: Manifest, pods: list[Manifest], failure: Manifest | None) -> None:
        self._write_if_new(key, wish, status_of(wish, pods, failure, self.now_ns, self.now))
        after_us = next_look_us(wish, pods, self.now_ns)
        if after_us is not None:
            self.enqueue(key, after_us)

    def _write_if_new(self, key: str, wish: Manifest, status: Manifest) -> None:
        if status != wish.get("status"):
            self.write_status(key, "replicasets", wish, status)
