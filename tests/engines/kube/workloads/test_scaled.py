"""Numbers that may be percentages."""

from typing import Any

import pytest

from labs.engines.kube.workloads.scaled import scaled, surge_and_unavailable


@pytest.mark.parametrize(
    ("value", "total", "up", "down"),
    [(3, 10, 3, 3), ("25%", 10, 3, 2), ("25%", 8, 2, 2), ("0%", 10, 0, 0), ("100%", 3, 3, 3), ("1%", 1, 1, 0)],
)
def test_percentages_are_rounded_as_asked(value: Any, total: int, up: int, down: int) -> None:
    assert (scaled(value, total, up=True), scaled(value, total, up=False)) == (up, down)


@pytest.mark.parametrize(
    ("limits", "total", "result"),
    [
        ({}, 3, (1, 0)),
        ({}, 4, (1, 1)),
        ({"maxSurge": 0, "maxUnavailable": 0}, 4, (0, 1)),
        ({"maxSurge": 0, "maxUnavailable": "10%"}, 4, (0, 1)),
        ({"maxSurge": "50%", "maxUnavailable": 0}, 5, (3, 0)),
    ],
)
def test_a_rollout_can_always_move(limits: dict[str, Any], total: int, result: tuple[int, int]) -> None:
    assert surge_and_unavailable(limits, total) == result
