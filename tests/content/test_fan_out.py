"""The fan-out lab: what its goals count, what misses them, and what the broken variant does."""

from pathlib import Path
from typing import Any

import pytest

from labs.content.messaging import fan_out
from labs.content.messaging.fan_out.scenario import build, build_broken
from labs.engines.sim import Command, Simulation

TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
RAW = {"RawMessageDelivery": "true"}


class Room:
    """A variant running, without any room around it."""

    def __init__(self, seed: int = 1, *, broken: bool = False) -> None:
        self.sim = Simulation(seed)
        (build_broken if broken else build)(self.sim)

    def at(self, seconds: float) -> None:
        self.sim.run_until(round(seconds * 1_000_000))

    def do(self, name: str, **args: Any) -> None:
        assert self.sim.execute(Command(name, args, "kim")).error is None

    def goal(self, name: str) -> tuple[str, list[int]]:
        shown = self.sim.entities()[f"goal/{name}"]
        return shown["status"], shown["progress"]

    def queue_for(self, service: str, queue: str) -> None:
        """A new queue, subscribed and worked off by the service."""
        self.do("sqs.create_queue", QueueName=queue)
        self.do("sns.subscribe", TopicArn=TOPIC, Protocol="sqs", Endpoint=_arn(queue), Attributes=RAW)
        self.do(f"{service}.attach", queue=queue)

    def unsubscribe(self, *targets: str) -> None:
        for subscription in self.sim.entities()["sns/orders"]["subscriptions"]:
            if subscription["target"] in targets:
                self.do("sns.unsubscribe", SubscriptionArn=subscription["arn"])

    def rewire_shipping(self) -> None:
        self.queue_for("shipping", "parcels")
        self.unsubscribe("shipping/1", "shipping/2")

    def stop_shipping(self, from_s: float, until_s: float) -> None:
        """Shipping is away between these moments."""
        self.at(from_s)
        self.do("shipping.stop")
        self.at(until_s)
        self.do("shipping.start")

    def ledger(self) -> dict[str, Any]:
        return self.sim.entities()["ledger"]


def _arn(queue: str) -> str:
    return f"arn:aws:sqs:us-east-1:123456789012:{queue}"


@pytest.mark.parametrize("seed", range(5))
def test_left_alone_every_order_is_shipped_twice_and_none_is_lost(seed: int) -> None:
    room = Room(seed)
    room.at(60)
    ledger = room.ledger()
    assert ledger["programs"]["shipping"]["again"] == pytest.approx(ledger["accepted"], abs=10)
    assert ledger["programs"]["accounting"]["again"] == 0
    assert ledger["lost"] == 0


def test_a_queue_beside_the_direct_subscriptions_is_not_a_queue_of_ones_own() -> None:
    room = Room()
    room.queue_for("shipping", "parcels")
    room.at(1)
    assert room.goal("own-queue") == ("not_yet", [0, 2])
    room.unsubscribe("shipping/1", "shipping/2")
    room.at(2)
    assert room.goal("own-queue") == ("not_yet", [1, 2])


def test_a_queue_that_the_topic_does_not_fill_does_not_count() -> None:
    room = Room()
    room.do("sqs.create_queue", QueueName="parcels")
    room.do("shipping.attach", queue="parcels")
    room.unsubscribe("shipping/1", "shipping/2")
    room.at(1)
    assert room.goal("own-queue") == ("not_yet", [0, 2])


def test_a_queue_for_each_instance_or_one_for_both_services_does_not_count() -> None:
    room = Room()
    room.rewire_shipping()
    room.do("sqs.create_queue", QueueName="more")
    room.do("shipping.attach", queue="more", instance=2)
    room.at(1)
    assert room.goal("own-queue")[1] == [0, 2]
    room.do("shipping.attach", queue="parcels", instance=2)
    room.do("accounting.attach", queue="parcels")
    room.at(2)
    assert room.goal("own-queue")[1] == [0, 2]


def test_an_order_that_comes_back_while_it_is_packed_misses_shipped_once_at_that_event() -> None:
    room = Room()
    room.rewire_shipping()
    room.do("sqs.set_queue_attributes", QueueUrl="parcels", Attributes={"VisibilityTimeout": "0"})
    room.at(20)
    assert room.goal("shipped-once")[0] == "missed"
    event = room.sim.entities()["goal/shipped-once"]["event"]
    assert (room.sim.log.fact(event) or {})["event"] == "WorkFinished"


def test_one_instance_alone_does_not_reach_shipped_once() -> None:
    room = Room()
    room.rewire_shipping()
    room.do("shipping.stop", instance=2)
    room.at(20)
    assert room.goal("shipped-once") == ("not_yet", [20, 20])


def test_while_orders_are_pushed_the_seconds_without_shipping_do_not_count() -> None:
    room = Room()
    room.do("shipping.stop")
    room.at(30)
    assert room.goal("survive-without-shipping") == ("not_yet", [0, 20])


