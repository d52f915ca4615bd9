"""Programs called directly: work, memory, refusals, crashes."""

import pytest

from labs.engines.programs import Server, StoreFront, WorkTime
from tests.engines.programs.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


def server(shop: Shop, work_us: int = 100_000, concurrency: int = 1) -> None:
    Server(shop.sim, "shipping", title="Shipping", work=WorkTime("constant", work_us), concurrency=concurrency)


def caller(shop: Shop, rate_per_s: float = 1) -> None:
    StoreFront(shop.sim, "storefront", rate_per_s=rate_per_s, owed=["shipping"]).call("shipping")


def test_a_server_answers_when_its_work_is_done(shop: Shop) -> None:
    server(shop)
    caller(shop)
    shop.at(1.5)
    assert shop.times("WorkStarted") == [1.01]
    assert shop.times("WorkFinished") == [1.11]
    assert shop.times("OrderHandedOver") == [1.12]


def test_requests_wait_in_the_servers_memory_in_order(shop: Shop) -> None:
    server(shop, work_us=1_500_000)
    caller(shop)
    shop.at(4)
    assert shop.times("WorkStarted") == [1.01, 2.51]
    assert len(shop.events("WorkQueued")) == 2
    entity = shop.sim.entities()["shipping"]
    assert (entity["busy"], entity["waiting"]) == (1, 1)


def test_a_server_that_is_down_refuses_connections_and_the_order_is_given_up(shop: Shop) -> None:
    server(shop)
    caller(shop)
    shop.do("shipping.stop")
    shop.at(1.9)
    shop.do("storefront.stop")
    shop.at(5)
    [given_up] = shop.events("OrderGivenUp")
    assert given_up["data"]["reason"] == "ConnectionRefused"
    assert [event["data"]["attempt"] for event in shop.events("AttemptFailed")] == [1, 2]


def test_a_retry_survives_a_short_outage(shop: Shop) -> None:
    server(shop)
    caller(shop)
    shop.do("shipping.stop")
    shop.at(1.2)
    shop.do("shipping.start")
    shop.at(1.9)
    assert len(shop.events("OrderHandedOver")) == 1


def test_a_stopped_server_finishes_what_it_has(shop: Shop) -> None:
    server(shop)
    caller(shop)
    shop.at(1.05)
    shop.do("shipping.stop")
    shop.at(1.5)
    assert shop.times("OrderHandedOver") == [1.12]


def test_a_crashing_server_loses_everything_in_memory_and_its_callers_hear_of_it(shop: Shop) -> None:
    server(shop, work_us=5_000_000)
    caller(shop, 2)
    shop.at(1.2)
    shop.do("shipping.crash")
    assert len(shop.events("WorkLost")) == 2
    shop.at(1.3)
    assert [event["data"]["reason"] for event in shop.events("AttemptFailed")] == ["ConnectionReset"] * 2
    shop.do("shipping.start")
    shop.at(8)
    assert shop.sim.entities()["shipping"]["finished"] == 1


def test_an_overloaded_server_says_so(shop: Shop) -> None:
    server(shop, work_us=60_000_000)
    caller(shop, 150)
    shop.at(1)
    reasons = {event["data"]["reason"] for event in shop.events("AttemptFailed")}
    assert reasons == {"Overloaded"}
    assert shop.sim.entities()["shipping"]["waiting"] == 100


def test_a_slowed_down_server_takes_longer_for_new_work(shop: Shop) -> None:
    server(shop)
    caller(shop)
    shop.do("shipping.slow_down", factor=5)
    shop.at(1.9)
    assert shop.times("WorkFinished") == [1.51]
    assert shop.refusal("shipping.slow_down", factor=0) == "bad_arguments"
