"""What a new object gets or is refused for because of other objects (Kubernetes 1.34, admission plug-ins)."""

from collections.abc import Callable
from typing import Any

from labs.engines.kube.apiserver.errors import Forbidden, forbidden, not_found
from labs.engines.kube.apiserver.registry import Resource
from labs.engines.kube.apiserver.rules.pod_defaults import admitted, qos_class
from labs.engines.kube.manifests.admission import admit_claim, admit_pod
from labs.engines.kube.manifests.problems import Problem

Manifest = dict[str, Any]
Lister = Callable[[str], list[Manifest]]


def must_have_namespace(row: Resource, namespace: Manifest | None, name: str, wanted: str) -> None:
    """NamespaceLifecycle: nothing is made where there is no namespace, or one that is leaving.

    Raises NotFound, Forbidden.
    """
    if namespace is None:
        raise not_found("namespaces", wanted)
    if "deletionTimestamp" in namespace["metadata"]:
        why = f"unable to create new content in namespace {wanted} because it is being terminated"
        cause = {"reason": "NamespaceTerminating", "message": f"namespace {wanted} is being terminated"}
        raise forbidden(row.qualified, name, why, [{**cause, "field": "metadata.namespace"}])


def admitted_object(row: Resource, made: Manifest, lister: Lister) -> Manifest:
    """With what other objects give to it. Raises Forbidden."""
    if row.name == "pods":
        return _pod(made, lister("priorityclasses"))
    if row.name == "persistentvolumeclaims":
        return admit_claim(made, lister("storageclasses"))
    if row.name == "namespaces":
        return {**made, "spec": {**made["spec"], "finalizers": made["spec"].get("finalizers") or ["kubernetes"]}}
    return made


def _pod(pod: Manifest, classes: list[Manifest]) -> Manifest:
    spec = admitted(pod["spec"])
    given, policy = spec.pop("priority", None), spec.pop("preemptionPolicy", None)
    try:
        made = admit_pod({**pod, "spec": spec}, classes)
    except Problem as problem:
        raise Forbidden(
            f'pods "{pod["metadata"]["name"]}" is forbidden: {problem.text}', name=pod["metadata"]["name"], kind="pods"
        ) from None
    computed = made["spec"]["priority"]
    if given not in (None, computed):
        raise _not_ones_own(pod, f"integer value of priority ({given})", computed)
    if policy not in (None, made["spec"]["preemptionPolicy"]):
        raise _not_ones_own(pod, f"string value of PreemptionPolicy ({policy})", made["spec"]["preemptionPolicy"])
    return {**made, "status": {"phase": "Pending", "qosClass": qos_class(made["spec"])}}


def _not_ones_own(pod: Manifest, given: str, computed: Any) -> Forbidden:
    why = f"the {given} must not be provided in pod spec; priority admission controller computed {computed}"
    return forbidden("pods", pod["metadata"]["name"], f"{why} from the given PriorityClass name")