def test_the_seconds_without_shipping_are_counted_and_start_anew() -> None:
    room = Room()
    room.rewire_shipping()
    room.at(10)
    room.do("shipping.stop")
    room.at(27.5)
    assert room.goal("survive-without-shipping")[1] == [17, 20]
    room.do("shipping.start")
    room.do("shipping.stop")
    room.at(46)
    assert room.goal("survive-without-shipping")[0] == "not_yet"
    room.at(47.5)
    assert room.goal("survive-without-shipping")[0] == "reached"


def test_an_order_lost_meanwhile_misses_the_goal_at_that_event() -> None:
    room = Room()
    room.rewire_shipping()
    room.at(10)
    room.do("shipping.stop")
    room.at(20)
    room.do("sqs.purge_queue", QueueUrl="parcels")
    assert room.goal("survive-without-shipping")[0] == "missed"
    event = room.sim.entities()["goal/survive-without-shipping"]["event"]
    assert (room.sim.log.fact(event) or {})["event"] == "OrderLost"


@pytest.mark.parametrize(("instances", "status"), [(2, "not_yet"), (4, "reached"), (7, "reached")])
@pytest.mark.parametrize("seed", range(3))
def test_two_instances_are_too_few_for_the_backlog_and_four_are_enough(seed: int, instances: int, status: str) -> None:
    room = Room(seed)
    room.rewire_shipping()
    room.stop_shipping(10, 31)
    room.do("shipping.scale", instances=instances)
    room.at(90)
    assert room.goal("drain-backlog")[0] == status


def test_the_backlog_is_gone_when_for_the_first_time_nothing_waits() -> None:
    room = Room()
    room.rewire_shipping()
    room.stop_shipping(10, 31)
    room.do("shipping.scale", instances=4)
    room.at(60)
    reached_us = room.sim.entities()["goal/drain-backlog"]["at_ms"] * 1000
    again = Room()
    again.rewire_shipping()
    again.stop_shipping(10, 31)
    again.do("shipping.scale", instances=4)
    waiting = []
    for at_us in range(31_000_000, reached_us + 1_001, 1_000):
        again.sim.run_until(at_us)
        waiting.append(again.sim.components["sqs"].gauges()["parcels.visible"])
    assert waiting.index(0) in (len(waiting) - 2, len(waiting) - 1)


@pytest.mark.parametrize(("instances", "status"), [(2, "not_yet"), (4, "reached")])
@pytest.mark.parametrize(("filling_s", "away_s"), [(0, 11), (60, 12), (60, 40)])
def test_the_time_for_the_backlog_grows_with_what_waits(
    instances: int, status: str, filling_s: int, away_s: int
) -> None:
    room = Room()
    room.queue_for("shipping", "parcels")
    room.do("shipping.detach")  # nobody works it off while it fills
    room.at(filling_s)
    room.do("shipping.attach", queue="parcels")
    room.unsubscribe("shipping/1", "shipping/2")
    room.stop_shipping(filling_s + 2, filling_s + 2 + away_s)
    room.do("shipping.scale", instances=instances)
    room.at(filling_s + 2 + away_s + 220)
    assert room.goal("drain-backlog")[0] == status


def test_a_try_whose_time_is_over_says_how_much_was_left_until_shipping_stops_again() -> None:
    room = Room()
    room.rewire_shipping()
    room.stop_shipping(10, 31)
    room.at(80)
    goal = room.sim.entities()["goal/drain-backlog"]
    done, of = goal["progress"]
    assert goal["over"] == {"seconds": pytest.approx(of * 0.4, abs=0.5), "left": of - done}
    assert goal["over"]["left"] > 0
    room.do("shipping.stop")
    assert room.sim.entities()["goal/drain-backlog"]["over"] is None


def test_throwing_the_backlog_away_does_not_drain_it() -> None:
    room = Room()
    room.rewire_shipping()
    room.stop_shipping(10, 31)
    room.do("shipping.scale", instances=4)
    room.do("sqs.purge_queue", QueueUrl="parcels")
    room.at(60)
    assert room.goal("drain-backlog")[0] == "not_yet"


@pytest.mark.parametrize("seed", range(3))
def test_with_one_queue_for_both_every_order_is_lost_to_one_service(seed: int) -> None:
    room = Room(seed, broken=True)
    room.at(50)
    lost = {program: totals["lost"] for program, totals in room.ledger()["programs"].items()}
    assert min(lost.values()) > 50
    assert sum(lost.values()) == pytest.approx(room.ledger()["accepted"], abs=40)
    assert room.goal("both-served")[0] == "not_yet"


def test_what_is_seen_before_the_start_does_not_answer_the_first_prediction() -> None:
    stills = [path.read_text() for path in Path(fan_out.__path__[0]).glob("still*.svg")]
    assert stills
    for still in stills:
        assert "Shipping 2" in still
        assert 'class="mark' not in still
        assert "busy" not in still
