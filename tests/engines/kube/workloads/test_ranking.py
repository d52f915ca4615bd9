"""Which Pod goes first: every step of the ranking, each deciding where those before are equal."""

from typing import Any

import pytest

from labs.engines.kube.moments import nanos_of
from labs.engines.kube.workloads.ranking import by_deletion, deletion_cost

Manifest = dict[str, Any]
NOW = nanos_of("2026-01-01T01:00:00Z")
HOUR = "2026-01-01T00:00:00Z"


def pod(
    name: str,
    *,
    node: str = "a",
    phase: str = "Running",
    ready: str | None = HOUR,
    cost: str | None = None,
    restarts: int = 0,
    created: str = HOUR,
) -> Manifest:
    """`ready` is since when, None it is not."""
    condition = {"type": "Ready", "status": "True" if ready else "False", "lastTransitionTime": ready or HOUR}
    metadata = {"name": name, "uid": name, "creationTimestamp": created}
    if cost is not None:
        metadata["annotations"] = {"controller.kubernetes.io/pod-deletion-cost": cost}  # type: ignore[assignment]
    return {
        "metadata": metadata,
        "spec": {"nodeName": node} if node else {},
        "status": {"phase": phase, "conditions": [condition], "containerStatuses": [{"restartCount": restarts}]},
    }


# What goes first, and what would go first by the next step alone.
STEPS = [
    (pod("first", node="", phase="Pending", ready=None), pod("other", phase="Pending", ready=None)),
    (pod("first", phase="Pending", ready=None, cost="9"), pod("other", phase="Unknown", ready=None)),
    (pod("first", phase="Unknown", ready=None, cost="9"), pod("other", ready=None)),
    (pod("first", ready=None, cost="9"), pod("other", cost="-9")),
    (pod("first", cost="-1"), pod("other", node="full")),
    (pod("first", node="full"), pod("other", ready="2026-01-01T00:59:00Z")),
    (pod("first", ready="2026-01-01T00:50:00Z"), pod("other", restarts=5)),
    (pod("first", restarts=5), pod("other", created="2026-01-01T00:59:00Z")),
    (pod("first", created="2026-01-01T00:50:00Z"), pod("other")),
    (pod("a"), pod("b")),
]


@pytest.mark.parametrize(("first", "other"), STEPS)
def test_each_step_decides_before_the_next(first: Manifest, other: Manifest) -> None:
    for pods in ([first, other], [other, first]):
        assert by_deletion(pods, {"full": 2, "a": 1}, NOW)[0] is first


def test_times_are_compared_by_their_magnitude_only() -> None:
    """30 and 34 minutes lie between 2^40 and 2^41 ns; then the uid decides, not who was ready first."""
    longer, shorter = pod("a", ready="2026-01-01T00:26:00Z"), pod("b", ready="2026-01-01T00:30:00Z")
    assert by_deletion([shorter, longer], {}, NOW) == [longer, shorter]


def test_with_ready_times_of_one_magnitude_restarts_are_not_asked_for() -> None:
    calm = pod("a", ready="2026-01-01T00:26:00Z")
    restless = pod("b", ready="2026-01-01T00:30:00Z", restarts=9)
    assert by_deletion([restless, calm], {}, NOW) == [calm, restless]


@pytest.mark.parametrize(
    ("text", "cost"),
    [("5", 5), ("-5", -5), ("+5", 0), ("05", 0), ("five", 0), ("2147483648", 0), ("2147483647", 2147483647)],
)
def test_a_cost_is_a_32_bit_integer_or_nothing(text: str, cost: int) -> None:
    assert deletion_cost(pod("x", cost=text)) == cost
