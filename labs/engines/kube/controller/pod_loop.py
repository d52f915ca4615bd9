"""What ReplicaSets, DaemonSets and Jobs have in common: they make and delete Pods (1.34, controller_utils)."""

from typing import Any, ClassVar

from labs.engines.kube.controller.loop import Controller
from labs.engines.kube.informer import Manifest
from labs.engines.kube.labels import matches_labels
from labs.engines.kube.workloads.claims import claims
from labs.engines.kube.workloads.owners import controller_of, key_of

BURST = 500  # Pods made or deleted in one look


class PodLoop(Controller):
    """Base of loops whose objects control Pods.

    Pods are made in batches of 1, 2, 4 ...: where the first is refused, the others are not tried. While Pods are being
    made or deleted, `notes[key]` is {"left", "batch", "refused", "reason"}; `left` says for each Pod what it is for.
    """

    kind = ""
    resource = ""
    burst: ClassVar[int] = BURST

    # For the loop to override

    def pod_for(self, owner: Manifest, purpose: str) -> Manifest:
        """A Pod to be created."""
        raise NotImplementedError

    def words(self, verb: str, owner: Manifest, name: str, refused: str) -> str:
        """The message of a kind: Event: a Pod was made or deleted, or could not be."""
        if refused:
            return f"Error {'creating' if verb == 'create' else 'deleting'}: {refused}"
        return f"{'Created' if verb == 'create' else 'Deleted'} pod: {name}"

    def pods_done(self, key: str, owner: Manifest, reason: str, refused: str) -> None:
        """All Pods are made and deleted, or one was refused ("FailedCreate" or "FailedDelete", and the message)."""

    # What is told

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == self.resource:
            self.enqueue(key)
        elif resource == "pods":
            self.pod_changed(key.partition("/")[0], before, after)

    def pod_changed(self, namespace: str, before: str, after: str) -> None:
        self.owned_changed(namespace, before, after)
        if after and controller_of(self.version(after)) is None:
            self._offer(namespace, self.version(after)["metadata"].get("labels") or {})

    def owned_changed(self, namespace: str, before: str, after: str) -> None:
        """A Pod, or something else that one of these controls."""
        for one in self.versions(before, after):
            owner = controller_of(one)
            if owner is not None and owner["kind"] == self.kind:
                self.enqueue(f"{namespace}/{owner['name']}")

    def _offer(self, namespace: str, labels: dict[str, str]) -> None:
        """An orphan: somebody may want it."""
        for key, one in self.manager.objects(self.resource) if labels else ():
            if key.startswith(f"{namespace}/") and matches_labels(one["spec"].get("selector"), labels):
                self.enqueue(key)

    # What it does

    def claim(self, key: str, patches: list[tuple[Manifest, Manifest]], resource: str = "pods") -> bool:
        """Adopt and release; whether there was anything to adopt or release."""
        for one, patch in patches:
            place = {"namespace": one["metadata"]["namespace"], "name": one["metadata"]["name"]}
            self.write(key, "patch", resource=resource, patch=patch, **place)
        return bool(patches)

    def claim_revisions(self, key: str, owner: Manifest) -> bool:
        """Adopt those that an owner of the same name left behind; whether there were any."""
        orphans = self.orphans("controllerrevisions", owner["metadata"]["namespace"])
        return self.claim(key, claims(owner, [], orphans).patches, "controllerrevisions") if orphans else False

    def make_and_delete(
        self, key: str, owner: Manifest, purposes: list[str], unwanted: list[Manifest], why: str
    ) -> None:
        """Make a Pod for each purpose, and delete those; `why` is for the log."""
        left, unwanted = purposes[: self.burst], unwanted[: self.burst]
        self.notes[key] = {"left": left, "batch": 1, "refused": "", "reason": ""}
        for pod in unwanted:
            metadata = pod["metadata"]
            self.emit("PodDeletionDecided", pod=key_of(pod), why=why)
            self.write(
                key, "delete", then="pod_deleted", context={"name": metadata["name"]}, resource="pods",
                namespace=metadata["namespace"], name=metadata["name"], uid=metadata["uid"],
            )  # fmt: skip
        if left:
            self._make_batch(key, owner)

    def _make_batch(self, key: str, owner: Manifest) -> None:
        note, namespace = self.notes[key], owner["metadata"]["namespace"]
        batch = note["left"][: note["batch"]]
        note["left"] = note["left"][len(batch) :]
        note["batch"] = 2 * len(batch)
        for purpose in batch:
            body = self.pod_for(owner, purpose)
            context = {"name": body["metadata"].get("name", "")}
            self.write(key, "create", then="pod_made", context=context, resource="pods", namespace=namespace, body=body)

    def pod_made(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> bool:
        """Whether a refusal needs no second try: in a namespace that is going away nothing can be made any more."""
        if error is None:
            self._tell_of_pod(key, "create", "SuccessfulCreate", result["metadata"]["name"], "")
        elif namespace_ends(error):
            if key in self.notes:
                self.notes[key]["left"] = []
            return True
        else:
            self._refused(key, "create", "FailedCreate", context["name"], error)
        return False

    def pod_deleted(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> None:
        if error is None:
            self._tell_of_pod(key, "delete", "SuccessfulDelete", context["name"], "")
        elif error["code"] != "NotFound":
            self._refused(key, "delete", "FailedDelete", context["name"], error)

    def _refused(self, key: str, verb: str, reason: str, name: str, error: Manifest) -> None:
        """The API server's words; where it did not answer, the network's."""
        refused = str(error["message"] or error["code"])
        if key in self.notes:
            self.notes[key].update(refused=refused, reason=reason)
        self._tell_of_pod(key, verb, reason, name, refused)

    def _tell_of_pod(self, key: str, verb: str, reason: str, name: str, refused: str) -> None:
        owner = self.object(self.resource, key)
        if owner is not None:
            self.record(owner, reason, self.words(verb, owner, name, refused), warning=bool(refused))

    def settled(self, key: str) -> None:
        """The next batch; or, when all is done or one was refused, the end."""
        note, owner = self.notes.get(key), self.object(self.resource, key)
        if note is None or owner is None:
            return
        if note["left"] and not note["refused"]:
            self._make_batch(key, owner)
            return
        del self.notes[key]
        self.pods_done(key, owner, note["reason"], note["refused"])


def namespace_ends(error: Manifest) -> bool:
    """Whether the API server refused because the namespace is being terminated."""
    causes = (error["data"].get("details") or {}).get("causes") or ()
    return any(one.get("reason") == "NamespaceTerminating" for one in causes)
