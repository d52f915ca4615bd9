"""A rolling update, node by node: what to delete, and where to make a second Pod first (1.34, update.go)."""

from dataclasses import dataclass
from typing import Any

from labs.engines.kube.workloads.history import HASH
from labs.engines.kube.workloads.owners import is_leaving
from labs.engines.kube.workloads.pods import is_available
from labs.engines.kube.workloads.scaled import scaled

Manifest = dict[str, Any]


@dataclass(frozen=True)
class Update:
    """One look: the DaemonSet, the hash of its template, on how many nodes it wants Pods, and its Pods by node.

    `pods` also has the wanted nodes without one.
    """

    wish: Manifest
    digest: str
    wanted: int
    pods: dict[str, list[Manifest]]
    now_ns: int

    @property
    def surge(self) -> int:
        return self._limit("maxSurge", 0)

    @property
    def unavailable(self) -> int:
        most = self._limit("maxUnavailable", 1)
        return most if most or self.surge else 1

    def _limit(self, name: str, default: int) -> int:
        limits = (self.wish["spec"].get("updateStrategy") or {}).get("rollingUpdate") or {}
        return scaled(limits.get(name, default), self.wanted, up=True)

    def is_new(self, pod: Manifest) -> bool:
        return (pod["metadata"].get("labels") or {}).get(HASH) == self.digest

    def is_up(self, pod: Manifest) -> bool:
        return is_available(pod, self.wish["spec"].get("minReadySeconds", 0), self.now_ns)

    def pair(self, node: str) -> tuple[list[Manifest], list[Manifest]]:
        """The Pods there with the new template and with an older one, without those on their way out."""
        staying = [pod for pod in self.pods[node] if not is_leaving(pod)]
        return [pod for pod in staying if self.is_new(pod)], [pod for pod in staying if not self.is_new(pod)]


def without_surge(update: Update) -> list[Manifest]:
    """Old Pods to delete: those that are down anyway, and as many more as may be down."""
    down, broken, candidates = 0, [], []
    for node in update.pods:
        new, old = update.pair(node)
        if len(new) + len(old) != 1:
            down += 1  # none, or too many: that is being dealt with
        elif new:
            down += not update.is_up(new[0])
        elif update.is_up(old[0]):
            candidates.append(old[0])
        else:
            broken.append(old[0])
    return broken + candidates[: max(0, update.unavailable - down)]


def with_surge(update: Update) -> tuple[list[str], list[Manifest]]:
    """Nodes to get a second, new Pod; and old ones to delete because the new one beside them is up."""
    busy, unwanted = 0, []
    broken, candidates = [], []
    for node in update.pods:
        new, old = update.pair(node)
        if len(new) > 1 or len(old) > 1:
            busy += 1
        elif new and old and update.is_up(new[0]):
            unwanted.append(old[0])
        elif new and old:
            busy += 1
        elif old and update.is_up(old[0]):
            candidates.append(node)
        elif old:
            broken.append(node)
    return broken + candidates[: max(0, update.surge - busy)], unwanted
