"""The new ReplicaSet: it is made, signed with its revision, and its Deployment says so."""

from typing import Any

from labs.engines.kube.controller import Controller
from labs.engines.kube.controller.pod_loop import namespace_ends
from labs.engines.kube.controllers.deployment import annotations, rolling, status
from labs.engines.kube.controllers.deployment.sets import Sets, same_template
from labs.engines.kube.informer import Manifest
from labs.engines.kube.workloads.owners import is_controlled_by, key_of, reference_to
from labs.engines.kube.workloads.revisions import HASH, REVISION
from labs.engines.kube.workloads.template_hash import template_hash


class Making(Controller):
    """The half of the Deployment's loop that deals with the newest template."""

    def make(self, key: str, sets: Sets) -> None:
        body = new_set(sets)
        context = {"name": body["metadata"]["name"], "revision": str(annotations.next_revision(sets))}
        namespace = sets.wish["metadata"]["namespace"]
        self.write(key, "create", then="made", context=context, resource="replicasets", namespace=namespace, body=body)

    def made(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> bool:
        """Whether a refusal was dealt with."""
        wish = self.object("deployments", key)
        if wish is None:
            return True
        if error is not None:
            return self._not_made(key, wish, context["name"], error)
        if result["spec"]["replicas"]:
            self.tell_scaled(key, wish, result, 0, result["spec"]["replicas"])
        message = f'Created new replica set "{context["name"]}"'
        self._sign_wish(key, wish, context["revision"], ["True", "NewReplicaSetCreated", message])
        return True

    def _not_made(self, key: str, wish: Manifest, name: str, error: Manifest) -> bool:
        found = self.object("replicasets", f"{wish['metadata']['namespace']}/{name}")
        if error["code"] == "AlreadyExists":
            if found is not None and is_controlled_by(found, wish) and same_template(found, wish):
                self.enqueue(key)
                return True
            collisions = wish.get("status", {}).get("collisionCount", 0) + 1
            self.write_status(key, "deployments", wish, {**wish.get("status", {}), "collisionCount": collisions})
            return False
        if namespace_ends(error):
            return True
        message = f'Failed to create new replica set "{name}": {error["message"] or error["code"]}'
        self.record(wish, "ReplicaSetCreateError", message, warning=True)
        after = status.with_progress(wish, "False", "ReplicaSetCreateError", message, self.now)
        if after.get("status") != wish.get("status"):
            self.write_status(key, "deployments", wish, after["status"])
        return False

    def _sign_wish(self, key: str, wish: Manifest, number: str, said: list[str]) -> None:
        """The Deployment carries the revision of its newest ReplicaSet; `said` is to be said of its progress then."""
        metadata, patch = wish["metadata"], {"metadata": {"annotations": {REVISION: number}}}
        self.write(
            key, "patch", then="signed", context={"said": said}, resource="deployments",
            namespace=metadata["namespace"], name=metadata["name"], patch=patch,
        )  # fmt: skip

    def signed(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> None:
        if error is None and context["said"]:
            state, reason, message = context["said"]
            after = status.with_progress(result, state, reason, message, self.now)
            if after.get("status") != result.get("status"):
                self.write_status(key, "deployments", result, after["status"])

    def _must_sign(self, key: str, sets: Sets) -> bool:
        """Whether the new ReplicaSet, or the Deployment, had to be given its revision first."""
        assert sets.new is not None
        metadata, wanted = sets.new["metadata"], annotations.of_new(sets)
        ready_s = sets.wish["spec"].get("minReadySeconds", 0)
        if wanted != (metadata.get("annotations") or {}) or ready_s != sets.new["spec"].get("minReadySeconds", 0):
            patch = {
                "metadata": {"resourceVersion": metadata["resourceVersion"], "annotations": wanted},
                "spec": {"minReadySeconds": ready_s or None},
            }
            place = {"namespace": metadata["namespace"], "name": metadata["name"]}
            self.write(key, "patch", resource="replicasets", patch=patch, **place)
            return True
        number = wanted[REVISION]
        if (sets.wish["metadata"].get("annotations") or {}).get(REVISION) != number:
            self._sign_wish(key, sets.wish, number, [])
            return True
        return False

    def tell_scaled(self, key: str, wish: Manifest, one: Manifest, before: int, after: int) -> None:
        way = "up" if after > before else "down"
        message = f"Scaled {way} replica set {one['metadata']['name']} from {before} to {after}"
        self.record(wish, "ScalingReplicaSet", message)
        self.emit("ReplicaSetScaled", key=key_of(one), before=before, after=after, by=key)


def new_set(sets: Sets) -> Manifest:
    """The ReplicaSet for the Deployment's template, as large as it may be at once."""
    wish, spec = sets.wish, sets.wish["spec"]
    digest = template_hash(spec["template"], wish.get("status", {}).get("collisionCount", 0))
    labels = {**(spec["template"].get("metadata", {}).get("labels") or {}), HASH: digest}
    template = {**spec["template"], "metadata": {**spec["template"].get("metadata", {}), "labels": labels}}
    selector = {**spec["selector"], "matchLabels": {**(spec["selector"].get("matchLabels") or {}), HASH: digest}}
    made = {"replicas": rolling.size_of_new(sets), "selector": selector, "template": template}
    if spec.get("minReadySeconds"):
        made["minReadySeconds"] = spec["minReadySeconds"]
    metadata = {
        "name": f"{wish['metadata']['name']}-{digest}", "labels": labels, "annotations": annotations.of_new(sets),
        "ownerReferences": [reference_to(wish)],
    }  # fmt: skip
    return {"metadata": metadata, "spec": made}
