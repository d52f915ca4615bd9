"""PodDisruptionBudgets: how many Pods may go just now (kube-controller-manager 1.34, pkg/controller/disruption)."""

from typing import Any, ClassVar

from labs.engines.kube.controller import Controller
from labs.engines.kube.labels import matches_labels
from labs.engines.kube.moments import NANOS_A_SECOND, nanos_of
from labs.engines.kube.workloads.conditions import with_condition
from labs.engines.kube.workloads.owners import controller_of, is_leaving
from labs.engines.kube.workloads.pods import is_finished, is_ready
from labs.engines.kube.workloads.scaled import scaled

Manifest = dict[str, Any]
BUDGETS = "poddisruptionbudgets"
SCALED = ("replicasets", "deployments", "statefulsets", "replicationcontrollers")
EVICTED_S = 120  # a Pod whose eviction was granted and that is still there after so long counts again


class Disruption(Controller):
    """Writes the status that evictions and preemption go by."""

    name = "disruption-controller"
    resources: ClassVar[tuple[str, ...]] = (BUDGETS, "pods", *SCALED)

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        if resource == BUDGETS:
            self.enqueue(key)
            return
        labels = [one["metadata"].get("labels") or {} for one in self.versions(before, after)]
        for budget in self._budgets(key.partition("/")[0]):
            selector = self.manager.known(BUDGETS, budget)["spec"].get("selector")
            if resource != "pods" or any(matches_labels(selector, one) for one in labels):
                self.enqueue(budget)

    def _budgets(self, namespace: str) -> list[str]:
        return [key for key in self.manager.cache[BUDGETS] if key.startswith(f"{namespace}/")]

    def reconcile(self, key: str) -> None:
        budget = self.object(BUDGETS, key)
        if budget is None or is_leaving(budget):
            return
        namespace, selector = key.partition("/")[0], budget["spec"].get("selector")
        pods = [
            pod
            for one, pod in self.manager.objects("pods")
            if one.startswith(f"{namespace}/") and matches_labels(selector, pod["metadata"].get("labels") or {})
        ]
        status = self._status(key, budget, [pod for pod in pods if not is_finished(pod)])
        if status != budget.get("status"):
            self.write_status(key, BUDGETS, budget, status)

    def _status(self, key: str, budget: Manifest, pods: list[Manifest]) -> Manifest:
        before = budget.get("status") or {}
        evicted = self._evicted(key, before.get("disruptedPods") or {}, pods)
        healthy = sum(is_ready(pod) and not is_leaving(pod) and pod["metadata"]["name"] not in evicted for pod in pods)
        expected, desired = self._wanted(budget["spec"], pods)
        allowed = max(0, healthy - desired) if expected > 0 else 0
        told = {
            "type": "DisruptionAllowed", "status": "True" if allowed else "False", "message": "",
            "reason": "SufficientPods" if allowed else "InsufficientPods", "lastTransitionTime": self.now,
            "observedGeneration": budget["metadata"].get("generation", 1),
        }  # fmt: skip
        return {
            "observedGeneration": budget["metadata"].get("generation", 1), "currentHealthy": healthy,
            "desiredHealthy": desired, "expectedPods": expected, "disruptionsAllowed": allowed,
            **({"disruptedPods": evicted} if evicted else {}),
            "conditions": with_condition(before.get("conditions") or [], told),
        }  # fmt: skip

    def _evicted(self, key: str, granted: dict[str, str], pods: list[Manifest]) -> dict[str, str]:
        """Pods whose eviction was granted and has not begun yet, for two minutes; then they count again."""
        waiting = [pod["metadata"]["name"] for pod in pods if not is_leaving(pod)]
        until = {name: nanos_of(moment) + EVICTED_S * NANOS_A_SECOND for name, moment in granted.items()}
        kept = {name: moment for name, moment in granted.items() if name in waiting and until[name] > self.now_ns}
        for name in kept:
            self.enqueue(key, (until[name] - self.now_ns) // 1000)
        return kept

    def _wanted(self, spec: Manifest, pods: list[Manifest]) -> tuple[int, int]:
        """How many Pods there should be, and how many of them must be healthy."""
        if spec.get("maxUnavailable") is not None:
            expected = self._expected(pods)
            return expected, max(0, expected - scaled(spec["maxUnavailable"], expected, up=True))
        least = spec.get("minAvailable", 1)
        if isinstance(least, int):
            return len(pods), least
        expected = self._expected(pods)
        return expected, scaled(least, expected, up=True)

    def _expected(self, pods: list[Manifest]) -> int:
        """The sum of what the Pods' owners wish for, each owner once."""
        owners: dict[str, int] = {}
        for pod in pods:
            owner = self._owner(pod)
            if owner is not None:
                owners[owner["metadata"]["uid"]] = owner["spec"].get("replicas", 1)
        return sum(owners.values())

    def _owner(self, manifest: Manifest) -> Manifest | None:
        """What scales it: its controller, or the Deployment above that."""
        reference = controller_of(manifest)
        if reference is None or f"{reference['kind'].lower()}s" not in SCALED:
            return None
        key = f"{manifest['metadata']['namespace']}/{reference['name']}"
        found = self.object(f"{reference['kind'].lower()}s", key)
        if found is None or found["metadata"]["uid"] != reference["uid"]:
            return None
        return self._owner(found) or found
