"""What to do next: make, delete or wait (1.34, stateful_set_control.go)."""

from dataclasses import dataclass, field
from typing import Any

from labs.engines.kube.controllers.statefulset.pods import is_missed, is_up, number_of, revision_of, runs
from labs.engines.kube.workloads.owners import is_leaving
from labs.engines.kube.workloads.pods import is_finished

Manifest = dict[str, Any]


@dataclass
class Plan:
    """Numbers to make, Pods to delete; `waits`: one after the other, and somebody is not ready yet."""

    make: list[int] = field(default_factory=list)
    delete: list[Manifest] = field(default_factory=list)
    waits: bool = False


@dataclass(frozen=True)
class Members:
    """`wanted` are in their places, None where one is missing; `condemned` have too high (or low) a number."""

    wish: Manifest
    start: int
    wanted: list[Manifest | None]
    condemned: list[Manifest]
    now_ns: int

    @property
    def in_order(self) -> bool:
        return bool(self.wish["spec"].get("podManagementPolicy") != "Parallel")

    @property
    def min_ready_s(self) -> int:
        return int(self.wish["spec"].get("minReadySeconds", 0))

    def is_missed(self, pod: Manifest | None) -> bool:
        return is_missed(pod, self.min_ready_s, self.now_ns)

    def first_missed(self) -> Manifest | None:
        """Of those who are there; condemned ones after the others, the lowest number first."""
        if any(pod is None for pod in self.wanted):
            return None
        missed = [pod for pod in [*self.wanted, *reversed(self.condemned)] if self.is_missed(pod)]
        return missed[0] if missed else None


def members_of(wish: Manifest, pods: list[Manifest], now_ns: int) -> Members:
    start, size = (wish["spec"].get("ordinals") or {}).get("start", 0), wish["spec"].get("replicas", 1)
    numbered = {number: pod for pod in pods if (number := number_of(pod, wish)) is not None}
    wanted = [numbered.pop(number, None) for number in range(start, start + size)]
    condemned = [numbered[number] for number in sorted(numbered, reverse=True)]
    return Members(wish, start, wanted, condemned, now_ns)


def plan_for(members: Members, newest: str) -> Plan:
    """First all are there, then the surplus goes, then the update to the revision `newest`."""
    plan = Plan()
    if is_leaving(members.wish):
        return plan
    _complete(members, plan)
    if not plan.waits:
        _reduce(members, plan)
    if not plan.waits:
        _update(members, plan, newest)
    return plan


def _complete(members: Members, plan: Plan) -> None:
    for place, pod in enumerate(members.wanted):
        if pod is None:
            plan.make.append(members.start + place)
        elif is_finished(pod):
            plan.delete += [] if is_leaving(pod) else [pod]
        elif not members.is_missed(pod):
            continue
        if members.in_order:
            plan.waits = True
            return


def _reduce(members: Members, plan: Plan) -> None:
    first = members.first_missed()
    for pod in members.condemned:
        if not is_leaving(pod) and (not members.in_order or pod is first or not members.is_missed(pod)):
            plan.delete.append(pod)
        if members.in_order:
            plan.waits = True
            return


def _update(members: Members, plan: Plan, newest: str) -> None:
    """From the highest number down to the partition, each waiting for the one before to be up."""
    strategy = members.wish["spec"].get("updateStrategy") or {}
    if strategy.get("type") == "OnDelete":
        return
    partition = (strategy.get("rollingUpdate") or {}).get("partition", 0)
    for pod in reversed(members.wanted[max(0, partition) :]):
        if pod is not None and revision_of(pod) != newest and not is_leaving(pod):
            plan.delete += [] if pod in plan.delete else [pod]
            return
        if members.is_missed(pod):
            return


def status_of(wish: Manifest, pods: list[Manifest], current: str, newest: str, now_ns: int) -> Manifest:
    """Zeros are left out where the API leaves them out."""
    min_ready_s = int(wish["spec"].get("minReadySeconds", 0))
    staying = [revision_of(pod) for pod in pods if not is_leaving(pod)]
    size = wish["spec"].get("replicas", 1)
    counts = {
        "readyReplicas": sum(runs(pod) for pod in pods), "currentReplicas": staying.count(current),
        "updatedReplicas": staying.count(newest),
    }  # fmt: skip
    rolls = (wish["spec"].get("updateStrategy") or {}).get("type") != "OnDelete"
    if rolls and counts["updatedReplicas"] == counts["readyReplicas"] == len(pods) == size:
        current, counts["currentReplicas"] = newest, size
    return {
        "observedGeneration": wish["metadata"]["generation"], "replicas": len(pods),
        **{name: count for name, count in counts.items() if count},
        "availableReplicas": sum(is_up(pod, min_ready_s, now_ns) for pod in pods),
        "currentRevision": current, "updateRevision": newest,
        "collisionCount": wish.get("status", {}).get("collisionCount", 0),
    }  # fmt: skip
