"""The shop to try things out: it runs steadily, its goals are reached, and what must fail a goal fails it."""

from typing import Any

import pytest

from labs.content.messaging.shop.scenario import build
from labs.engines.sim import Command, Simulation

GOALS = ("goal/survive-without-shipping", "goal/drain-backlog")


class Room:
    """The scenario running, without any room around it."""

    def __init__(self, seed: int = 1) -> None:
        self.sim = Simulation(seed)
        build(self.sim)

    def at(self, seconds: float) -> None:
        self.sim.run_until(round(seconds * 1_000_000))

    def do(self, name: str, **args: Any) -> None:
        assert self.sim.execute(Command(name, args, "kim")).error is None

    def goals(self) -> list[str]:
        entities = self.sim.entities()
        return [entities[goal]["status"] for goal in GOALS]

    def ledger(self) -> dict[str, Any]:
        return self.sim.entities()["ledger"]


@pytest.mark.parametrize("seed", range(20))
def test_an_absence_of_21_s_reaches_every_goal_and_loses_nothing(seed: int) -> None:
    room = Room(seed)
    room.at(10)
    room.do("shipping.stop")
    room.at(31)
    room.do("shipping.start")
    room.at(60)
    assert room.goals() == ["reached", "reached"]
    ledger = room.ledger()
    assert (ledger["lost"], ledger["again"]) == (0, 0)


@pytest.mark.parametrize("seed", range(5))
def test_undisturbed_it_runs_steadily(seed: int) -> None:
    room = Room(seed)
    room.at(300)
    ledger = room.ledger()
    assert ledger["accepted"] == 1_500
    assert ledger["handled"] + ledger["moving"] + ledger["waiting"] == ledger["owed"] == 3_000
    assert ledger["waiting"] < 40
    assert ledger["again"] == 0
    assert room.goals() == ["not_yet", "not_yet"]


def test_every_hop_takes_between_300_and_500_ms() -> None:
    room = Room()
    room.at(30)
    events = room.sim.log.since(0)
    accepted = {event["id"]: event["at_us"] for event in events if event["event"] == "OrderAccepted"}
    hops = [event["at_us"] - accepted[event["cause"]] for event in events if event["event"] == "Published"]
    assert len(hops) > 100
    assert min(hops) >= 300_000
    assert max(hops) <= 500_000


def test_the_seconds_without_shipping_are_counted_and_start_anew() -> None:
    room = Room()
    room.at(10)
    room.do("shipping.stop")
    room.at(27.5)
    assert room.sim.entities()[GOALS[0]]["progress"] == [17, 20]
    room.do("shipping.start")
    room.do("shipping.stop")
    room.at(46)
    assert room.goals()[0] == "not_yet"
    room.at(47.5)
    assert room.goals()[0] == "reached"


def test_one_instance_that_goes_on_is_not_a_time_without_shipping() -> None:
    room = Room()
    room.at(10)
    room.do("shipping.stop", instance=1)
    room.at(60)
    assert room.goals()[0] == "not_yet"


def test_a_crash_counts_as_an_absence_too_and_nothing_is_lost() -> None:
    room = Room()
    room.at(10)
    room.do("shipping.crash")
    room.at(31)
    assert room.goals()[0] == "reached"
    assert room.ledger()["lost"] == 0


def test_an_order_lost_meanwhile_misses_the_goal_at_that_event() -> None:
    room = Room()
    room.at(10)
    room.do("shipping.stop")
    room.at(20)
    room.do("sqs.purge_queue", QueueUrl="shipping")
    goal = room.sim.entities()[GOALS[0]]
    assert goal["status"] == "missed"
    lost = room.sim.log.fact(goal["event"]) or {}
    assert lost["event"] == "OrderLost"
    room.at(60)
    assert room.goals()[0] == "missed"


def test_a_backlog_that_takes_longer_than_15_s_is_not_drained_but_may_be_tried_again() -> None:
    room = Room()
    room.at(10)
    room.do("shipping.stop")
    room.at(70)
    room.do("shipping.slow_down", factor=20)
    room.do("shipping.start")
    room.at(86)
    assert room.goals()[1] == "not_yet"
    room.do("shipping.slow_down", factor=1)
    room.at(200)
    assert room.goals()[1] == "not_yet"
    room.do("shipping.stop")
    room.at(222)
    room.do("shipping.start")
    room.at(238)
    assert room.goals()[1] == "reached"


def test_throwing_the_backlog_away_does_not_drain_it() -> None:
    room = Room()
    room.at(10)
    room.do("shipping.stop")
    room.at(31)
    room.do("shipping.start")
    room.do("sqs.purge_queue", QueueUrl="shipping")
    room.at(60)
    assert room.goals()[1] == "not_yet"


def test_the_same_seed_gives_the_same_run() -> None:
    def digest(seed: int) -> str:
        room = Room(seed)
        room.at(60)
        return room.sim.digest

    assert digest(5) == digest(5) != digest(6)
