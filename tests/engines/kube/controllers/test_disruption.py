"""What a PodDisruptionBudget says of the Pods it protects."""

from typing import Any

import pytest

from tests.engines.kube.controllers.world import Manifest, World, pod, workload

SELECTOR = {"matchLabels": {"app": "web"}}


def guarded(replicas: int = 4, **rule: Any) -> World:
    """So many Pods of a Deployment, all ready, and a budget."""
    world = World()
    world.create("deployments", workload("web", replicas))
    world.create("poddisruptionbudgets", {"metadata": {"name": "web"}, "spec": {"selector": SELECTOR, **rule}})
    world.run(10)
    return world


def counts(world: World) -> tuple[int, int, int, int]:
    """expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed."""
    status = world.status("poddisruptionbudgets", "web")
    return tuple(status[name] for name in ("expectedPods", "desiredHealthy", "currentHealthy", "disruptionsAllowed"))


RULES: dict[str, tuple[Manifest, tuple[int, int, int, int]]] = {
    "so many stay": ({"minAvailable": 3}, (4, 3, 4, 1)),
    "all stay": ({"minAvailable": "100%"}, (4, 4, 4, 0)),
    "a part stays, rounded up": ({"minAvailable": "30%"}, (4, 2, 4, 2)),
    "so many may go": ({"maxUnavailable": 1}, (4, 3, 4, 1)),
    "a part may go, rounded up": ({"maxUnavailable": "30%"}, (4, 2, 4, 2)),
    "more than there are": ({"minAvailable": 9}, (4, 9, 4, 0)),
}


@pytest.mark.parametrize("case", RULES)
def test_what_is_allowed_follows_from_the_rule(case: str) -> None:
    rule, wanted = RULES[case]
    assert counts(guarded(**rule)) == wanted


def test_a_pod_that_is_not_ready_or_leaving_takes_from_what_is_allowed() -> None:
    world = guarded(maxUnavailable=1)
    name = world.names("pods")[0]
    world.runners.say(f"default/{name}", "Running", False)
    world.run(0.5)
    assert counts(world) == (4, 3, 3, 0)
    condition = world.status("poddisruptionbudgets", "web")["conditions"][0]
    assert (condition["status"], condition["reason"]) == ("False", "InsufficientPods")
    world.runners.say(f"default/{name}", "Running", True)
    world.run(0.5)
    assert world.status("poddisruptionbudgets", "web")["conditions"][0]["reason"] == "SufficientPods"


def test_scaling_the_owner_moves_it() -> None:
    world = guarded(maxUnavailable="50%")
    world.scale("deployments", "web", 2)
    world.run(10)
    assert counts(world) == (2, 1, 2, 1)


def test_pods_without_an_owner_count_only_where_a_number_has_to_stay() -> None:
    world = World()
    for name in ("one", "two"):
        world.create("pods", pod(name))
    budget = {"metadata": {"name": "web"}, "spec": {"selector": SELECTOR, "minAvailable": 1}}
    world.create("poddisruptionbudgets", budget)
    world.run(10)
    assert counts(world) == (2, 1, 2, 1)
    world.patch("poddisruptionbudgets", "web", {"spec": {"minAvailable": None, "maxUnavailable": 1}})
    world.run(1)
    assert counts(world) == (0, 0, 2, 0)


def test_a_granted_eviction_that_does_not_begin_counts_for_two_minutes() -> None:
    world = guarded(maxUnavailable=1)
    name = world.names("pods")[0]
    status = world.status("poddisruptionbudgets", "web")
    granted = {"status": {**status, "disruptedPods": {name: "2026-01-01T00:00:10Z"}}}
    world.patch("poddisruptionbudgets", "web", granted, subresource="status")
    world.run(1)
    assert counts(world) == (4, 3, 3, 0)
    world.run(118)
    assert counts(world) == (4, 3, 3, 0)
    world.run(2)
    assert counts(world) == (4, 3, 4, 1)
