"""What one scheduling cycle decides of a Pod: a node for it, victims for it, or why there is none."""

from typing import NamedTuple

from labs.engines.kube.scheduler.cycle import Chance, Cycle, Filtered, Scores, best_of
from labs.engines.kube.scheduler.decisions import packed
from labs.engines.kube.scheduler.messages import NO_NODES, counted, fit_error, histogram
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.preemption import NEVER, WAITING, Candidate, preempt


class Judgement(NamedTuple):
    """`node` is chosen among `tied`; where it is "", the rest says why and what may help.

    `keeps` says that a nomination the Pod has stays as it is. `nodes` is what was found out of each, packed.
    """

    node: str = ""
    tied: list[str] = []
    message: str = ""
    rejected_by: list[str] = []
    candidate: Candidate | None = None
    keeps: bool = False
    nodes: str = "[[[],[]],[],[],[]]"

    @property
    def outcome(self) -> str:
        return "scheduled" if self.node else "nominated" if self.candidate else "unschedulable"


def judge(cycle: Cycle, pod: PodInfo, ties: Chance, tries: Chance) -> Judgement:
    """One cycle; `ties` chooses among equal nodes, `tries` where preemption begins and among its equals."""
    if not cycle.snapshot.nodes:
        return Judgement(message=NO_NODES)
    filtered = cycle.filter(pod)
    if not filtered.feasible:
        return _rejected(cycle, pod, filtered, tries)
    feasible = filtered.feasible
    scores: Scores | None = cycle.score(pod, feasible) if len(feasible) > 1 else None
    tied = best_of(feasible, scores.totals if scores else [0])
    chosen = tied[ties(len(tied))] if len(tied) > 1 else tied[0]
    told = packed(filtered.rejected, scores, feasible)
    return Judgement(chosen.name, [node.name for node in tied], nodes=told)


def _rejected(cycle: Cycle, pod: PodInfo, filtered: Filtered, tries: Chance) -> Judgement:
    found = filtered.before.reasons[0] if filtered.before else histogram(counted(filtered.rejected.values()))
    after = preempt(cycle, pod, filtered, tries)
    return Judgement(
        message=fit_error(len(cycle.snapshot.nodes), found, after.message),
        rejected_by=list(dict.fromkeys(status.plugin for status in filtered.rejected.values())),
        candidate=after.candidate,
        keeps=after.message in (NEVER, WAITING),
        nodes=packed(filtered.rejected, None, []),
    )
