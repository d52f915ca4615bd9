"""Namespaces: one that is deleted is emptied first (kube-controller-manager 1.34, pkg/controller/namespace).

A kind: Event outlives its namespace here, for an hour at most: nobody watches those.
"""

from typing import Any, ClassVar

from labs.engines.kube.apiserver.registry import ROWS
from labs.engines.kube.controller import Controller
from labs.engines.kube.workloads.owners import is_leaving

Manifest = dict[str, Any]
FINALIZER = "kubernetes"
KINDS = tuple(row.name for row in ROWS if row.namespaced and row.name != "events")


class Namespaces(Controller):
    """`notes`: namespaces that are being emptied."""

    name = "namespace-controller"
    resources: ClassVar[tuple[str, ...]] = ("namespaces", *KINDS)

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "namespaces":
            if after and is_leaving(self.version(after)):
                self.enqueue(key)
        elif not after and self.notes and key.partition("/")[0] in self.notes:
            self.enqueue(key.partition("/")[0])

    def reconcile(self, key: str) -> None:
        namespace = self.object("namespaces", key)
        if namespace is None or not is_leaving(namespace):
            self.notes.pop(key, None)
            return
        self.notes[key] = True
        there = [(resource, one) for resource in KINDS for one in self.manager.cache[resource] if _is_in(one, key)]
        for resource, one in there:
            if not is_leaving(self.manager.known(resource, one)):
                name = one.partition("/")[2]
                self.write(key, "delete", resource=resource, name=name, namespace=key)
        if not there:
            self._let_go(key, namespace)

    def _let_go(self, key: str, namespace: Manifest) -> None:
        """It is empty: nothing holds it any more."""
        kept = [one for one in namespace["spec"].get("finalizers") or [] if one != FINALIZER]
        metadata = {"name": key, "resourceVersion": namespace["metadata"]["resourceVersion"]}
        body = {"metadata": metadata, "spec": {"finalizers": kept}}
        self.write(key, "replace", resource="namespaces", name=key, body=body, subresource="finalize", then="let_go")

    def let_go(self, key: str, context: Manifest, result: Any, error: Manifest | None) -> bool:
        return error is not None and error["code"] == "NotFound"


def _is_in(key: str, namespace: str) -> bool:
    return key.startswith(f"{namespace}/")
