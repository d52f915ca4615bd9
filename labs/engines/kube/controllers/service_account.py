"""Service accounts: every namespace has one called default (kube-controller-manager 1.34)."""

from typing import ClassVar

from labs.engines.kube.controller import Controller
from labs.engines.kube.workloads.owners import is_leaving

DEFAULT = "default"


class ServiceAccounts(Controller):
    """Makes it anew when somebody deletes it."""

    name = "service-account-controller"
    resources: ClassVar[tuple[str, ...]] = ("namespaces", "serviceaccounts")

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == "namespaces":
            self.enqueue(key)
        elif not after and key.endswith(f"/{DEFAULT}"):
            self.enqueue(key.partition("/")[0])

    def reconcile(self, key: str) -> None:
        namespace = self.object("namespaces", key)
        if namespace is None or is_leaving(namespace) or self.object("serviceaccounts", f"{key}/{DEFAULT}"):
            return
        body = {"metadata": {"name": DEFAULT, "namespace": key}}
        self.write(key, "create", resource="serviceaccounts", namespace=key, body=body, then="made")

    def made(self, key: str, context: object, result: object, error: dict[str, object] | None) -> bool:
        """Somebody else may have been first."""
        return error is not None and error["code"] == "AlreadyExists"
