"""Trying out what the filters say of a node when other Pods are on it."""

from typing import Any

from labs.engines.kube.scheduler.framework import Plugin, Status, Verdicts
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo

States = list[tuple[Plugin, Any]]


class Trial:
    """A node on which Pods may come and go without consequence."""

    def __init__(self, states: States, pod: PodInfo, node: NodeInfo) -> None:
        self.pod, self.node = pod, node.copy()
        self.states = [(plugin, plugin.copy(state)) for plugin, state in states]

    def add(self, other: PodInfo) -> None:
        self.node.add_pod(other)
        self._shift(other, 1)

    def remove(self, other: PodInfo) -> None:
        self.node.remove_pod(other)
        self._shift(other, -1)

    def _shift(self, other: PodInfo, by: int) -> None:
        for plugin, state in self.states:
            plugin.shift(state, self.pod, other, self.node, by)

    def verdict(self) -> Status | None:
        for plugin, state in self.states:
            verdicts: Verdicts = plugin.filter(state, self.pod, [self.node])
            if verdicts[0]:
                return verdicts[0]
        return None
