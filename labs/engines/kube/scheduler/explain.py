"""What kube-scheduler 1.34 would do with a cluster's manifests, and why: each Pod without a node, in queue order."""

from collections.abc import Sequence

from labs.engines.kube.errors import KubeError
from labs.engines.kube.manifests import Manifests
from labs.engines.kube.scheduler.cluster_objects import ClusterObjects
from labs.engines.kube.scheduler.cycle import Chance, Cycle, Filtered, Scores, best_of
from labs.engines.kube.scheduler.framework import DEFAULT_PROFILE, Profile
from labs.engines.kube.scheduler.messages import NO_NODES, counted, fit_error, histogram
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.plugins.priority_sort import PrioritySort
from labs.engines.kube.scheduler.plugins.scheduling_gates import SchedulingGates
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.preemption import Candidate, preempt
from labs.engines.kube.scheduler.sampling import Sampling
from labs.engines.kube.scheduler.snapshot import Snapshot
from labs.engines.kube.scheduler.telling import NodesTold, Result, result

OVER = ("Succeeded", "Failed")
# As the API server words the condition of a Pod that has gates.
GATED = "Scheduling is blocked due to non-empty scheduling gates"
KINDS = (
    "namespaces", "services", "replicasets", "replicationcontrollers", "statefulsets", "poddisruptionbudgets",
    "persistentvolumes", "persistentvolumeclaims", "storageclasses",
)  # fmt: skip


class NoSuch(KubeError):
    """A plug-in or a node that was asked for by name and is not there; `known` are those that are."""

    code = "no_such"

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no {what} {name}; there are: {', '.join(known)}", what=what, name=name)


def explain(
    manifests: Manifests,
    *,
    bind: bool = True,
    preemption: bool = True,
    plugin: str | None = None,
    candidates: Sequence[str] | None = None,
    chance: Chance | None = None,
) -> dict[str, list[Result]]:
    """{"results": [...]}, one for each Pod without a node that is not over, in the order of the queue.

    `bind` places each Pod before the next is judged. `plugin` lets only this one filter and score, and it scores all
    nodes; with `candidates`, these are scored as if the filters had left only them. Of equal nodes the first as given
    is chosen unless `chance` (n -> one of 0..n-1) decides. `nodes` has the nodes that were looked at: of 100 and more,
    the search ends when enough will do. What is told of two nodes may be one and the same dict. Raises NoSuch.
    """
    return {"results": Explainer(manifests, bind, preemption, plugin, candidates, chance).results()}


