"""StoreFront: how orders come, and what becomes of them when nobody answers."""

import json
from itertools import pairwise

import pytest

from labs.engines.programs import StoreFront
from tests.engines.programs.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


def front(shop: Shop, rate_per_s: float = 5, **options: bool) -> StoreFront:
    storefront = StoreFront(shop.sim, "storefront", rate_per_s=rate_per_s, owed=["shipping"], **options)
    storefront.publish_to(shop.cloud.topic("orders", shop.queue_arn))
    return storefront


def test_orders_come_evenly_at_the_rate(shop: Shop) -> None:
    front(shop)
    shop.at(2)
    assert shop.times("OrderAccepted") == [round(0.2 * n, 1) for n in range(1, 11)]


def test_orders_may_come_by_chance_at_the_same_mean_rate(shop: Shop) -> None:
    front(shop, 30, poisson=True)
    shop.at(100)
    times = shop.times("OrderAccepted")
    gaps = [later - earlier for earlier, later in pairwise(times)]
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


def test_it_is_connected_to_topics_and_queues_while_the_run_goes_on(shop: Shop) -> None:
    StoreFront(shop.sim, "storefront", rate_per_s=1, owed=[])
    topic = shop.cloud.topic("news")
    shop.at(2.5)
    shop.do("storefront.connect", arn=topic)
    shop.do("storefront.connect", arn=shop.queue_arn)
    shop.do("storefront.connect", arn=shop.queue_arn)
    assert shop.sim.entities()["storefront"]["links"] == ["sns/news", "sqs/jobs"]
    shop.at(4.5)
    assert [event["data"]["to"] for event in shop.events("OrderAccepted")] == [[], [], *[["sns/news", "sqs/jobs"]] * 2]
    assert (len(shop.events("Published")), shop.jobs()) == (2, (2, 0))
    assert [event["data"]["to"] for event in shop.events("CallerConnected")] == ["sns/news", "sqs/jobs"]


def test_disconnected_it_hands_on_no_more_and_gives_up_what_waited_for_another_try(shop: Shop) -> None:
    StoreFront(shop.sim, "storefront", rate_per_s=1, owed=[])
    shop.do("storefront.connect", arn=shop.queue_arn)
    shop.sim.network.set_loss("storefront", "sqs", 1_000_000)
    shop.at(1.5)
    shop.do("storefront.stop")
    shop.at(6.1)
    assert shop.events("AttemptFailed")
    shop.do("storefront.disconnect", to="sqs/jobs")
    shop.at(10)
    assert [event["data"]["reason"] for event in shop.events("OrderGivenUp")] == ["Disconnected"]
    assert [event["data"]["to"] for event in shop.events("CallerDisconnected")] == ["sqs/jobs"]
    shop.do("storefront.disconnect", to="sqs/jobs")
    assert len(shop.events("CallerDisconnected")) == 1


@pytest.mark.parametrize("arn", ["", "jobs", "arn:aws:s3:::bucket", "arn:aws:sqs:us-east-1:123456789012:"])
def test_it_can_only_be_connected_to_a_topic_or_a_queue(shop: Shop, arn: str) -> None:
    StoreFront(shop.sim, "storefront", rate_per_s=1, owed=[])
    assert shop.refusal("storefront.connect", arn=arn) == "bad_arguments"


def test_it_is_connected_to_so_many_at_most(shop: Shop) -> None:
    StoreFront(shop.sim, "storefront", rate_per_s=1, owed=[])
    arns = [shop.queue_arn.replace("jobs", f"jobs-{number}") for number in range(11)]
    for arn in arns[:10]:
        shop.do("storefront.connect", arn=arn)
    assert shop.refusal("storefront.connect", arn=arns[10]) == "limit"
