"""The cluster as one scheduling cycle sees it, carried on from cycle to cycle as Pods come and go."""

from collections.abc import Iterable

from labs.engines.kube.scheduler.cluster_objects import ClusterObjects, Manifest
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.tallies import Kind, Tallies
from labs.engines.kube.scheduler.term_index import TermIndex
from labs.engines.kube.scheduler.zones import interleaved


class Snapshot:
    """Nodes with their Pods, and what is counted over all of them.

    `nodes` is in the scheduler's order, `by_name` in the order given.
    """

    def __init__(self, nodes: Iterable[Manifest], objects: ClusterObjects | None = None) -> None:
        self.objects = objects or ClusterObjects()
        self.by_name = {node["metadata"]["name"]: NodeInfo(node, place) for place, node in enumerate(nodes)}
        given = list(self.by_name.values())
        self.nodes = interleaved(given, [node.labels for node in given])
        self.placed: dict[str, tuple[PodInfo, str]] = {}
        self.nominated: dict[str, dict[str, PodInfo]] = {}
        self.claims_used: dict[str, int] = {}
        self.images = _image_states(given)
        self.required, self.required_anti, self.preferred, self.preferred_anti = (TermIndex() for _ in range(4))
        self._tallies = Tallies()
        self._domains: dict[tuple[str, ...], dict[str, list[str]]] = {}

    def add_pod(self, pod: PodInfo, node_name: str) -> None:
        """Place a Pod; one on a node that is not known counts nowhere."""
        node = self.by_name.get(node_name)
        if node is not None:
            node.add_pod(pod)
            self.placed[pod.key] = pod, node_name
            self._count(pod, node, 1)

    def remove_pod(self, key: str) -> None:
        """Raises KeyError if it is on no node."""
        pod, node_name = self.placed.pop(key)
        node = self.by_name[node_name]
        node.remove_pod(pod)
        self._count(pod, node, -1)

    def renew_pod(self, pod: PodInfo) -> None:
        """A placed Pod has another status; nothing that is counted is different."""
        node_name = self.placed[pod.key][1]
        self.placed[pod.key] = pod, node_name
        self.by_name[node_name].pods[pod.key] = pod

    def renew_node(self, manifest: Manifest) -> None:
        """A node has other taints, another size or other images; its labels are the same."""
        before = self.by_name[manifest["metadata"]["name"]]
        node = NodeInfo(manifest, before.place)
        for pod in before.pods.values():
            node.add_pod(pod)
        self.by_name[node.name] = node
        self.nodes[self.nodes.index(before)] = node
        self.images = _image_states(self.by_name.values())

    def _count(self, pod: PodInfo, node: NodeInfo, by: int) -> None:
        self._tallies.count(pod, node.name, by)
        self.required.count(pod.terms.required, node, by)
        self.required_anti.count(pod.terms.required_anti, node, by)
        self.preferred.count(pod.terms.preferred, node, by)
        self.preferred_anti.count(pod.terms.preferred_anti, node, by)
        if "volumes" in pod.spec:
            for claim in pod.claims:
                claim_key = f"{pod.namespace}/{claim}"
                self.claims_used[claim_key] = self.claims_used.get(claim_key, 0) + by

    def tally(self, kind: Kind) -> dict[str, int]:
        """Node name -> Pods of this kind on it; not to be changed."""
        return self._tallies.get(kind, self.placed).counts

    def domains(self, keys: tuple[str, ...]) -> dict[str, list[str]]:
        """Topology key -> its values, over the nodes that have all these keys."""
        if keys not in self._domains:
            having = [node.labels for node in self.nodes if all(key in node.labels for key in keys)]
            self._domains[keys] = {key: list(dict.fromkeys(labels[key] for labels in having)) for key in keys}
        return self._domains[keys]

    def nominate(self, pod: PodInfo, node_name: str) -> None:
        """The Pod will come to this node when its victims have gone."""
        self.withdraw(pod)
        self.nominated.setdefault(node_name, {})[pod.key] = pod

    def withdraw(self, pod: PodInfo) -> None:
        """The Pod's nomination no longer holds."""
        for name, pods in list(self.nominated.items()):
            pods.pop(pod.key, None)
            if not pods:
                del self.nominated[name]

    def expected(self, pod: PodInfo, node_name: str) -> list[PodInfo]:
        """Nominated Pods that count on this node when the Pod is judged: those not less important."""
        return [
            other
            for other in self.nominated.get(node_name, {}).values()
            if other.priority >= pod.priority and other.key != pod.key
        ]


def _image_states(nodes: Iterable[NodeInfo]) -> dict[str, tuple[int, int]]:
    """Image name -> size in bytes as the first node says, and number of nodes that have it."""
    states: dict[str, tuple[int, int]] = {}
    for node in nodes:
        for name, size in node.images.items():
            known = states.get(name, (size, 0))
            states[name] = known[0], known[1] + 1
    return states
