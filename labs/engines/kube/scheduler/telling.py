"""What is told of a Pod's judgement and of each node, as plain data."""

from collections.abc import Mapping, Sequence
from typing import Any

from labs.engines.kube.scheduler.cycle import Scores
from labs.engines.kube.scheduler.framework import Status
from labs.engines.kube.scheduler.pod_info import PodInfo

Result = dict[str, Any]
NONE: Mapping[str, bool] = {}
Row = tuple[tuple[str, int, int, int], ...]  # plug-in, raw, normalized, weighted


class NodesTold:
    """What was found out about each node that was looked at, in the order given; `everything` tells the others too."""

    def __init__(self, names: Sequence[str], *, everything: bool) -> None:
        self._names, self._everything = names, everything
        self._known: dict[tuple[bool, Status | None, Row], Result] = {}

    def nodes(
        self, rejected: Mapping[str, Status], scores: Scores | None, feasible: Mapping[str, bool] = NONE
    ) -> dict[str, Result]:
        rows = _rows(scores)
        return {
            name: self._node(name in feasible, rejected.get(name), rows.get(name, ()))
            for name in self._names
            if self._everything or name in rejected or name in feasible or name in rows
        }

    def _node(self, feasible: bool, status: Status | None, row: Row) -> Result:
        """Made once for all nodes of which the same is to be told."""
        key = feasible, status, row
        if key not in self._known:
            self._known[key] = {
                "feasible": feasible,
                "plugin": status.plugin if status else None,
                "reasons": list(status.reasons) if status else [],
                "scores": {name: {"raw": raw, "normalized": own, "weighted": counts} for name, raw, own, counts in row},
                "total": sum(one[-1] for one in row) if row else None,
            }
        return self._known[key]


def _rows(scores: Scores | None) -> dict[str, Row]:
    """Node -> its ratings."""
    if scores is None or not scores.rated:
        return {}
    columns = [
        [(one.plugin, *ratings) for ratings in zip(one.raw, one.normalized, one.weighted, strict=True)]
        for one in scores.rated
    ]
    return {node.name: row for node, row in zip(scores.nodes, zip(*columns, strict=True), strict=True)}


def result(
    pod: PodInfo,
    outcome: str = "unschedulable",
    *,
    node: str | None = None,
    tied: Sequence[str] = (),
    message: str | None = None,
    nodes: dict[str, Result] | None = None,
    preemption: Result | None = None,
) -> Result:
    return {
        "pod": pod.key,
        "outcome": outcome,
        "node": node,
        "tied": list(tied),
        "message": message,
        "nodes": nodes or {},
        "preemption": preemption,
    }
