"""The state of a zone and the pace that follows."""

import pytest

from labs.engines.kube.controllers.node_lifecycle.zones import FULL, NORMAL, PARTIAL, new_zone, pace_us, state_of

STATES = {
    "all well": (3, 0, NORMAL),
    "two of three silent: too few to judge by": (1, 2, NORMAL),
    "three of five silent: 60 percent": (2, 3, PARTIAL),
    "eleven of twenty silent: 55 percent": (9, 11, PARTIAL),
    "fifty-four of a hundred": (46, 54, NORMAL),
    "all silent": (0, 1, FULL),
    "empty": (0, 0, NORMAL),
}


@pytest.mark.parametrize("case", STATES)
def test_a_zone_is_judged_by_how_many_are_silent(case: str) -> None:
    ready, unready, state = STATES[case]
    assert state_of(ready, unready) == state


@pytest.mark.parametrize(
    ("state", "size", "pace_s"), [(NORMAL, 5, 10), (FULL, 500, 10), (PARTIAL, 50, 0), (PARTIAL, 51, 100)]
)
def test_a_mostly_silent_zone_is_emptied_slowly_or_not_at_all(state: str, size: int, pace_s: int) -> None:
    assert pace_us({**new_zone(), "state": state, "size": size}) == pace_s * 1_000_000
