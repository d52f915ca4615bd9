"""One scheduling cycle: which nodes will do, which of them is best (kube-scheduler 1.34, schedulePod)."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from labs.engines.kube.scheduler.framework import UNRESOLVABLE, Nodes, Plugin, Profile, Status
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.sampling import Sampling
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.scheduler.trial import States, Trial

CHUNK_LEAST = 64  # nodes filtered at a time

Chance = Callable[[int], int]  # n -> one of 0..n-1


class Rated(NamedTuple):
    """What one plug-in gave each scored node; `weighted` is what counts."""

    plugin: str
    raw: list[int]
    normalized: list[int]
    weighted: list[int]


class Scores(NamedTuple):
    """All ratings of the scored nodes, in their order, and the sums."""

    nodes: Nodes
    rated: list[Rated]
    totals: list[int]


class Filtered(NamedTuple):
    """Nodes that will do, why each other one looked at will not, and what stopped all before any was looked at."""

    feasible: list[NodeInfo]
    rejected: dict[str, Status]
    before: Status | None
    states: States


class Cycle:
    """Filters and scores for one Pod after the other, on a snapshot that the caller carries on."""

    def __init__(self, profile: Profile, snapshot: Snapshot, sampling: Sampling | None = None) -> None:
        self.profile, self.snapshot = profile, snapshot
        self.sampling = sampling or Sampling()

    def filter(self, pod: PodInfo, *, all_nodes: bool = False) -> Filtered:
        """The nodes that will do: all, or as many as are enough; the nominated one alone if that still will."""
        states, nodes, rejected, before = self._pre_filter(pod)
        if before is not None:
            return Filtered([], rejected, before, states)
        nominated = self.snapshot.by_name.get(pod.nominated)
        if nominated is not None and nominated in nodes and not all_nodes:
            found = self._sift(states, pod, [nominated])
            if found[0]:
                return Filtered(*found, None, states)
        if all_nodes:
            feasible, refused = self._sift(states, pod, nodes)
        else:
            feasible, refused = self._search(states, pod, nodes)
        return Filtered(feasible, {**rejected, **refused}, None, states)

    def _pre_filter(self, pod: PodInfo) -> tuple[States, list[NodeInfo], dict[str, Status], Status | None]:
        """States of the plug-ins that do not skip, the nodes left, why others are not, and what stops all of them."""
        states: States = []
        names: list[str] | None = None
        narrowing: list[str] = []
        for plugin in self.profile.filters:
            found = plugin.pre_filter(pod, self.snapshot)
            if found.status is not None:
                return states, [], dict.fromkeys(self.snapshot.by_name, found.status), found.status
            if not found.skip:
                states.append((plugin, found.state))
            if found.names is not None:
                narrowing.append(plugin.name)
                names = [name for name in found.names if names is None or name in names]
        if names is None:
            return states, self.snapshot.nodes, {}, None
        outside = Status(
            narrowing[0], UNRESOLVABLE, (f"node(s) didn't satisfy plugin(s) [{' '.join(sorted(narrowing))}]",)
        )
        left = [self.snapshot.by_name[name] for name in names if name in self.snapshot.by_name]
        return states, left, {name: outside for name in self.snapshot.by_name if name not in names}, None

    def _search(self, states: States, pod: PodInfo, nodes: list[NodeInfo]) -> tuple[list[NodeInfo], dict[str, Status]]:
        """From where the last search ended, until enough are found."""
        enough, start = self.sampling.enough(len(nodes)), self.sampling.start % len(nodes) if nodes else 0
        order = nodes[start:] + nodes[:start] if start else nodes
        feasible: list[NodeInfo] = []
        rejected: dict[str, Status] = {}
        looked_at = 0
        while looked_at < len(order) and len(feasible) < enough:
            chunk = order[looked_at : looked_at + max(enough - len(feasible), CHUNK_LEAST)]
            found, refused = self._sift(states, pod, chunk)
            surplus = len(feasible) + len(found) - enough
            if surplus > 0:
                del found[-surplus:]
                chunk = chunk[: chunk.index(found[-1]) + 1]
                refused = {node.name: refused[node.name] for node in chunk if node.name in refused}
            feasible += found
            rejected.update(refused)
            looked_at += len(chunk)
        self.sampling.start = (self.sampling.start + looked_at) % len(self.snapshot.nodes)
        return feasible, rejected

    def _sift(self, states: States, pod: PodInfo, nodes: Nodes) -> tuple[list[NodeInfo], dict[str, Status]]:
        rejected: dict[str, Status] = {}
        if self.snapshot.nominated:
            verdicts = [self._with_expected(states, pod, node) for node in nodes]
            rejected = {node.name: no for node, no in zip(nodes, verdicts, strict=True) if no}
        left = [node for node in nodes if node.name not in rejected] if rejected else list(nodes)
        for plugin, state in states:
            verdicts = plugin.filter(state, pod, left)
            if any(verdicts):
                rejected.update((node.name, no) for node, no in zip(left, verdicts, strict=True) if no)
                left = [node for node, no in zip(left, verdicts, strict=True) if not no]
        return left, rejected

    def _with_expected(self, states: States, pod: PodInfo, node: NodeInfo) -> Status | None:
        """The verdict as if the Pods nominated to the node were there already."""
        expected = self.snapshot.expected(pod, node.name)
        if not expected:
            return None
        trial = Trial(states, pod, node)
        for other in expected:
            trial.add(other)
        return trial.verdict()

    def fits(self, trial: Trial) -> Status | None:
        """Why the Pod does not fit on a node tried out, with nominated Pods and without."""
        return self._with_expected(trial.states, trial.pod, trial.node) or trial.verdict()

    def score(self, pod: PodInfo, nodes: Nodes) -> Scores:
        """Every plug-in's rating of these nodes."""
        rated = [self._rate(plugin, pod, nodes) for plugin in self.profile.scorers]
        counting = [one.weighted for one in rated if one.weighted is not one.raw]
        return Scores(nodes, rated, list(map(sum, zip(*counting, strict=True))) if counting else [0] * len(nodes))

    def _rate(self, plugin: Plugin, pod: PodInfo, nodes: Nodes) -> Rated:
        found = plugin.pre_score(pod, nodes, self.snapshot)
        if found.skip:
            nothing = [0] * len(nodes)
            return Rated(plugin.name, nothing, nothing, nothing)
        raw = plugin.score(found.state, pod, nodes)
        normalized = plugin.normalize(found.state, raw, nodes)
        weight = self.profile.weights[plugin.name]
        return Rated(plugin.name, raw, normalized, [weight * score for score in normalized])


def best_of(nodes: Sequence[NodeInfo], totals: Sequence[int]) -> list[NodeInfo]:
    """The nodes with the highest total, in the order in which nodes were given."""
    most = max(totals)
    tied = [node for node, total in zip(nodes, totals, strict=True) if total == most]
    return sorted(tied, key=lambda node: node.place)
