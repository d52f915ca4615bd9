"""The goals of who-brings-it-back count what was asked for, and nothing that only looks like it."""

from typing import Any

from labs.catalog import get_lab
from labs.catalog.play import Played, play
from labs.content.kubernetes.who_brings_it_back.scenario import courier
from labs.content.kubernetes.who_brings_it_back.solution import tolerating
from labs.engines.sim import Command, Simulation

LAB = get_lab("who-brings-it-back")
POD = {"resource": "pods", "name": "$pod shipping"}
BARE = {"resource": "pods", "name": "courier"}


def at(second: float, command: str, **args: Any) -> dict[str, Any]:
    return {"at_s": second, "command": command, "args": args}


def after(end_s: float, *script: dict[str, Any]) -> Played:
    played = play(LAB.build, 1, script, end_s)
    assert played.refused == []
    return played


def test_two_processes_that_die_once_each_are_not_one_that_dies_twice() -> None:
    once = at(18, "node-a.kill_container", pod="default/courier")
    on_node_a = next(
        fact["data"]["pod"] for fact in after(17).facts
        if fact["event"] == "PodScheduled" and fact["data"]["node"] == "node-a" and "shipping" in fact["data"]["pod"]
    )  # fmt: skip
    other = at(20, "node-a.kill_container", pod=on_node_a)
    assert after(60, once, other).goals["restarted"] == "not_yet"
    assert after(60, once, {**once, "at_s": 20}).goals["restarted"] == "reached"


def test_a_pod_that_is_deleted_is_replaced_only_by_an_owner() -> None:
    assert after(60, at(18, "kubectl.delete", **BARE)).goals["replaced"] == "not_yet"
    assert after(60, at(18, "kubectl.delete", **POD)).goals["replaced"] == "reached"


def test_a_bare_pod_that_somebody_applies_again_has_not_stayed_away() -> None:
    deleted = at(18, "kubectl.delete", **BARE)
    assert after(100, deleted, at(50, "kubectl.apply", manifest=courier())).goals["nobody"] == "not_yet"
    assert after(100, deleted).goals["nobody"] == "reached"


def test_a_node_that_comes_back_in_time_has_lost_nothing() -> None:
    goals = after(500, at(30, "node-b.crash"), at(120, "node-b.start")).goals
    assert goals["node-lost"] == goals["in-two-minutes"] == "not_yet"


def test_pods_that_wait_too_long_are_replaced_but_not_within_two_minutes() -> None:
    goals = after(300, at(20, "kubectl.apply", **tolerating(120)), at(60, "node-b.crash")).goals
    assert (goals["node-lost"], goals["in-two-minutes"]) == ("reached", "not_yet")


def test_whoever_has_not_begun_with_the_two_minutes_is_not_told_that_they_are_over() -> None:
    """The same loss of power serves the goal before."""
    assert told_of_the_time() is None
    assert told_of_the_time((20, Command("kubectl.apply", tolerating(120)))) == {"seconds": 120, "left": 1}


def told_of_the_time(*before: tuple[int, Command]) -> Any:
    """What the goal says two minutes and more after node-b has lost its power."""
    sim = Simulation(1)
    LAB.build(sim)
    for at_s, command in (*before, (60, Command("node-b.crash"))):
        sim.run_until(at_s * 1_000_000)
        sim.execute(command)
    sim.run_until(200 * 1_000_000)
    return sim.entities()["goal/in-two-minutes"]["over"]


def test_another_node_may_be_tried_after_the_time_was_over() -> None:
    slow = [at(20, "kubectl.apply", **tolerating(120)), at(60, "node-b.crash")]
    quick = [at(300, "node-b.start"), at(350, "kubectl.apply", **tolerating(5)), at(400, "node-c.crash")]
    assert after(500, *slow, *quick).goals["in-two-minutes"] == "reached"
