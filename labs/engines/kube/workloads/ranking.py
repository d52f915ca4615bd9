"""Which Pod goes first (Kubernetes 1.34, pkg/controller, ActivePodsWithRanks)."""

from functools import cmp_to_key
from typing import Any

from labs.engines.kube.moments import nanos_of
from labs.engines.kube.workloads.pods import is_ready, node_of, phase_of, ready_since, restarts_of

Manifest = dict[str, Any]
DELETION_COST = "controller.kubernetes.io/pod-deletion-cost"
PHASES = {"Pending": 0, "Unknown": 1, "Running": 2}


def by_deletion(pods: list[Manifest], alike_on: dict[str, int], now_ns: int) -> list[Manifest]:
    """The one to delete first comes first; `alike_on`: node -> how many Pods of the same workload are there."""
    ranked = [(_plain_rank(pod, alike_on), _times(pod), pod) for pod in pods]

    def compare(left: tuple[Any, ...], right: tuple[Any, ...]) -> int:
        if left[0] != right[0]:
            return -1 if left[0] < right[0] else 1
        return _compare_ages(left[1], right[1], now_ns)

    return [pod for _, _, pod in sorted(ranked, key=cmp_to_key(compare))]


def _plain_rank(pod: Manifest, alike_on: dict[str, int]) -> tuple[int, ...]:
    """Steps 1 to 5: without a node, by phase, not ready, cheap, on a node with many of its like."""
    node = node_of(pod)
    return (
        1 if node else 0, PHASES.get(phase_of(pod), 0), 1 if is_ready(pod) else 0, deletion_cost(pod),
        -alike_on.get(node, 0),
    )  # fmt: skip


def deletion_cost(pod: Manifest) -> int:
    """0 where it is no 32-bit integer."""
    text = str((pod["metadata"].get("annotations") or {}).get(DELETION_COST, "0"))
    try:
        value = int(text)
    except ValueError:
        return 0
    return value if str(value) == text and -(2**31) <= value < 2**31 else 0


def _times(pod: Manifest) -> tuple[int | None, tuple[int, int], int, str]:
    """What steps 6 to 8 compare: ready since, restarts, created, uid."""
    restarts = restarts_of(pod), restarts_of(pod, "initContainerStatuses")
    return ready_since(pod), restarts, nanos_of(pod["metadata"]["creationTimestamp"]), pod["metadata"]["uid"]


def _compare_ages(left: tuple[Any, ...], right: tuple[Any, ...], now_ns: int) -> int:
    """Steps 6 to 8: ready for a shorter time, more restarts, younger; times on a logarithmic scale, else the uid."""
    if left[0] is not None and right[0] is not None and left[0] != right[0]:
        return _compare_times(left[0], right[0], now_ns) or _order(left[3], right[3])
    if left[1] != right[1]:
        return -_order(left[1], right[1])
    if left[2] != right[2]:
        return _compare_times(left[2], right[2], now_ns) or _order(left[3], right[3])
    return _order(left[3], right[3])


def _compare_times(left_ns: int, right_ns: int, now_ns: int) -> int:
    return _order(_magnitude(now_ns - left_ns), _magnitude(now_ns - right_ns))


def _magnitude(age_ns: int) -> int:
    """The whole part of the base-2 logarithm; -1 for what has no age."""
    return age_ns.bit_length() - 1 if age_ns > 0 else -1


def _order(left: Any, right: Any) -> int:
    return 1 if left > right else -1 if left < right else 0
