"""What the API server adds to a new object by looking at others (Kubernetes 1.34, admission and Pod strategy)."""

from typing import Any

from labs.engines.kube.manifests.affinity import PREFERRED, REQUIRED
from labs.engines.kube.manifests.problems import Problem

Manifest = dict[str, Any]
# The two that every cluster has.
SYSTEM_CLASSES: list[Manifest] = [
    {
        "metadata": {"name": "system-cluster-critical"},
        "value": 2_000_000_000,
        "preemptionPolicy": "PreemptLowerPriority",
    },
    {"metadata": {"name": "system-node-critical"}, "value": 2_000_001_000, "preemptionPolicy": "PreemptLowerPriority"},
]
NO_CLASS: Manifest = {"metadata": {"name": ""}, "value": 0, "preemptionPolicy": "PreemptLowerPriority"}
NAMESPACE_NAME = "kubernetes.io/metadata.name"
DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class"


def admit_pod(pod: Manifest, priority_classes: list[Manifest]) -> Manifest:
    """With its priority, as the Priority plug-in sets it, and with the keys of its terms put into their selectors.

    Raises Problem where its class does not exist.
    """
    return {
        **pod,
        "spec": _with_own_keys(_with_priority(pod["spec"], priority_classes), pod["metadata"].get("labels", {})),
    }


def _with_priority(spec: Manifest, priority_classes: list[Manifest]) -> Manifest:
    """A priority that is there stays: a Pod keeps it when its class goes."""
    if "priority" in spec:
        return {"preemptionPolicy": "PreemptLowerPriority", **spec}
    chosen = _class_of(spec.get("priorityClassName", ""), [*priority_classes, *SYSTEM_CLASSES])
    return {"preemptionPolicy": chosen["preemptionPolicy"], **spec, "priority": chosen["value"]}


def _class_of(name: str, classes: list[Manifest]) -> Manifest:
    if name:
        for one in classes:
            if one["metadata"]["name"] == name:
                return one
        raise Problem("spec.priorityClassName", f"no PriorityClass with name {name} was found")
    # Of several defaults, the one with the lowest value.
    return min(
        (one for one in classes if one.get("globalDefault")), key=lambda one: int(one["value"]), default=NO_CLASS
    )


def _with_own_keys(spec: Manifest, labels: dict[str, str]) -> Manifest:
    """`matchLabelKeys` and `mismatchLabelKeys` of (anti-)affinity become requirements of the selector."""
    affinity = spec.get("affinity")
    if not affinity:
        return spec
    merged = {name: _merged(affinity[name], labels) for name in ("podAffinity", "podAntiAffinity") if name in affinity}
    return {**spec, "affinity": {**affinity, **merged}}


def _merged(terms: Manifest, labels: dict[str, str]) -> Manifest:
    hard = [_term(one, labels) for one in terms.get(REQUIRED, [])]
    soft = [{**one, "podAffinityTerm": _term(one["podAffinityTerm"], labels)} for one in terms.get(PREFERRED, [])]
    return {**terms, REQUIRED: hard, PREFERRED: soft}


def _term(term: Manifest, labels: dict[str, str]) -> Manifest:
    added = [
        {"key": key, "operator": operator, "values": [labels[key]]}
        for name, operator in (("matchLabelKeys", "In"), ("mismatchLabelKeys", "NotIn"))
        for key in term.get(name, [])
        if key in labels
    ]
    if not added:
        return term
    selector = term["labelSelector"]
    expressions = selector.get("matchExpressions", [])
    new = [one for one in added if one not in expressions]
    return {**term, "labelSelector": {**selector, "matchExpressions": [*expressions, *new]}}


def admit_namespaces(namespaces: list[Manifest], pods: list[Manifest]) -> list[Manifest]:
    """With the label that every namespace has, and with those that Pods are in though no document describes them."""
    described = {one["metadata"]["name"]: one for one in namespaces}
    for pod in pods:
        name = pod["metadata"]["namespace"]
        described.setdefault(name, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
    return [_with_name_label(one) for one in described.values()]


def _with_name_label(namespace: Manifest) -> Manifest:
    metadata = namespace["metadata"]
    labels = {**metadata.get("labels", {}), NAMESPACE_NAME: metadata["name"]}
    return {**namespace, "metadata": {**metadata, "labels": labels}}


def admit_claim(claim: Manifest, storage_classes: list[Manifest]) -> Manifest:
    """With the default class, where it names none and there is one."""
    default = [one for one in storage_classes if one["metadata"].get("annotations", {}).get(DEFAULT_CLASS) == "true"]
    if "storageClassName" in claim["spec"] or not default:
        return claim
    return {**claim, "spec": {**claim["spec"], "storageClassName": default[-1]["metadata"]["name"]}}
