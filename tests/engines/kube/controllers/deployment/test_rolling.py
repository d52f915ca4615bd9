"""How large each ReplicaSet is to be next, in tables worked out from the rules."""

from typing import Any

import pytest

from labs.engines.kube.controllers.deployment import rolling
from tests.engines.kube.controllers.deployment.sets_of import one, sets

Manifest = dict[str, Any]
RECREATE = {"strategy": {"type": "Recreate"}}


def steps(taken: list[rolling.Step]) -> list[tuple[str, int, int]]:
    return [(which["metadata"]["name"], before, after) for which, before, after in taken]


@pytest.mark.parametrize(
    ("wanted", "new", "old", "limits", "taken"),
    [
        (3, one("b", 0), one("a", 3), (1, 0), [("b", 0, 1)]),
        (3, one("b", 0), one("a", 3), (0, 1), []),
        (3, one("b", 0), one("a", 2), (0, 1), [("b", 0, 1)]),
        (10, one("b", 0), one("a", 10), ("25%", "25%"), [("b", 0, 3)]),
        (3, one("b", 2), one("a", 0), (5, 0), [("b", 2, 3)]),
        (3, one("b", 5), one("a", 0), (1, 0), [("b", 5, 3)]),
        (3, one("b", 3), one("a", 1), (1, 0), []),
    ],
)
def test_the_new_one_grows_as_far_as_the_surge_lets_it(
    wanted: int, new: Manifest, old: Manifest, limits: tuple[Any, Any], taken: list[Any]
) -> None:
    assert steps(rolling.grown(sets(wanted, new, old, surge=limits[0], unavailable=limits[1]))) == taken


@pytest.mark.parametrize(
    ("wanted", "new", "old", "limits", "taken"),
    [
        # Nobody may be missing and the new one is not up: wait.
        (3, one("b", 1, 0), [one("a", 3)], (1, 0), []),
        (3, one("b", 1, 1), [one("a", 3)], (1, 0), [("a", 3, 2)]),
        (3, one("b", 0), [one("a", 3)], (0, 1), [("a", 3, 2)]),
        # The oldest goes first.
        (4, one("c", 2), [one("a", 1), one("b", 2)], (1, 1), [("a", 1, 0), ("b", 2, 1)]),
        # Pods of no use go before any that are up, though they are younger.
        (4, one("c", 0), [one("a", 3), one("b", 2, 0)], (1, 1), [("b", 2, 0)]),
        # New ones that are not up are no reason to take away more.
        (4, one("c", 2, 0), [one("a", 3), one("b", 0)], (1, 1), []),
        # More available than wished for: the status is from before the last scaling.
        (4, one("c", 3, 3), [one("a", 1, 3)], (1, 1), []),
        # Both, one after the other.
        (4, one("b", 2), [one("a", 3, 2)], (1, 1), [("a", 3, 2), ("a", 2, 1)]),
    ],
)
def test_old_ones_shrink_as_far_as_pods_may_be_missing(
    wanted: int, new: Manifest, old: list[Manifest], limits: tuple[int, int], taken: list[Any]
) -> None:
    assert steps(rolling.shrunk(sets(wanted, new, *old, surge=limits[0], unavailable=limits[1]))) == taken


def test_to_recreate_is_to_empty_all_old_ones_and_then_make_all_new_ones() -> None:
    both = sets(3, one("c", 0), one("a", 3), one("b", 1), **RECREATE)
    assert steps(rolling.emptied(both)) == [("a", 3, 0), ("b", 1, 0)]
    assert rolling.size_of_new(both) == 3


@pytest.mark.parametrize(
    ("wanted", "new", "old", "taken"),
    [
        (5, one("b", 3), [one("a", 0)], [("b", 3, 5)]),
        (5, None, [one("a", 3)], [("a", 3, 5)]),
        (5, one("b", 0), [one("a", 0)], [("b", 0, 5)]),
        (5, None, [one("a", 0), one("b", 0)], [("b", 0, 5)]),
        (5, one("b", 5), [one("a", 0)], []),
        # The new one is up already: what is left of the old one goes.
        (3, one("b", 3, desired=3), [one("a", 2, 0)], [("a", 2, 0)]),
        # Two at once: each its share, and those that keep their size too, for their annotations.
        (4, one("b", 2, most=5), [one("a", 3, most=5)], [("a", 3, 3), ("b", 2, 2)]),
    ],
)
def test_a_new_wish_goes_to_the_one_that_has_pods_or_to_all_in_proportion(
    wanted: int, new: Manifest | None, old: list[Manifest], taken: list[Any]
) -> None:
    assert steps(rolling.rescaled(sets(wanted, new, *old))) == taken


def test_another_wish_than_the_last_one_is_seen_at_those_that_have_pods() -> None:
    assert rolling.is_rescaled(sets(4, one("b", 3, desired=3)))
    assert not rolling.is_rescaled(sets(3, one("b", 3, desired=3), one("a", 0, desired=9)))
    assert not rolling.is_rescaled(sets(3, one("b", 3)))
