"""Which nodes a DaemonSet's Pods belong on, and how a Pod is tied to its node."""

from typing import Any, NamedTuple

from labs.engines.kube.labels import matches_all, matches_node_term
from labs.engines.kube.tolerations import first_untolerated
from labs.engines.kube.workloads.history import HASH
from labs.engines.kube.workloads.pods import node_of, pod_from

Manifest = dict[str, Any]
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
GENERATION = "deprecated.daemonset.template.generation"
NODE = "node.kubernetes.io/"
# Every Pod of a DaemonSet tolerates these, for ever.
TOLERATED = (
    ("not-ready", "NoExecute"), ("unreachable", "NoExecute"), ("disk-pressure", "NoSchedule"),
    ("memory-pressure", "NoSchedule"), ("pid-pressure", "NoSchedule"), ("unschedulable", "NoSchedule"),
)  # fmt: skip


class Verdict(NamedTuple):
    """Whether a Pod is to be made on the node, and whether one that is there may stay."""

    runs: bool
    stays: bool


def verdict(wish: Manifest, node: Manifest) -> Verdict:
    spec = wish["spec"]["template"]["spec"]
    if spec.get("nodeName", node["metadata"]["name"]) != node["metadata"]["name"] or not _attracts(spec, node):
        return Verdict(False, False)
    taints, tolerated = node["spec"].get("taints") or [], tolerations(spec)
    hard = [one for one in taints if one["effect"] in ("NoSchedule", "NoExecute")]
    if first_untolerated(hard, tolerated) is None:
        return Verdict(True, True)
    driving = [one for one in taints if one["effect"] == "NoExecute"]
    return Verdict(False, first_untolerated(driving, tolerated) is None)


def _attracts(spec: Manifest, node: Manifest) -> bool:
    if not matches_all(spec.get("nodeSelector") or {}, node["metadata"].get("labels") or {}):
        return False
    required = ((spec.get("affinity") or {}).get("nodeAffinity") or {}).get(REQUIRED)
    return required is None or any(matches_node_term(term, node) for term in required.get("nodeSelectorTerms") or ())


def tolerations(spec: Manifest) -> list[Manifest]:
    own = list(spec.get("tolerations") or [])
    wanted = [*TOLERATED, *([("network-unavailable", "NoSchedule")] if spec.get("hostNetwork") else [])]
    for key, effect in wanted:
        toleration = {"key": NODE + key, "operator": "Exists", "effect": effect}
        own = [one for one in own if {**one, "tolerationSeconds": 0} != {**toleration, "tolerationSeconds": 0}]
        own.append(toleration)
    return own


def pod_on(wish: Manifest, node: str, digest: str) -> Manifest:
    """A Pod that the scheduler can put on this node only."""
    template = wish["spec"]["template"]
    labels = {**(template.get("metadata", {}).get("labels") or {}), HASH: digest}
    generation = (wish["metadata"].get("annotations") or {}).get(GENERATION)
    if generation is not None:
        labels["pod-template-generation"] = generation
    fields = [{"key": "metadata.name", "operator": "In", "values": [node]}]
    affinity = template["spec"].get("affinity") or {}
    pinned = {**(affinity.get("nodeAffinity") or {}), REQUIRED: {"nodeSelectorTerms": [{"matchFields": fields}]}}
    spec = {
        **template["spec"], "affinity": {**affinity, "nodeAffinity": pinned},
        "tolerations": tolerations(template["spec"]),
    }  # fmt: skip
    return pod_from(wish, {"metadata": {**template.get("metadata", {}), "labels": labels}, "spec": spec})


def target_of(pod: Manifest) -> str:
    """The node that it is on, or was made for; "" where nothing says so."""
    if node_of(pod):
        return node_of(pod)
    required = ((pod["spec"].get("affinity") or {}).get("nodeAffinity") or {}).get(REQUIRED) or {}
    for term in required.get("nodeSelectorTerms") or ():
        for field in term.get("matchFields") or ():
            if field["key"] == "metadata.name" and field["operator"] == "In" and len(field["values"]) == 1:
                return str(field["values"][0])
    return ""


def by_age(pods: list[Manifest]) -> list[Manifest]:
    """Those on a node first, then the oldest."""
    return sorted(
        pods, key=lambda one: (not node_of(one), one["metadata"]["creationTimestamp"], one["metadata"]["name"])
    )


def by_node(pods: list[Manifest]) -> dict[str, list[Manifest]]:
    found: dict[str, list[Manifest]] = {}
    for pod in pods:
        found.setdefault(target_of(pod), []).append(pod)
    return found
