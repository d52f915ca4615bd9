"""The lab about the visibility timeout: what its goals count, and what does not count."""

from typing import Any

import pytest

from labs.content.messaging.visibility_timeout.scenario import build, build_broken
from labs.engines.sim import Command, Simulation


class Room:
    """A variant running, without any room around it."""

    def __init__(self, *, broken: bool = False) -> None:
        self.sim = Simulation(1)
        (build_broken if broken else build)(self.sim)

    def at(self, seconds: float) -> None:
        self.sim.run_until(round(seconds * 1_000_000))

    def do(self, name: str, **args: Any) -> None:
        assert self.sim.execute(Command(name, args, "kim")).error is None

    def hide_for(self, seconds: int) -> None:
        self.do("sqs.set_queue_attributes", QueueUrl="shipping", Attributes={"VisibilityTimeout": str(seconds)})

    def goal(self, name: str) -> tuple[str, list[int] | None]:
        shown = self.sim.entities()[f"goal/{name}"]
        return shown["status"], shown["progress"]


def test_an_order_is_packed_twice_within_twenty_seconds_and_no_order_is_done_with() -> None:
    room = Room()
    room.at(20)
    assert room.goal("packed-again") == ("reached", [2, 2])
    assert room.goal("once-each")[0] == "not_yet"


def test_too_few_hands_delete_in_time_by_accident_and_that_does_not_count() -> None:
    room = Room()
    room.do("shipping.set_concurrency", concurrency=2)
    room.at(150)
    assert room.goal("once-each")[0] == "not_yet"


@pytest.mark.parametrize(("seconds", "status"), [(9, "not_yet"), (10, "reached"), (15, "reached")])
def test_an_order_has_to_be_hidden_for_the_packing_and_the_ways(seconds: int, status: str) -> None:
    room = Room()
    room.hide_for(seconds)
    room.at(60)
    assert room.goal("once-each")[0] == status


def test_a_crash_that_costs_less_than_three_orders_shows_too_little() -> None:
    room = Room()
    room.hide_for(15)
    room.at(3)
    room.do("shipping.crash", instance=1)
    room.at(60)
    assert room.goal("crash-survived") == ("not_yet", None)


def test_orders_thrown_away_after_a_crash_are_lost() -> None:
    room = Room()
    room.hide_for(15)
    room.at(30)
    room.do("shipping.crash", instance=1)
    room.do("sqs.purge_queue", QueueUrl="shipping")
    room.at(60)
    assert room.goal("crash-survived")[0] == "missed"


@pytest.mark.parametrize(("seconds", "status"), [(6, "not_yet"), (15, "reached"), (25, "not_yet"), (600, "not_yet")])
def test_neither_too_short_a_timeout_nor_too_long_a_one_mends_the_variant(seconds: int, status: str) -> None:
    room = Room(broken=True)
    room.at(35)
    room.hide_for(seconds)
    room.at(200)
    assert room.goal("back-in-time")[0] == status
