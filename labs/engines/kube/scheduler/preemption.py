"""Whom to evict so that a Pod fits (kube-scheduler 1.34, DefaultPreemption)."""

from collections.abc import Sequence
from typing import NamedTuple

from labs.engines.kube.scheduler.budgets import Budget, split_by_budget
from labs.engines.kube.scheduler.cycle import Chance, Cycle, Filtered
from labs.engines.kube.scheduler.framework import UNRESOLVABLE, UNSCHEDULABLE, Status
from labs.engines.kube.scheduler.messages import NOT_HELPFUL, counted, fit_error, histogram
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.plugins.default_preemption import DefaultPreemption
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.trial import States, Trial

NO_VICTIMS = "No preemption victims found for incoming pod"
NEVER = "preemption: not eligible due to preemptionPolicy=Never."
WAITING = "preemption: not eligible due to a terminating pod on the nominated node."
PRIORITY_OFFSET = 2**31  # makes every priority count as one Pod at least


class Candidate(NamedTuple):
    """A node where the Pod would fit without these victims, the most important first."""

    node: str
    victims: list[PodInfo]
    violations: int


class Preempted(NamedTuple):
    """Where the Pod may come, or why preemption does not help."""

    candidate: Candidate | None
    message: str


def preempt(cycle: Cycle, pod: PodInfo, filtered: Filtered, chance: Chance | None = None) -> Preempted:
    """Try every node where eviction may help, and choose one.

    Without `chance`, the search begins with the first node and the first of equals is chosen.
    """
    refusal = _ineligible(cycle, pod, filtered)
    if refusal:
        return Preempted(None, refusal)
    hopeful = [
        node
        for node in cycle.snapshot.nodes
        if node.name in filtered.rejected and filtered.rejected[node.name].code == UNSCHEDULABLE
    ]
    candidates, failed = _try_out(cycle, pod, filtered, hopeful, chance)
    if candidates:
        return Preempted(_choose(candidates, chance), "")
    total = len(cycle.snapshot.nodes)
    reasons = counted(failed)
    if total > len(failed):
        reasons[NOT_HELPFUL] = total - len(failed)
    return Preempted(None, f"preemption: {fit_error(total, histogram(reasons))}")


def _ineligible(cycle: Cycle, pod: PodInfo, filtered: Filtered) -> str:
    if not pod.may_preempt:
        return NEVER
    node = cycle.snapshot.by_name.get(pod.nominated)
    if node is None:
        return ""
    verdict = filtered.rejected.get(node.name)
    if verdict and verdict.code == UNRESOLVABLE:
        return ""
    leaving = [other for other in node.pods.values() if other.priority < pod.priority and is_being_preempted(other)]
    return WAITING if leaving else ""


def is_being_preempted(pod: PodInfo) -> bool:
    """Whether it is going because a more important one needs its place."""
    conditions = (pod.manifest.get("status") or {}).get("conditions") or []
    return pod.is_terminating and any(
        one["type"] == "DisruptionTarget" and one["status"] == "True" and one.get("reason") == "PreemptionByScheduler"
        for one in conditions
    )


def _try_out(
    cycle: Cycle, pod: PodInfo, filtered: Filtered, hopeful: list[NodeInfo], chance: Chance | None
) -> tuple[list[Candidate], list[Status]]:
    """Candidates, until there are enough and one of them violates no budget; and why other nodes are none."""
    placed = [other for other, _ in cycle.snapshot.placed.values()]
    budgets = [Budget(one, placed) for one in cycle.snapshot.objects.budgets]
    offset = chance(len(hopeful)) if chance and hopeful else 0
    enough = DefaultPreemption({}).candidates_most(len(hopeful))
    candidates: list[Candidate] = []
    failed: list[Status] = []
    for node in hopeful[offset:] + hopeful[:offset]:
        found = _victims(cycle, filtered.states, pod, node, budgets)
        if isinstance(found, Candidate):
            candidates.append(found)
        else:
            failed.append(found)
        if len(candidates) >= enough and any(not one.violations for one in candidates):
            break
    return candidates, failed


def _victims(
    cycle: Cycle, states: States, pod: PodInfo, node: NodeInfo, budgets: Sequence[Budget]
) -> Candidate | Status:
    """The fewest that must go: all less important ones leave, then those whom the Pod leaves room for come back."""
    lesser = [other for other in node.pods.values() if other.priority < pod.priority]
    if not lesser:
        return Status("DefaultPreemption", UNRESOLVABLE, (NO_VICTIMS,))
    trial = Trial(states, pod, node)
    for other in lesser:
        trial.remove(other)
    status = cycle.fits(trial)
    if status is not None:
        return status
    lesser.sort(key=_importance)
    violating, others = split_by_budget(lesser, budgets)
    first = [other for other in violating if not _returns(cycle, trial, other)]
    victims = first + [other for other in others if not _returns(cycle, trial, other)]
    return Candidate(node.name, sorted(victims, key=_importance), len(first))


def _returns(cycle: Cycle, trial: Trial, other: PodInfo) -> bool:
    trial.add(other)
    if cycle.fits(trial) is None:
        return True
    trial.remove(other)
    return False


def _importance(pod: PodInfo) -> tuple[int, int, str]:
    """The most important first: higher priority, then longer running (who has not started runs least), then by name."""
    return -pod.priority, pod.started, pod.key


def _choose(candidates: list[Candidate], chance: Chance | None) -> Candidate:
    """By five criteria in turn; equals are left to chance."""
    latest = [(_cost(one), _start(one)) for one in candidates]
    least = min(cost for cost, _ in latest)
    start = max(begun for cost, begun in latest if cost == least)
    equal = [one for one, found in zip(candidates, latest, strict=True) if found == (least, start)]
    return equal[chance(len(equal))] if chance else equal[0]


def _cost(candidate: Candidate) -> tuple[int, int, int, int]:
    """The less the better: violations, highest priority, sum of priorities, number of victims."""
    priorities = [pod.priority for pod in candidate.victims]
    return (
        candidate.violations,
        max(priorities),
        sum(priority + PRIORITY_OFFSET for priority in priorities),
        len(priorities),
    )


def _start(candidate: Candidate) -> int:
    """When the first of the most important victims began; the later the better."""
    most = max(pod.priority for pod in candidate.victims)
    return min(pod.started for pod in candidate.victims if pod.priority == most)
