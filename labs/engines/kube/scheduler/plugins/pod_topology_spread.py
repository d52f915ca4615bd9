"""PodTopologySpread: Pods of a kind are spread evenly over nodes or zones (kube-scheduler 1.34)."""

from math import floor, log
from typing import Any

from labs.engines.kube.scheduler.framework import (
    SCORE_MAX,
    SKIP,
    UNRESOLVABLE,
    UNSCHEDULABLE,
    Nodes,
    Plugin,
    Prefiltered,
    Status,
    Verdicts,
)
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.scheduler.spreading import HOSTNAME, Constraint, Eligible, constraints_of

MISMATCH = "node(s) didn't match pod topology spread constraints"


class Spread:
    """One hard constraint in a cycle: matching Pods in each domain that counts."""

    def __init__(self, constraint: Constraint, counts: dict[str, int], itself: int, is_counted: Eligible) -> None:
        self.constraint, self.counts, self.itself, self.is_counted = constraint, counts, itself, is_counted
        self._least: int | None = None

    def copy(self) -> "Spread":
        return Spread(self.constraint, dict(self.counts), self.itself, self.is_counted)

    def shift(self, other: PodInfo, node: NodeInfo, by: int) -> None:
        value = node.labels.get(self.constraint.topology_key, "")
        if value in self.counts and self.is_counted(node) and self.constraint.kind.takes(other):
            self.counts[value] += by
            self._least = None

    def least(self) -> int:
        """Matching Pods in the emptiest domain; none if there are fewer domains than asked for."""
        if self._least is None:
            enough = len(self.counts) >= self.constraint.domains_least
            self._least = min(self.counts.values(), default=0) if enough else 0
        return self._least

    def verdicts(self, nodes: Nodes, lacking: Status, uneven: Status) -> Verdicts:
        """Whether one Pod more in a node's domain stays within the skew."""
        key, count = self.constraint.topology_key, self.counts.get
        most = self.constraint.skew_most + self.least() - self.itself
        values = [node.labels.get(key) for node in nodes]
        return [lacking if value is None else uneven if count(value, 0) > most else None for value in values]


class SoftSpread:
    """The soft constraints in a cycle; a node that is `ignored` lacks a topology key."""

    def __init__(self, ignored: list[bool]) -> None:
        self.ignored = ignored
        # Topology key, matching Pods by its value or (hostname) by node, weight, skew that costs nothing.
        self.parts: list[tuple[str, dict[str, int], float, int]] = []


class PodTopologySpread(Plugin):
    """Filter and Score; the states are a list of Spread and a SoftSpread."""

    def pre_filter(self, pod: PodInfo, snapshot: Snapshot) -> Prefiltered:
        constraints = constraints_of(pod, snapshot, "DoNotSchedule")
        if not constraints:
            return SKIP
        keys = [one.topology_key for one in constraints]
        return Prefiltered([_hard(one, pod, snapshot, Eligible(pod, keys, one)) for one in constraints])

    def filter(self, state: list[Spread], pod: PodInfo, nodes: Nodes) -> Verdicts:
        lacking = self.reject(UNRESOLVABLE, f"{MISMATCH} (missing required label)")
        uneven = self.reject(UNSCHEDULABLE, MISMATCH)
        verdicts = state[0].verdicts(nodes, lacking, uneven)
        for spread in state[1:]:
            pairs = zip(verdicts, spread.verdicts(nodes, lacking, uneven), strict=True)
            verdicts = [one or other for one, other in pairs]
        return verdicts

    def copy(self, state: list[Spread]) -> list[Spread]:
        return [spread.copy() for spread in state]

    def shift(self, state: list[Spread], pod: PodInfo, other: PodInfo, node: NodeInfo, by: int) -> None:
        for spread in state:
            spread.shift(other, node, by)

    def pre_score(self, pod: PodInfo, nodes: Nodes, snapshot: Snapshot) -> Prefiltered:
        constraints = constraints_of(pod, snapshot, "ScheduleAnyway")
        if not constraints:
            return SKIP
        # The system's own constraints take nodes without a zone too: they count as one zone without a name.
        needed = [one.topology_key for one in constraints] if pod.spec.get("topologySpreadConstraints") else []
        ignored = [any(key not in node.labels for key in needed) for node in nodes] if needed else [False] * len(nodes)
        soft = SoftSpread(ignored)
        scored = [node for node, out in zip(nodes, ignored, strict=True) if not out] if needed else nodes
        for one in constraints:
            counts, size = _soft(one, scored, snapshot, Eligible(pod, needed, one))
            soft.parts.append((one.topology_key, counts, log(size + 2), one.skew_most - 1))
        return Prefiltered(soft)

    def score(self, state: SoftSpread, pod: PodInfo, nodes: Nodes) -> list[int]:
        sums = [0.0] * len(nodes)
        for key, counts, weight, free in state.parts:
            if key == HOSTNAME:
                gains = [counts.get(node.name, 0) * weight + free if key in node.labels else 0 for node in nodes]
            else:
                worth = {value: count * weight + free for value, count in counts.items()}
                gains = [worth.get(node.labels.get(key, MISSING), 0) for node in nodes]
            sums = [one + other for one, other in zip(sums, gains, strict=True)]
        return [0 if out else floor(one + 0.5) for one, out in zip(sums, state.ignored, strict=True)]

    def normalize(self, state: SoftSpread, scores: list[int], nodes: Nodes) -> list[int]:
        counted = [score for score, out in zip(scores, state.ignored, strict=True) if not out]
        most, least = max(counted, default=0), min(counted, default=0)
        return [
            0 if out else SCORE_MAX if most == 0 else SCORE_MAX * (most + least - score) // most
            for score, out in zip(scores, state.ignored, strict=True)
        ]


MISSING = "\0"  # no label has this value


def _hard(constraint: Constraint, pod: PodInfo, snapshot: Snapshot, is_counted: Eligible) -> Spread:
    tally = snapshot.tally(constraint.kind)
    key = constraint.topology_key
    if is_counted.all_with_keys:
        counts = dict.fromkeys(snapshot.domains(tuple(is_counted.keys)).get(key, ()), 0)
    else:
        counts = {node.labels[key]: 0 for node in snapshot.nodes if is_counted(node)}
    for name, count in tally.items():
        node = snapshot.by_name[name]
        if is_counted(node):
            counts[node.labels[key]] += count
    return Spread(constraint, counts, int(constraint.kind.selects(pod.labels)), is_counted)


def _soft(constraint: Constraint, scored: Nodes, snapshot: Snapshot, is_counted: Any) -> tuple[dict[str, int], int]:
    """Matching Pods by domain, and the number of domains; domains are those of the scored nodes only."""
    tally, key = snapshot.tally(constraint.kind), constraint.topology_key
    if key == HOSTNAME:
        return tally, len(scored)
    counts = dict.fromkeys([node.labels.get(key, "") for node in scored], 0)
    for name, count in tally.items():
        node = snapshot.by_name[name]
        value = node.labels.get(key, "")
        if value in counts and is_counted(node):
            counts[value] += count
    return counts, len(counts)
