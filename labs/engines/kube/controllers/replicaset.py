"""ReplicaSet: as many Pods as wished (kube-controller-manager 1.34, pkg/controller/replicaset)."""

from typing import ClassVar

from labs.engines.kube.controller import Controller
from labs.engines.kube.informer import Manifest


class ReplicaSets(Controller):
    """Makes and deletes Pods until there are as many as `spec.replicas`."""

    name = "replicaset-controller"
    resources: ClassVar[tuple[str, ...]] = ("replicasets", "pods")

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "replicasets":
            self.enqueue(key)
            return
        for revision in (before, after):
            owner = controller_of(self.version(revision), "ReplicaSet") if revision else ""
            if owner:
                self.enqueue(f"{key.partition('/')[0]}/{owner}")

    def reconcile(self, key: str) -> None:
        wish = self.object("replicasets", key)
        if wish is None:
            return
        namespace, _, name = key.partition("/")
        pods = [pod for _, pod in self.manager.objects("pods") if controller_of(pod, "ReplicaSet") == name]
        for _ in range(wish["spec"]["replicas"] - len(pods)):
            self.write(key, "create", resource="pods", namespace=namespace, body=pod_of(wish))


def controller_of(manifest: Manifest, kind: str) -> str:
    """The name of the owner of this kind that controls it, or ""."""
    for owner in manifest["metadata"].get("ownerReferences", ()):
        if owner.get("controller") and owner["kind"] == kind:
            return str(owner["name"])
    return ""


def pod_of(owner: Manifest) -> Manifest:
    """A Pod from the owner's template."""
    template, metadata = owner["spec"]["template"], owner["metadata"]
    reference = {
        "apiVersion": owner["apiVersion"], "kind": owner["kind"], "name": metadata["name"], "uid": metadata["uid"],
        "controller": True, "blockOwnerDeletion": True,
    }  # fmt: skip
    named = {**template.get("metadata", {}), "generateName": f"{metadata['name']}-", "ownerReferences": [reference]}
    return {"metadata": named, "spec": template["spec"]}
