"""How far the scheduler looks for nodes (kube-scheduler 1.34, percentageOfNodesToScore)."""

FEASIBLE_LEAST = 100  # enough is never less
PERCENT_START, PERCENT_LEAST, NODES_A_PERCENT = 50, 5, 125


class Sampling:
    """How many feasible nodes are enough, and where the search goes on with the next Pod."""

    def __init__(self, percent: int = 0) -> None:
        """`percent` is percentageOfNodesToScore: 0 adapts to the number of nodes."""
        self.percent = percent
        self.start = 0

    def enough(self, nodes: int) -> int:
        """Of this many nodes."""
        if nodes < FEASIBLE_LEAST:
            return nodes
        percent = self.percent or max(PERCENT_LEAST, PERCENT_START - nodes // NODES_A_PERCENT)
        return max(FEASIBLE_LEAST, nodes * percent // 100) if percent < 100 else nodes
