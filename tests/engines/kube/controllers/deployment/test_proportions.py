"""A Deployment scaled in the middle of a rollout: shares worked out by hand."""

from typing import Any

import pytest

from labs.engines.kube.controllers.deployment.proportions import spread
from tests.engines.kube.controllers.deployment.sets_of import one, sets

Manifest = dict[str, Any]


@pytest.mark.parametrize(
    ("wanted", "surge", "old", "new", "sizes"),
    [
        # The handbook's case: 10 with 3 above, 8 and 5; to 15: 18 in all, 8*18/13 = 11.08, 5*18/13 = 6.9.
        (15, 3, one("a", 8, most=13), one("b", 5, most=13), {"a": 11, "b": 7}),
        # Down to 5: 8 in all, 8*8/13 = 4.9 and 5*8/13 = 3.08.
        (5, 3, one("a", 8, most=13), one("b", 5, most=13), {"a": 5, "b": 3}),
        # Both halves are rounded up, but no more than what is to be added; the largest gets what is left over.
        (4, 1, one("a", 1, most=2), one("b", 1, most=2), {"a": 2, "b": 3}),
        # To nothing, whatever the surge.
        (0, 3, one("a", 8, most=13), one("b", 5, most=13), {"a": 0, "b": 0}),
        # Nothing to add: nobody changes.
        (4, 1, one("a", 3, most=5), one("b", 2, most=5), {"a": 3, "b": 2}),
    ],
)
def test_each_gets_its_share(wanted: int, surge: int, old: Manifest, new: Manifest, sizes: dict[str, int]) -> None:
    assert spread(sets(wanted, new, old, surge=surge)) == sizes


def test_without_an_annotation_the_deployments_own_number_stands_in() -> None:
    both = sets(15, one("b", 5), one("a", 8), surge=3)
    both.wish["status"] = {"replicas": 13}
    assert spread(both) == {"a": 11, "b": 7}


def test_of_nothing_there_is_nothing_to_share() -> None:
    assert spread(sets(15, None)) == {}
