"""What an instance has in hand and in memory, while it is stopped, crashes, or gets more hands."""

import pytest

from tests.engines.programs.shop import Caller, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def caller(shop: Shop) -> Caller:
    return Caller(shop.sim)


def test_requests_wait_in_the_memory_of_their_instance(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None, instances=2)
    caller.post(1, count=3)
    shop.at(0.5)
    entities = shop.sim.entities()
    assert [(entities[key]["busy"], entities[key]["waiting"]) for key in ("shipping/1", "shipping/2")] == [
        (1, 2),
        (0, 0),
    ]
    shop.at(10)
    assert shop.times("WorkStarted") == [0.01, 1.01, 2.01]
    queued = {event["id"] for event in shop.events("WorkQueued")}
    assert [event["cause"] in queued for event in shop.events("WorkStarted")] == [False, True, True]


def test_more_hands_take_up_what_waits(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None)
    caller.post(count=3)
    shop.at(0.5)
    shop.do("shipping.set_concurrency", concurrency=2)
    assert shop.sim.entities()["shipping/1"]["busy"] == 2


def test_a_stopped_instance_refuses_and_finishes_what_it_has(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None)
    caller.post(count=2)
    shop.at(0.5)
    shop.do("shipping.stop")
    caller.post()
    shop.at(5)
    assert caller.answers == ["ConnectionRefused", "200", "200"]


def test_a_crash_breaks_off_every_request_of_that_instance(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None, instances=2)
    caller.post(1, count=2)
    caller.post(2)
    shop.at(0.5)
    shop.do("shipping.crash", instance=1)
    shop.at(5)
    assert caller.answers == ["ConnectionReset", "ConnectionReset", "200"]
    assert len(shop.events("WorkLost")) == 2
    shop.do("shipping.start")
    entity = shop.sim.entities()["shipping/1"]
    assert (entity["busy"], entity["waiting"]) == (0, 0)
