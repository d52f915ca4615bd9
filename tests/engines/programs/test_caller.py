"""StoreFront: how orders come, and what becomes of them when nobody answers."""

import json

import pytest

from labs.engines.programs import Server, StoreFront, WorkTime
from tests.engines.programs.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


def front(shop: Shop, rate_per_s: float = 5, **options: bool) -> StoreFront:
    storefront = StoreFront(shop.sim, "storefront", rate_per_s=rate_per_s, owed=["shipping"], **options)
    storefront.publish_to(shop.cloud.topic("orders", shop.queue_arn))
    return storefront


def server(shop: Shop, work_us: int = 100_000, concurrency: int = 1) -> None:
    Server(shop.sim, "shipping", title="Shipping", work=WorkTime("constant", work_us), concurrency=concurrency)


def caller(shop: Shop, rate_per_s: float = 1) -> None:
    StoreFront(shop.sim, "storefront", rate_per_s=rate_per_s, owed=["shipping"]).call("shipping")


def test_orders_come_evenly_at_the_rate(shop: Shop) -> None:
    front(shop)
    shop.at(2)
    assert shop.times("OrderAccepted") == [round(0.2 * n, 1) for n in range(1, 11)]


def test_orders_may_come_by_chance_at_the_same_mean_rate(shop: Shop) -> None:
    front(shop, 30, poisson=True)
    shop.at(100)
    times = shop.times("OrderAccepted")
    gaps = [later - earlier for earlier, later in zip(times, times[1:], strict=False)]
    mean = sum(gaps) / len(gaps)
    assert len(times) == pytest.approx(3_000, rel=0.06)
    deviation = (sum((gap - mean) ** 2 for gap in gaps) / len(gaps)) ** 0.5
    assert deviation == pytest.approx(mean, rel=0.1)  # as exponential gaps have it


def test_an_order_is_published_with_a_readable_body_and_its_trace(shop: Shop) -> None:
    front(shop)
    shop.at(0.3)
    [message] = shop.do("sqs.receive_message", QueueUrl="jobs", AttributeNames=["AWSTraceHeader"])["Messages"]
    assert json.loads(message["Body"]) == {"order": 1, "item": "lamp"}
    assert message["Attributes"] == {"AWSTraceHeader": "order-1"}
    [accepted] = shop.events("OrderAccepted")
    assert accepted["data"] == {"order": 1, "trace": "order-1", "owed": ["shipping"], "to": ["sns/orders"]}
    assert accepted["cause"] == 0
    [over] = shop.events("OrderHandedOver")
    assert over["at_us"] == 220_000


def test_the_rate_can_change_and_be_nothing(shop: Shop) -> None:
    front(shop)
    shop.at(1)
    shop.do("storefront.set_rate", per_second=0)
    shop.at(5)
    assert len(shop.times("OrderAccepted")) == 5
    shop.do("storefront.set_rate", per_second=2)
    shop.at(6)
    assert shop.times("OrderAccepted")[5:] == [5.5, 6]
    assert shop.refusal("storefront.set_rate", per_second=2_001) == "bad_arguments"
    assert shop.refusal("storefront.set_rate", per_second=-1) == "bad_arguments"


def test_a_stopped_storefront_takes_no_orders_until_it_is_started(shop: Shop) -> None:
    front(shop)
    shop.at(1)
    shop.do("storefront.stop")
    shop.do("storefront.set_rate", per_second=10)
    shop.at(3)
    assert len(shop.times("OrderAccepted")) == 5
    shop.do("storefront.start")
    shop.at(3.15)
    assert shop.times("OrderAccepted")[5:] == [3.1]


def test_stopping_and_starting_does_not_double_the_load(shop: Shop) -> None:
    front(shop)
    for _ in range(5):
        shop.do("storefront.stop")
        shop.do("storefront.start")
    shop.at(1)
    assert len(shop.times("OrderAccepted")) == 5


def test_an_unanswered_order_is_tried_three_times_and_then_given_up(shop: Shop) -> None:
    front(shop, 0.1)
    shop.do("network.cut", a="storefront", b="sns")
    shop.at(30)
    failed, given_up = shop.events("AttemptFailed"), shop.events("OrderGivenUp")
    # Accepted at 10 s; each attempt fails after 5 s; 0.5 s and 1 s between them.
    assert [event["at_us"] / 1e6 for event in failed if event["data"]["order"] == 1] == [15, 20.5]
    assert [(event["at_us"] / 1e6, event["data"]["order"]) for event in given_up] == [(26.5, 1)]
    assert given_up[0]["data"]["reason"] == "TimedOut"


def test_an_order_is_handed_over_by_a_later_attempt(shop: Shop) -> None:
    front(shop, 0.1)
    shop.do("network.cut", a="storefront", b="sns")
    shop.at(15.2)
    shop.do("network.heal", a="storefront", b="sns")
    shop.at(19)
    [over] = shop.events("OrderHandedOver")
    assert over["at_us"] == 15_520_000
    assert shop.events("OrderGivenUp") == []


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