class Explainer:
    """One run over a cluster's Pods."""

    def __init__(
        self,
        manifests: Manifests,
        bind: bool,
        preemption: bool,
        plugin: str | None,
        candidates: Sequence[str] | None,
        chance: Chance | None,
    ) -> None:
        self._bind, self._preempts, self._chance = bind, preemption and plugin is None, chance
        self._is_alone = plugin is not None
        self._looks_at_all = self._is_alone or candidates is not None
        objects = ClusterObjects(**{kind: getattr(manifests, kind) for kind in KINDS})
        self._snapshot = Snapshot(manifests.nodes, objects)
        self._told = NodesTold(list(self._snapshot.by_name), everything=self._looks_at_all)
        self._cycle = Cycle(_profile(plugin), self._snapshot)
        self._candidates = None if candidates is None else [self._node(name) for name in candidates]
        pods = [PodInfo(pod) for pod in manifests.pods if (pod.get("status") or {}).get("phase") not in OVER]
        for pod in pods:
            if pod.spec.get("nodeName"):
                self._snapshot.add_pod(pod, pod.spec["nodeName"])
            elif pod.nominated:
                self._snapshot.nominate(pod, pod.nominated)
        self._waiting = PrioritySort({}).sort(pod for pod in pods if not pod.spec.get("nodeName"))

    def _node(self, name: str) -> NodeInfo:
        if name not in self._snapshot.by_name:
            raise NoSuch("node", name, list(self._snapshot.by_name))
        return self._snapshot.by_name[name]

    def results(self) -> list[Result]:
        return [self._judge(pod) for pod in self._waiting]

    def _judge(self, pod: PodInfo) -> Result:
        gated = SchedulingGates({}).pre_enqueue(pod)
        if gated is not None:
            return result(
                pod, message=GATED, nodes=self._told.nodes(dict.fromkeys(self._snapshot.by_name, gated), None)
            )
        if pod.is_terminating:
            return result(pod, message=f"skip schedule deleting pod: {pod.key}")
        if not self._snapshot.nodes:
            return result(pod, message=NO_NODES)
        if not self._bind:
            self._cycle.sampling = Sampling()
        filtered = self._cycle.filter(pod, all_nodes=self._looks_at_all)
        feasible = filtered.feasible if self._candidates is None else self._candidates
        if not feasible:
            return self._rejected(pod, filtered)
        scores = self._score(pod, feasible)
        return self._scheduled(pod, feasible, filtered, scores)

    def _score(self, pod: PodInfo, feasible: list[NodeInfo]) -> Scores | None:
        """A single node is taken without being scored, unless scores are what was asked for."""
        if self._candidates is not None:
            return self._cycle.score(pod, self._candidates)
        if self._is_alone:
            return self._cycle.score(pod, list(self._snapshot.by_name.values()))
        return self._cycle.score(pod, feasible) if len(feasible) > 1 else None

    def _scheduled(self, pod: PodInfo, feasible: list[NodeInfo], filtered: Filtered, scores: Scores | None) -> Result:
        totals = {node.name: total for node, total in zip(scores.nodes, scores.totals, strict=True)} if scores else {}
        tied = best_of(feasible, [totals.get(node.name, 0) for node in feasible])
        chosen = tied[self._chance(len(tied))] if self._chance else tied[0]
        if self._bind:
            self._snapshot.withdraw(pod)
            self._snapshot.add_pod(pod, chosen.name)
        kept = {node.name: True for node in feasible}
        rejected = {name: status for name, status in filtered.rejected.items() if name not in kept}
        nodes = self._told.nodes(rejected, scores, kept)
        return result(pod, "scheduled", node=chosen.name, tied=[node.name for node in tied], nodes=nodes)

    def _rejected(self, pod: PodInfo, filtered: Filtered) -> Result:
        found = filtered.before.reasons[0] if filtered.before else histogram(counted(filtered.rejected.values()))
        preempted = preempt(self._cycle, pod, filtered, self._chance) if self._preempts else None
        message = fit_error(len(self._snapshot.nodes), found, preempted.message if preempted else "")
        scores = self._cycle.score(pod, list(self._snapshot.by_name.values())) if self._is_alone else None
        nodes = self._told.nodes(filtered.rejected, scores)
        candidate = preempted.candidate if preempted else None
        if self._bind:
            self._nominate(pod, candidate)
        if candidate is None:
            return result(pod, message=message, nodes=nodes)
        victims = [victim.key for victim in candidate.victims]
        told = {"nominatedNode": candidate.node, "victims": victims}
        return result(pod, "nominated", message=message, nodes=nodes, preemption=told)

    def _nominate(self, pod: PodInfo, candidate: Candidate | None) -> None:
        """The victims are terminating, less important Pods no longer count on the node."""
        self._snapshot.withdraw(pod)
        if candidate is None:
            return
        for victim in candidate.victims:
            self._snapshot.remove_pod(victim.key)
            self._snapshot.add_pod(victim.leaving(), candidate.node)
        for other in list(self._snapshot.nominated.get(candidate.node, {}).values()):
            if other.priority < pod.priority:
                self._snapshot.withdraw(other)
        self._snapshot.nominate(pod, candidate.node)


def _profile(plugin: str | None) -> Profile:
    if plugin is None:
        return Profile()
    if plugin not in DEFAULT_PROFILE:
        raise NoSuch("plug-in", plugin, list(DEFAULT_PROFILE))
    return Profile({plugin: DEFAULT_PROFILE[plugin]})
