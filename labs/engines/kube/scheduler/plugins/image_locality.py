"""ImageLocality: a node that has the images already is better (kube-scheduler 1.34)."""

from typing import Any

from labs.engines.kube.scheduler.framework import SCORE_MAX, Nodes, Plugin, Prefiltered
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot

MEBIBYTE = 1024 * 1024
LEAST = 23 * MEBIBYTE  # an image smaller than this is fetched quickly enough
MOST_A_CONTAINER = 1000 * MEBIBYTE


class ImageLocality(Plugin):
    """Score; the state is [(image, its size in bytes scaled by how many nodes have it)], a row a container."""

    def pre_score(self, pod: PodInfo, nodes: Nodes, snapshot: Snapshot) -> Prefiltered:
        known = [(image, *snapshot.images[image]) for image in pod.images if image in snapshot.images]
        return Prefiltered([(image, int(size * (having / len(snapshot.nodes)))) for image, size, having in known])

    def score(self, state: Any, pod: PodInfo, nodes: Nodes) -> list[int]:
        if not state:
            return [0] * len(nodes)
        most = MOST_A_CONTAINER * len(pod.images)
        sums = [sum(worth for image, worth in state if image in node.images) for node in nodes]
        return [SCORE_MAX * (min(max(worth, LEAST), most) - LEAST) // (most - LEAST) for worth in sums]
