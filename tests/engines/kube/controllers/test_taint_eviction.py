"""Which Pods a NoExecute taint drives away, and when."""

from typing import Any

import pytest

from tests.engines.kube.controllers.machines import Machines

TAINT = {"key": "k", "value": "v", "effect": "NoExecute"}


def tolerating(**more: Any) -> dict[str, Any]:
    return {"tolerations": [{"key": "k", "operator": "Exists", "effect": "NoExecute", **more}]}


def tainted(*pods: tuple[str, dict[str, Any]]) -> Machines:
    """A node that is tainted at the first second with these Pods on it."""
    world = Machines(1)
    for name, spec in pods:
        world.add_pod(name, "n0", **spec)
    world.run_to(1)
    world.patch("nodes", "n0", {"spec": {"taints": [TAINT]}})
    return world


def left(world: Machines) -> list[str]:
    return [pod["metadata"]["name"] for pod in world.pods()]


def test_who_does_not_tolerate_it_goes_at_once_and_who_does_stays_for_as_long_as_it_says() -> None:
    world = tainted(("no", {}), ("ever", tolerating()), ("five", tolerating(tolerationSeconds=5)))
    world.run_to(1.1)
    assert left(world) == ["ever", "five"]
    world.run_to(6)
    assert left(world) == ["ever", "five"]
    world.run_to(6.1)
    assert left(world) == ["ever"]
    assert world.told("TaintManagerEviction") == [
        "Marking for deletion Pod default/no", "Marking for deletion Pod default/five",
    ]  # fmt: skip


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_toleration_of_no_seconds_is_none(seconds: int) -> None:
    world = tainted(("web", tolerating(tolerationSeconds=seconds)))
    world.run_to(1.1)
    assert left(world) == []


def test_the_shortest_toleration_that_is_used_counts() -> None:
    every = {"operator": "Exists", "effect": "NoExecute"}
    long, short, other = (
        {**every, "key": "k", "tolerationSeconds": 9},
        {**every, "tolerationSeconds": 4},
        {**every, "key": "other", "tolerationSeconds": 1},
    )
    world = tainted(("web", {"tolerations": [long, short, other]}))
    world.run_to(5)
    assert left(world) == ["web"]
    world.run_to(5.1)
    assert left(world) == []


def test_when_the_taint_goes_in_time_nothing_happens() -> None:
    world = tainted(("web", tolerating(tolerationSeconds=5)))
    world.run_to(3)
    world.patch("nodes", "n0", {"spec": {"taints": None}})
    world.run_to(20)
    assert left(world) == ["web"]
    assert world.told("TaintManagerEviction") == ["Cancelling deletion of Pod default/web"]


def test_a_pod_that_comes_later_is_driven_away_too() -> None:
    world = tainted()
    world.add_pod("web", "n0", tolerations=[])
    world.run(0.1)
    assert left(world) == []


def test_other_taints_drive_nobody_away() -> None:
    world = Machines(1)
    world.add_pod("web", "n0", tolerations=[])
    world.patch("nodes", "n0", {"spec": {"taints": [{**TAINT, "effect": "NoSchedule"}]}})
    world.run(1)
    assert left(world) == ["web"]
