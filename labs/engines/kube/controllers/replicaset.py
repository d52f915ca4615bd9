"""ReplicaSet: as many Pods as wished (kube-controller-manager 1.34, pkg/controller/replicaset)."""

from typing import ClassVar

from labs.engines.kube.controller.pod_loop import PodLoop
from labs.engines.kube.informer import Manifest
from labs.engines.kube.workloads.claims import Claims, claims
from labs.engines.kube.workloads.owners import controller_of, is_leaving
from labs.engines.kube.workloads.pods import is_active, is_finished, node_of, pod_from
from labs.engines.kube.workloads.ranking import by_deletion
from labs.engines.kube.workloads.replicas import next_look_us, status_of


class ReplicaSets(PodLoop):
    """Makes and deletes Pods until there are as many as `spec.replicas`."""

    name = "replicaset-controller"
    kind, resource = "ReplicaSet", "replicasets"
    resources: ClassVar[tuple[str, ...]] = ("replicasets", "pods")

    def reconcile(self, key: str) -> None:
        self.notes.pop(key, None)
        wish = self.object("replicasets", key)
        if wish is None:
            return
        pods, patches = self._claims(wish)
        if self.claim(key, patches):
            return
        missing = wish["spec"].get("replicas", 1) - len(pods)
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
        self._tell_status(key, owner, self._claims(owner).kept, failure)

    def _tell_status(self, key: str, wish: Manifest, pods: list[Manifest], failure: Manifest | None) -> None:
        status = status_of(wish, pods, failure, self.now_ns, self.now)
        if status != wish.get("status"):
            self.write_status(key, "replicasets", wish, status)
        after_us = next_look_us(wish, pods, self.now_ns)
        if after_us is not None:
            self.enqueue(key, after_us)
