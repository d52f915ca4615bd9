"""PodDisruptionBudgets, as preemption minds them (kube-scheduler 1.34).

What a budget allows is written into its status by the disruption controller; where that is absent, it is worked out.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from labs.engines.kube.scheduler.cluster_objects import namespace_of
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.selectors import Selector

Manifest = Mapping[str, Any]


class Budget:
    """One budget: whom it protects and how many of them may go."""

    def __init__(self, manifest: Manifest, placed: Iterable[PodInfo]) -> None:
        self._namespace = namespace_of(manifest)
        self._selector = Selector(manifest["spec"].get("selector"))
        status = manifest.get("status") or {}
        self._gone = list(status.get("disruptedPods") or {})
        allowed = status.get("disruptionsAllowed")
        self.allowed: int = _allowed(manifest["spec"], sum(map(self._selects, placed))) if allowed is None else allowed

    def _selects(self, pod: PodInfo) -> bool:
        if pod.namespace != self._namespace or not pod.labels or self._selector.is_empty:
            return False
        return self._selector.matches(pod.labels)

    def protects(self, pod: PodInfo) -> bool:
        """A Pod whose eviction is counted already is not protected any more."""
        return pod.name not in self._gone and self._selects(pod)


def _allowed(spec: Manifest, matching: int) -> int:
    """Where no controller has said it: as if all matching Pods were wanted and healthy; none without a rule."""
    if spec.get("maxUnavailable") is not None:
        return _part(spec["maxUnavailable"], matching)
    return max(0, matching - _part(spec["minAvailable"], matching)) if spec.get("minAvailable") is not None else 0


def _part(value: int | str, whole: int) -> int:
    """A number, or a percentage rounded up."""
    return -(-whole * int(value.rstrip("%")) // 100) if isinstance(value, str) else value


def split_by_budget(pods: Sequence[PodInfo], budgets: Sequence[Budget]) -> tuple[list[PodInfo], list[PodInfo]]:
    """Pods whose eviction, in this order, would violate a budget, and the others."""
    left = [budget.allowed for budget in budgets]
    violating: list[PodInfo] = []
    others: list[PodInfo] = []
    for pod in pods:
        protecting = [index for index, budget in enumerate(budgets) if budget.protects(pod)]
        for index in protecting:
            left[index] -= 1
        (violating if any(left[index] < 0 for index in protecting) else others).append(pod)
    return violating, others
