"""The topology spread constraints of a Pod, its own or the system's (kube-scheduler 1.34)."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.labels import matches_all
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.required_affinity import RequiredAffinity
from labs.engines.kube.scheduler.selectors import Selector, with_label_keys
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.scheduler.tallies import Selected
from labs.engines.kube.scheduler.zones import ZONE
from labs.engines.kube.tolerations import first_untolerated

HOSTNAME = "kubernetes.io/hostname"
SYSTEM = ({"topologyKey": HOSTNAME, "maxSkew": 3}, {"topologyKey": ZONE, "maxSkew": 5})


class Constraint:
    """One constraint; `kind` says which Pods it counts."""

    def __init__(self, manifest: Mapping[str, Any], kind: Selected) -> None:
        self.kind = kind
        self.topology_key: str = manifest["topologyKey"]
        self.skew_most: int = manifest["maxSkew"]
        self.domains_least: int = manifest.get("minDomains") or 1
        self.honors_affinity = manifest.get("nodeAffinityPolicy") != "Ignore"
        self.honors_taints = manifest.get("nodeTaintsPolicy") == "Honor"


class Eligible:
    """Whether the Pods on a node count for a constraint of this Pod: it has the keys and the policies allow it."""

    def __init__(self, pod: PodInfo, keys: list[str], constraint: Constraint) -> None:
        self.keys = keys
        required = RequiredAffinity(pod.spec)
        self._affinity = required if constraint.honors_affinity and not required.asks_nothing else None
        self._tolerations = pod.tolerations if constraint.honors_taints else None
        self.all_with_keys = self._affinity is None and self._tolerations is None

    def __call__(self, node: NodeInfo) -> bool:
        for key in self.keys:
            if key not in node.labels:
                return False
        if self._affinity is not None and not self._affinity.takes(node):
            return False
        return self._tolerations is None or first_untolerated(node.blocking_taints, self._tolerations) is None


def constraints_of(pod: PodInfo, snapshot: Snapshot, action: str) -> list[Constraint]:
    """The Pod's constraints with this `whenUnsatisfiable`; the system's (ScheduleAnyway) if it has none at all."""
    own = pod.spec.get("topologySpreadConstraints")
    if own:
        return [_own(one, pod) for one in own if one.get("whenUnsatisfiable", "DoNotSchedule") == action]
    selectors = selectors_of(pod, snapshot) if action == "ScheduleAnyway" else []
    if not selectors:
        return []
    kind = Selected(pod.namespace, selectors)
    return [Constraint(one, kind) for one in SYSTEM]


def _own(manifest: Mapping[str, Any], pod: PodInfo) -> Constraint:
    selector = with_label_keys(manifest.get("labelSelector"), pod.labels, manifest.get("matchLabelKeys") or [])
    return Constraint(manifest, Selected(pod.namespace, [Selector(selector)]))


def selectors_of(pod: PodInfo, snapshot: Snapshot) -> list[Selector]:
    """What the Services that select the Pod and the controller that owns it select by, all to be met; none if empty."""
    wanted: dict[str, str] = {}
    for service in snapshot.objects.services.get(pod.namespace, ()):
        selector = service["spec"].get("selector")
        if selector and matches_all(selector, pod.labels):
            wanted.update(selector)
    selectors = [Selector({"matchLabels": wanted})] if wanted else []
    owner = _controller(pod, snapshot)
    if owner and owner["kind"] == "ReplicationController":
        selectors.append(Selector({"matchLabels": owner["spec"].get("selector") or {}}))
    elif owner:
        selectors.append(Selector(owner["spec"].get("selector")))
    return [selector for selector in selectors if not selector.is_empty]


def _controller(pod: PodInfo, snapshot: Snapshot) -> Mapping[str, Any] | None:
    for owner in pod.manifest["metadata"].get("ownerReferences") or []:
        if owner.get("controller"):
            found = snapshot.objects.controllers.get(f"{owner['kind']}/{pod.namespace}/{owner['name']}")
            return {**found, "kind": owner["kind"]} if found else None
    return None
