"""PrioritySort: the order of the queue (kube-scheduler 1.34)."""

from collections.abc import Iterable

from labs.engines.kube.scheduler.framework import Plugin
from labs.engines.kube.scheduler.pod_info import PodInfo


class PrioritySort(Plugin):
    """QueueSort: the more important first, then the older, then as given."""

    def sort(self, pods: Iterable[PodInfo]) -> list[PodInfo]:
        return sorted(pods, key=lambda pod: (-pod.priority, pod.created))
