"""ReplicaSet: as many Pods as wished (kube-controller-manager 1.34, pkg/controller/replicaset)."""

from typing import Any, ClassVar

from labs.engines.kube.controller import Controller
from labs.engines.kube.informer import Manifest
from labs.engines.kube.labels import matches_labels
from labs.engines.kube.workloads.claims import claims
from labs.engines.kube.workloads.owners import controller_of, is_leaving, key_of
from labs.engines.kube.workloads.pods import is_active, is_finished, node_of, pod_from
from labs.engines.kube.workloads.ranking import by_deletion
from labs.engines.kube.workloads.replicas import next_look_us, status_of

BURST = 500  # Pods made or deleted in one look


class ReplicaSets(Controller):
    """Makes and deletes Pods until there are as many as `spec.replicas`.

    Pods are made in batches of 1, 2, 4 ...: where the first is refused, the others are not tried. While batches are
    under way, `notes[key]` is {"making", "left", "batch", "refused"}.
    """

    name = "replicaset-controller"
    resources: ClassVar[tuple[str, ...]] = ("replicasets", "pods")

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "replicasets":
            self.enqueue(key)
            return
        namespace = key.partition("/")[0]
        for pod in self.versions(before, after):
            owner = controller_of(pod)
            if owner is not None and owner["kind"] == "ReplicaSet":
                self.enqueue(f"{namespace}/{owner['name']}")
        if after and controller_of(self.version(after)) is None:
            self._offer(namespace, self.version(after))

    def _offer(self, namespace: str, pod: Manifest) -> None:
        """An orphan: somebody may want it."""
        labels = pod["metadata"].get("labels") or {}
        for key, one in self.manager.objects("replicasets") if labels else ():
            if key.startswith(f"{namespace}/") and matches_labels(one["spec"]["selector"], labels):
                self.enqueue(key)

    def reconcile(self, key: str) -> None:
        self.notes.pop(key, None)
        wish = self.object("replicasets", key)
        if wish is None:
            return
        pods, patches = self._claims(wish)
        for pod, patch in patches:
            place = {"namespace": pod["metadata"]["namespace"], "name": pod["metadata"]["name"]}
            self.write(key, "patch", resource="pods", patch=patch, **place)
        if patches:
            return
        missing = wish["spec"]["replicas"] - len(pods)
        if is_leaving(wish) or not missing:
            self._tell_status(key, wish, pods, "")
        elif missing > 0:
            self._make(key, wish, min(missing, BURST))
        else:
            self._delete(key, wish, pods, min(-missing, BURST))

    def _claims(self, wish: Manifest) -> Any:
        owned = [pod for pod in self.owned("pods", wish) if is_active(pod)]
        orphans = [pod for pod in self.orphans("pods", wish["metadata"]["namespace"]) if not is_finished(pod)]
        return claims(wish, owned, orphans)

    # Too few

    def _make(self, key: str, wish: Manifest, count: int) -> None:
        self.notes[key] = {"making": True, "left": count, "batch": 1, "refused": ""}
        self._make_batch(key, wish)

    def _make_batch(self, key: str, wish: Manifest) -> None:
        note = self.notes[key]
        count = min(note["batch"], note["left"])
        note["left"] -= count
        note["batch"] = 2 * count
        body = pod_from(wish, wish["spec"]["template"])
        for _ in range(count):
            self.write(
                key, "create", then="pod_made", resource="pods", namespace=wish["metadata"]["namespace"], body=body
            )

    def pod_made(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> None:
        wish = self.object("replicasets", key)
        if error is not None:
            self.notes[key]["refused"] = error["message"] or error["code"]
        if wish is not None and error is None:
            self.record(wish, "SuccessfulCreate", f"Created pod: {result['metadata']['name']}")
        elif wish is not None and error is not None:
            self.record(wish, "FailedCreate", f"Error creating: {self.notes[key]['refused']}", warning=True)

    # Too many

    def _delete(self, key: str, wish: Manifest, pods: list[Manifest], count: int) -> None:
        self.notes[key] = {"making": False, "left": 0, "batch": 0, "refused": ""}
        if count < len(pods):
            pods = by_deletion(pods, self._alike_on(wish), self.now_ns)
        for pod in pods[:count]:
            metadata = pod["metadata"]
            self.emit("PodDeletionDecided", pod=key_of(pod), why="too_many")
            self.write(
                key, "delete", then="pod_deleted", context={"name": metadata["name"]}, resource="pods",
                namespace=metadata["namespace"], name=metadata["name"], uid=metadata["uid"],
            )  # fmt: skip

    def _alike_on(self, wish: Manifest) -> dict[str, int]:
        """Node -> active Pods of all ReplicaSets with the same owner."""
        owner = controller_of(wish)
        uids = {"metadata": {"uid": owner["uid"]}} if owner else None
        related = [wish] if uids is None else self.owned("replicasets", uids)
        counts: dict[str, int] = {}
        for one in related:
            for pod in self.owned("pods", one):
                if is_active(pod):
                    counts[node_of(pod)] = counts.get(node_of(pod), 0) + 1
        return counts

    def pod_deleted(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> None:
        wish = self.object("replicasets", key)
        if error is not None and error["code"] != "NotFound":
            self.notes[key]["refused"] = error["message"] or error["code"]
            if wish is not None:
                self.record(wish, "FailedDelete", f"Error deleting: {self.notes[key]['refused']}", warning=True)
        elif wish is not None and error is None:
            self.record(wish, "SuccessfulDelete", f"Deleted pod: {context['name']}")

    # Afterwards

    def settled(self, key: str) -> None:
        """The next batch; or, when all is done or one was refused, the status."""
        note, wish = self.notes.get(key), self.object("replicasets", key)
        if note is None or wish is None:
            return
        if note["left"] and not note["refused"]:
            self._make_batch(key, wish)
            return
        del self.notes[key]
        reason = "FailedCreate" if note["making"] else "FailedDelete"
        self._tell_status(key, wish, self._claims(wish).kept, note["refused"], reason)

    def _tell_status(self, key: str, wish: Manifest, pods: list[Manifest], refused: str, reason: str = "") -> None:
        failure = {"reason": reason, "message": refused} if refused else None
        status = status_of(wish, pods, failure, self.now_ns, self.now)
        if status != wish.get("status"):
            self.write_status(key, "replicasets", wish, status)
        after_us = next_look_us(wish, pods, self.now_ns)
        if after_us is not None:
            self.enqueue(key, after_us)
