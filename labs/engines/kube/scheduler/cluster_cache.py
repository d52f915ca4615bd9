"""The scheduler's picture of the cluster, kept up by its watch: what a snapshot is, from cycle to cycle."""

from collections.abc import Mapping
from typing import Any

from labs.engines.kube.informer import Informer
from labs.engines.kube.scheduler.cluster_objects import ClusterObjects
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot

Manifest = Mapping[str, Any]
OVER = ("Succeeded", "Failed")
OBJECTS = (
    "namespaces", "services", "replicasets", "replicationcontrollers", "statefulsets", "poddisruptionbudgets",
    "persistentvolumes", "persistentvolumeclaims", "storageclasses",
)  # fmt: skip
SELECTING = ("services", "replicasets", "replicationcontrollers", "statefulsets")


class ClusterCache:
    """Pods as plug-ins see them, and the snapshot; both can be made anew from the informer at any time.

    `assumed` (Pod -> node) are those placed whose binding nobody has told of yet, `nominated` (Pod -> node) those who
    wait for victims to go: their owner's state.
    """

    def __init__(self, informer: Informer, assumed: dict[str, str], nominated: dict[str, str]) -> None:
        self._informer, self._assumed, self._nominated = informer, assumed, nominated
        self.pods = {key: PodInfo(pod) for key, pod in informer.objects("pods") if not is_over(pod)}
        self._snapshot: Snapshot | None = None
        self._has_news = False  # of objects other than Nodes and Pods

    def snapshot(self) -> Snapshot:
        """As of now; to be used before anything changes."""
        if self._snapshot is None:
            self._snapshot = self._new_snapshot()
        elif self._has_news:
            self._snapshot.objects = self._objects()
        self._has_news = False
        return self._snapshot

    def _objects(self) -> ClusterObjects:
        return ClusterObjects(**{kind: [one for _, one in self._informer.objects(kind)] for kind in OBJECTS})

    def _new_snapshot(self) -> Snapshot:
        snapshot = Snapshot((node for _, node in self._informer.objects("nodes")), self._objects())
        for key, pod in self.pods.items():
            place = self.place_of(key)
            if place:
                snapshot.add_pod(pod, place)
        for key, name in self._nominated.items():
            snapshot.nominate(self.pods[key], name)
        return snapshot

    def place_of(self, key: str) -> str:
        """The node that a Pod is on, for all the scheduler knows; "" for none."""
        return self.pods[key].spec.get("nodeName") or self._assumed.get(key, "")

    def nodes(self) -> int:
        return len(self._informer.cache["nodes"])

    # What the watch tells

    def node_changed(self, before: Manifest | None, after: Manifest | None) -> bool:
        """Whether it matters. Where labels are others, or nodes come and go, all that is counted is counted anew."""
        if before is None or after is None or _labels(before) != _labels(after):
            self._snapshot = None
        elif _means(before) == _means(after):
            return False
        elif self._snapshot is not None:
            self._snapshot.renew_node(after)
        return True

    def object_changed(self, resource: str, before: Manifest | None, after: Manifest | None) -> None:
        if resource == "namespaces":
            self._snapshot = None
        elif resource not in SELECTING or before is None or after is None:
            self._has_news = True
        else:
            self._has_news |= before["spec"].get("selector") != after["spec"].get("selector")

    def pod_changed(self, key: str, after: Manifest | None) -> None:
        """After `assumed` and `nominated` say what they will of it."""
        before = self.pods.get(key)
        pod = None if after is None or is_over(after) else _read(after, before)
        if pod is None:
            self.pods.pop(key, None)
        else:
            self.pods[key] = pod
        if self._snapshot is not None:
            self._move(self._snapshot, key, before, pod)

    def _move(self, snapshot: Snapshot, key: str, before: PodInfo | None, pod: PodInfo | None) -> None:
        was, place = snapshot.placed.get(key, (None, ""))[1], self.place_of(key) if pod else ""
        if pod is not None and before is not None and was and was == place and _counts_alike(before, pod):
            snapshot.renew_pod(pod)
            return
        if was:
            snapshot.remove_pod(key)
        if pod is not None and place:
            snapshot.add_pod(pod, place)
        if before is not None:
            snapshot.withdraw(before)
        if pod is not None and key in self._nominated:
            snapshot.nominate(pod, self._nominated[key])

    # What the scheduler itself does

    def placed_anew(self, key: str) -> None:
        """`assumed` or `nominated` is another for this Pod."""
        if self._snapshot is not None and key in self.pods:
            self._move(self._snapshot, key, None, self.pods[key])
            if key not in self._nominated:
                self._snapshot.withdraw(self.pods[key])


def _read(manifest: Manifest, before: PodInfo | None) -> PodInfo:
    """Most that happens to a Pod happens to its status."""
    return PodInfo(manifest) if before is None or before.spec != manifest["spec"] else before.renewed(manifest)


def is_over(pod: Manifest) -> bool:
    return (pod.get("status") or {}).get("phase") in OVER


def _labels(node: Manifest) -> Any:
    return node["metadata"].get("labels") or {}


def _means(node: Manifest) -> Any:
    """What of a node, besides its labels, decides."""
    status = node.get("status") or {}
    return node.get("spec"), status.get("allocatable"), status.get("capacity"), status.get("images")


def _counts_alike(one: PodInfo, other: PodInfo) -> bool:
    """Whether sums and tallies take the two for the same."""
    return one.is_terminating == other.is_terminating and one.labels == other.labels and one.spec == other.spec
