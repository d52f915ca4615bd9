"""Programs subscribed over HTTP: they confirm by themselves, get copies at their address, and copies are retried."""

import json
from typing import Any

import pytest

from labs.engines.programs import Worker, WorkTime
from tests.engines.aws.sns.shared import TOPIC
from tests.engines.aws.world import World

URL = "http://shipping-1.shop.example/"
LATENCY_US = 5_000


class ShippingWorld(World):
    """An account, and the program Shipping with two instances."""

    def __init__(self) -> None:
        super().__init__()
        work = WorkTime("constant", 100_000)
        self.shipping = Worker(self.sim, "shipping", title="Shipping", work=work, instances=2)


@pytest.fixture
def world() -> ShippingWorld:
    return ShippingWorld()


@pytest.fixture
def shipping(world: ShippingWorld) -> Worker:
    return world.shipping


def subscribe(world: World, endpoint: str = URL, **more: Any) -> str:
    protocol = endpoint.partition(":")[0]
    arn: str = world.call("sns.subscribe", TopicArn=TOPIC, Protocol=protocol, Endpoint=endpoint, **more)[
        "SubscriptionArn"
    ]
    return arn


def shown(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.sim.entities()["sns/orders"]["subscriptions"]
    return found


def publish(world: World) -> None:
    world.call("sns.publish", TopicArn=TOPIC, Message="hello")


def test_a_subscription_is_pending_until_the_program_has_confirmed_it(
    world: World, shipping: Worker, topic: str
) -> None:
    assert subscribe(world) == "pending confirmation"
    [pending] = shown(world)
    assert (pending["target"], pending["protocol"], pending["confirmed"]) == ("shipping/1", "http", False)
    assert world.sim.entities()["sns/orders"]["links"] == []
    [listed] = world.ask("sns.list_subscriptions")["Subscriptions"]
    assert listed["SubscriptionArn"] == "PendingConfirmation"
    publish(world)
    world.at(1)
    [confirmed] = world.events("SubscriptionConfirmed")
    assert confirmed["at_us"] == 2 * LATENCY_US
    assert (confirmed["data"]["target"], confirmed["data"]["by"]) == ("shipping/1", "shipping")
    assert world.sim.entities()["sns/orders"]["links"] == ["shipping/1"]
    assert world.events("WorkStarted") == []
    [listed] = world.ask("sns.list_subscriptions_by_topic", TopicArn=TOPIC)["Subscriptions"]
    assert listed["SubscriptionArn"] == confirmed["data"]["subscription"] == shown(world)[0]["arn"]


def test_the_arn_of_a_pending_subscription_is_told_on_request_and_ends_it(
    world: World, shipping: Worker, topic: str
) -> None:
    arn = subscribe(world, ReturnSubscriptionArn=True)
    assert arn.startswith(f"{TOPIC}:")
    world.call("sns.unsubscribe", SubscriptionArn=arn)
    world.at(1)
    assert (shown(world), world.events("SubscriptionConfirmed")) == ([], [])


def test_a_token_is_good_for_two_days_and_for_its_own_topic(world: World, topic: str) -> None:
    subscribe(world, "http://example.com/")
    assert world.refusal("sns.confirm_subscription", TopicArn=TOPIC, Token="x")["message"].endswith("Token")
    [subscription] = world.cloud.sns.subscriptions.values()
    token = subscription["token"]
    world.at(172_799)
    confirmed = world.call("sns.confirm_subscription", TopicArn=TOPIC, Token=token)
    assert confirmed == {"SubscriptionArn": subscription["arn"]}
    assert world.call("sns.confirm_subscription", TopicArn=TOPIC, Token=token) == confirmed
    subscribe(world, "http://example.org/")
    world.at(172_799 + 172_801)
    assert [one["endpoint"] for one in shown(world)] == ["http://example.com/"]


def test_subscribing_again_asks_again(world: World, shipping: Worker, topic: str) -> None:
    world.call("shipping.stop")
    subscribe(world)
    world.at(70)
    failed = world.events("ConfirmationFailed")
    assert [event["data"]["reason"] for event in failed] == ["ConnectionRefused"] * 4
    world.call("shipping.start")
    subscribe(world)
    world.at(71)
    assert len(world.events("SubscriptionConfirmed")) == 1
    assert len(shown(world)) == 1


def test_a_copy_is_a_request_and_its_answer_comes_when_the_work_is_done(
    world: World, shipping: Worker, topic: str
) -> None:
    world.cloud.subscribe_http(topic, shipping.url(2))
    publish(world)
    world.at(1)
    [started], [finished] = world.events("WorkStarted"), world.events("WorkFinished")
    assert (started["data"]["instance"], started["data"]["queue"]) == (2, None)
    assert started["data"]["message"] == world.events("Published")[0]["data"]["message"]
    [delivered] = world.events("CopyDelivered")
    assert delivered["at_us"] == finished["at_us"] + LATENCY_US == 2 * LATENCY_US + 100_000
    assert (delivered["data"]["target"], delivered["data"]["queue"]) == ("shipping/2", None)


def test_what_is_sent_looks_like_sns(world: World, shipping: Worker, topic: str) -> None:
    world.cloud.subscribe_http(topic, URL)
    publish(world)
    [copy] = world.cloud.sns.copies.values()
    headers = copy["args"]["headers"]
    assert headers["x-amz-sns-message-type"] == "Notification"
    assert headers["x-amz-sns-topic-arn"] == TOPIC
    assert headers["Content-Type"] == "text/plain; charset=UTF-8"
    assert headers["User-Agent"] == "Amazon Simple Notification Service Agent"
    assert json.loads(copy["args"]["body"])["Message"] == "hello"
    [arn] = world.cloud.sns.subscriptions
    raw = {"AttributeName": "RawMessageDelivery", "AttributeValue": "true"}
    world.call("sns.set_subscription_attributes", SubscriptionArn=arn, **raw)
    publish(world)
    copy = list(world.cloud.sns.copies.values())[-1]
    assert (copy["args"]["body"], copy["args"]["headers"]["x-amz-sns-rawdelivery"]) == ("hello", "true")


def test_a_program_that_is_down_is_tried_four_times_20_s_apart(world: World, shipping: Worker, topic: str) -> None:
    world.cloud.subscribe_http(topic, URL)
    world.call("shipping.stop")
    publish(world)
    world.at(100)
    failed = world.events("DeliveryFailed")
    assert [round(event["at_us"] / 1e6) for event in failed] == [0, 20, 40]
    [dropped] = world.events("CopyDropped")
    assert round(dropped["at_us"] / 1e6) == 60
    assert (dropped["data"]["reason"], dropped["data"]["attempts"]) == ("ConnectionRefused", 4)
    assert world.cloud.sns.copies == {}


def test_a_program_that_comes_back_in_time_gets_the_copy(world: World, shipping: Worker, topic: str) -> None:
    world.cloud.subscribe_http(topic, URL)
    world.call("shipping.stop")
    publish(world)
    world.at(50)
    world.call("shipping.start")
    world.at(70)
    assert len(world.events("WorkFinished")) == 1
    assert world.events("CopyDropped") == []


def test_an_answer_later_than_15_s_counts_as_none_though_the_work_is_done(
    world: World, shipping: Worker, topic: str
) -> None:
    world.cloud.subscribe_http(topic, URL)
    world.call("shipping.slow_down", factor=100)
    publish(world)
    publish(world)  # waits 10 s for the hand of the instance
    world.at(25)
    [failed] = world.events("DeliveryFailed")
    assert (failed["at_us"], failed["data"]["reason"]) == (15_000_000, "TimedOut")
    assert len(world.events("WorkFinished")) == 2


def test_a_client_error_is_not_tried_again(world: World, shipping: Worker, topic: str) -> None:
    world.cloud.subscribe_http(topic, f"{URL}elsewhere")
    publish(world)
    world.at(1)
    assert [event["data"]["reason"] for event in world.events("CopyDropped")] == ["PageNotFound"]


@pytest.mark.parametrize(
    "endpoint",
    ["http://example.com/", "http://sqs.shop.example/", "http://nobody-1.shop.example/", "https://shop.example/"],
)
def test_a_host_that_is_not_there_is_tried_again(world: World, shipping: Worker, topic: str, endpoint: str) -> None:
    world.cloud.subscribe_http(topic, endpoint)
    publish(world)
    world.at(1)
    assert [event["data"]["reason"] for event in world.events("DeliveryFailed")] == ["HostNotFound"]
    assert shown(world)[0]["target"] is None


def test_an_instance_that_is_not_there_refuses(world: World, shipping: Worker, topic: str) -> None:
    world.cloud.subscribe_http(topic, shipping.url(7))
    publish(world)
    world.at(1)
    assert [event["data"]["reason"] for event in world.events("DeliveryFailed")] == ["ConnectionRefused"]


@pytest.mark.parametrize(
    ("protocol", "endpoint", "problem"),
    [
        ("http", "https://shipping-1.shop.example/", "Endpoint must match the specified protocol"),
        ("https", URL, "Endpoint must match the specified protocol"),
        ("http", "http://", "HTTP(S) Endpoint"),
        ("carrier-pigeon", URL, "Amazon SNS does not support this protocol string: carrier-pigeon"),
        ("sqs", URL, "SQS endpoint ARN"),
    ],
)
def test_what_cannot_be_an_endpoint_is_refused(
    world: World, topic: str, protocol: str, endpoint: str, problem: str
) -> None:
    error = world.refusal("sns.subscribe", TopicArn=topic, Protocol=protocol, Endpoint=endpoint)
    assert error["message"] == f"Invalid parameter: {problem}"
