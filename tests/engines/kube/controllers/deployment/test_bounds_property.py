"""Whatever happens to a Deployment: never too few available, never too many Pods, and in the end as wished."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.kube.controllers.world import SECOND, World, template, workload

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("image"), st.integers(0, 3)),
        st.tuples(st.just("scale"), st.integers(0, 8)),
        st.tuples(st.just("wait"), st.integers(1, 8)),
        st.tuples(st.just("kill"), st.integers(0, 7)),
    ),
    max_size=7,
)
IMAGES = ["broken:0", "web:1", "web:2", "web:3"]
NOTICED_S = 0.3  # until everybody has seen that a Pod is gone, or another wish
LIMITS = st.sampled_from([(0, 1), (1, 0), (1, 1), (2, 2), ("25%", "25%"), ("50%", 0), (0, "40%")])


def looked_at(world: World, seconds: float) -> Iterator[None]:
    """Every 50 ms."""
    until_us = world.sim.now_us + round(seconds * SECOND)
    while world.sim.now_us < until_us:
        world.run(0.05)
        yield


def let_statuses_catch_up(world: World) -> None:
    """A rollout turned round in the few ms in which a status still counts Pods being deleted may take too many.

    Kubernetes' own controller reads the same statuses and has the same gap.
    """
    quiet = 0
    while quiet < 5:
        world.run(0.01)
        sets = world.all("replicasets")
        agree = all(one["spec"]["replicas"] == one.get("status", {}).get("replicas", 0) for one in sets)
        quiet = quiet + 1 if agree else 0


def available(world: World) -> int:
    return sum(_is_ready(pod) for pod in world.pods())


def _is_ready(pod: dict[str, Any]) -> bool:
    conditions = pod.get("status", {}).get("conditions", [])
    return any(one["type"] == "Ready" and one["status"] == "True" for one in conditions)


def surge_and_unavailable(limits: tuple[Any, Any], wanted: int) -> tuple[int, int]:
    """By the rule, worked out with fractions."""
    surge, missing = limits
    up = -(-int(surge[:-1]) * wanted // 100) if isinstance(surge, str) else surge
    down = int(missing[:-1]) * wanted // 100 if isinstance(missing, str) else missing
    return up, down if up or down else 1


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, limits=LIMITS, wanted=st.integers(1, 8))
def test_a_rollout_keeps_its_bounds_and_settles(steps: list[Any], limits: tuple[Any, Any], wanted: int) -> None:
    """What is lost or wished for anew may be missing for a while; the controllers never take more than they may."""
    rolling = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": limits[0], "maxUnavailable": limits[1]}}
    world = World()
    world.create("deployments", workload(replicas=wanted, strategy=rolling))
    world.run(6)
    for verb, number in [*steps, ("image", 1)]:
        let_statuses_catch_up(world)
        if verb == "image":
            world.patch("deployments", "web", {"spec": {"template": template(IMAGES[number])}})
        elif verb == "scale":
            wanted = number
            world.scale("deployments", "web", wanted)
        elif verb == "kill" and world.pods():
            world.kill(sorted(pod["metadata"]["name"] for pod in world.pods())[number % len(world.pods())])
        if verb != "image":
            world.run(NOTICED_S)
        surge, missing = surge_and_unavailable(limits, wanted)
        had = available(world)
        for _ in looked_at(world, number if verb == "wait" else 0.2):
            assert available(world) >= min(had, wanted - missing)
            assert len(world.pods()) <= wanted + surge
            had = available(world)
    world.run(60)
    assert len(world.pods()) == wanted == available(world)
    assert {pod["spec"]["containers"][0]["image"] for pod in world.pods()} <= {IMAGES[1]}
    waiting = [key for keys in world.manager.keys.values() for key in keys]
    assert [key for key in waiting if not key.startswith("#")] == []  # those are clocks, and name no object
