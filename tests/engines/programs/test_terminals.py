"""Participants at work in the scene: since when, with what, and for how long."""

import pytest

from tests.engines.aws.world import World


@pytest.fixture
def world() -> World:
    world = World()
    world.queue("q")
    return world


def test_a_participant_at_work_is_shown_with_what_it_uses(world: World) -> None:
    world.send("a")
    world.receive(by="lee")
    world.call("sns.create_topic", by="lee", Name="orders")
    shown = world.sim.entities()
    assert shown["terminal/kim"] == {
        "kind": "terminal", "name": "kim", "links": ["sqs/q"], "pulls": [], "last_ms": 0,
    }  # fmt: skip
    assert shown["terminal/lee"] == {
        "kind": "terminal", "name": "lee", "links": ["sns/orders"], "pulls": ["sqs/q"], "last_ms": 0,
    }  # fmt: skip


def test_a_participant_is_shown_for_a_minute_after_it_was_last_announced(world: World) -> None:
    world.at(5)
    world.receive(by="lee")
    world.at(64.999999)
    assert "terminal/lee" in world.sim.entities()
    world.at(65)
    assert "terminal/lee" not in world.sim.entities()


def test_who_goes_on_working_stays(world: World) -> None:
    for second in range(0, 200, 20):
        world.at(second)
        world.send("a")
    world.at(200)
    assert world.sim.entities()["terminal/kim"]["last_ms"] == 180_000
    world.at(240)
    assert "terminal/kim" not in world.sim.entities()


def test_only_the_fifty_newest_are_shown(world: World) -> None:
    for number in range(60):
        world.call("sqs.send_message", f"p{number}", QueueUrl="q", MessageBody="a")
    shown = [key for key in world.sim.entities() if key.startswith("terminal/")]
    assert len(shown) == 50
    assert "terminal/p59" in shown
    assert "terminal/p9" not in shown
