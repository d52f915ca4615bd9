"""The scheduler of a living cluster: it watches, decides from what it has seen, one Pod at a time, and binds."""

from typing import Any

from labs.engines.kube.etcd import Etcd
from labs.engines.kube.scheduler.cycle import Cycle
from labs.engines.kube.scheduler.decisions import DECISIONS_MOST, unpacked
from labs.engines.kube.scheduler.framework import Profile
from labs.engines.kube.scheduler.judging import Judgement, judge
from labs.engines.kube.scheduler.outcomes import Outcomes
from labs.engines.kube.scheduler.pending import NAME
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.sampling import Sampling
from labs.engines.kube.scheduler.scheduling_queue import (
    ACTIVE,
    BACKOFF,
    ERROR,
    GATED,
    UNSCHEDULABLE,
)
from labs.engines.sim import Entity, Refused, Simulation, command, query

# One scheduling cycle: 500 Pods a second, about what kube-scheduler reaches in its own benchmarks on a few hundred
# nodes; here the decision falls at its end.
SCHEDULE_US = 2_000


class Scheduler(Outcomes):
    """kube-scheduler with its default profile; `queue`, `assumed` and `nominated` are what it has in mind."""

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        self.busy = False
        self.search_start = 0  # where the search among many nodes goes on
        self.decided: list[dict[str, Any]] = []  # the last decisions: {"pod", "at_us", "outcome", ..., "nodes" packed}
        self._profile = Profile()
        super().__init__(sim, etcd)

    # Commands and questions

    @command
    def stop(self) -> dict[str, Any]:
        """The process dies: no Pod gets a node any more."""
        if self.running:
            self.running = self.busy = False
            self.queue, self.assumed, self.nominated, self.flush_us = {}, {}, {}, 0
            self.stop_watching()
            self._refresh()
            self.emit("SchedulerStopped")
        return {}

    @command
    def start(self) -> dict[str, Any]:
        if self.running:
            raise Refused("already_running")
        self.running = True
        self.emit("SchedulerStarted")
        self.start_watching(self.life)
        return {}

    @query
    def decisions(self) -> list[dict[str, Any]]:
        """The last 200, the newest last: {"pod", "at_us", "outcome", "node", "tied", "message", "preemption"}."""
        return [{name: value for name, value in one.items() if name != "nodes"} for one in self.decided]

    @query
    def decision(self, pod: str, at_us: int = -1) -> dict[str, Any]:
        """The last decision of a Pod ("namespace/name"), or the one of that moment, as a result of `explain`.

        Raises Refused("unknown_decision").
        """
        for one in reversed(self.decided):
            if one["pod"] == pod and at_us in (-1, one["at_us"]):
                return {**one, "nodes": unpacked(one["nodes"])}
        raise Refused("unknown_decision", pod=pod)

    # The cycle

    def wake(self) -> None:
        if self.running and not self.busy and self._queue.has_next():
            self.busy = True
            self.call_later(SCHEDULE_US, "schedule", self.life)

    def schedule(self, life: int) -> None:
        if life == self.life:
            self.busy = False
            key = self._queue.pop()
            if key is not None:
                self.sim.cause = self.sim.latest = self.queue[key]["cause"]
                self._schedule(self._cluster.pods[key])
            self.wake()

    def _schedule(self, pod: PodInfo) -> None:
        if pod.is_terminating:
            self._queue.remove(pod.key)
            message = f"skip schedule deleting pod: {pod.key}"
            self.record(dict(pod.manifest), "FailedScheduling", message, warning=True, source=NAME)
            return
        pod.nominated = self.nominated.get(pod.key, "")
        cycle = Cycle(self._profile, self._cluster.snapshot(), Sampling())
        cycle.sampling.start = self.search_start
        found = judge(cycle, pod, self.chance("ties").below, self.chance("preemption").below)
        self.search_start = cycle.sampling.start
        self._keep(pod, found)
        if found.node:
            self.emit("PodScheduled", pod=pod.key, node=found.node, tied=len(found.tied))
            self.bind(pod, found.node)
        else:
            self.reject(pod, found)

    def _keep(self, pod: PodInfo, found: Judgement) -> None:
        preemption = None
        if found.candidate is not None:
            victims = [victim.key for victim in found.candidate.victims]
            preemption = {"nominatedNode": found.candidate.node, "victims": victims}
        told = {
            "pod": pod.key, "at_us": self.sim.now_us, "outcome": found.outcome, "node": found.node or None,
            "tied": found.tied, "message": found.message or None, "nodes": found.nodes, "preemption": preemption,
        }  # fmt: skip
        self.decided = [*self.decided[1 - DECISIONS_MOST :], told]

    # What can be seen

    def entities(self) -> dict[str, Entity]:
        counts = self._queue.counts
        told = {
            "kind": "scheduler", "state": "running" if self.running else "stopped",
            "active": counts[ACTIVE], "backoff": counts[BACKOFF] + counts[ERROR],
            "unschedulable": counts[UNSCHEDULABLE], "gated": counts[GATED],
        }  # fmt: skip
        return {self.name: told, **super().entities()}
