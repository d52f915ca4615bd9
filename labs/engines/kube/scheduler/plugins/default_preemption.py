"""DefaultPreemption: when no node will do, make room by evicting what is less important (kube-scheduler 1.34)."""

from labs.engines.kube.scheduler.framework import Plugin

CANDIDATES_LEAST = 100
CANDIDATES_PERCENT = 10


class DefaultPreemption(Plugin):
    """PostFilter: how many nodes it tries; the rest is in `preemption`."""

    def candidates_most(self, nodes: int) -> int:
        return min(nodes, max(nodes * CANDIDATES_PERCENT // 100, CANDIDATES_LEAST))
