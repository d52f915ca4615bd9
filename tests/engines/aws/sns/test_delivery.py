"""SNS pushes, and tries again: the phases of its retry policy, and what ends them."""

from itertools import pairwise

import pytest

from labs.engines.aws.sns.endpoints import KINDS
from labs.engines.sim import Command
from tests.engines.aws.world import World

TIMEOUT_S = 5  # after which an attempt has failed
LATENCY_S = 0.005
RETRIES = KINDS["sqs"].retries
ATTEMPTS_MAX = 100_015


@pytest.fixture
def topic(world: World) -> str:
    queue = "arn:aws:sqs:us-east-1:123456789012:q"
    return world.cloud.topic("orders", queue)


def publish(world: World, topic: str) -> None:
    world.call("sns.publish", TopicArn=topic, Message="a")


def cut(world: World, how: str = "cut") -> None:
    world.sim.execute(Command(f"network.{how}", {"a": "sns", "b": "sqs"}))


def test_the_policy_is_3_at_once_2_a_second_apart_10_backing_off_and_the_rest_20_s_apart() -> None:
    delays = [RETRIES.delay_before_us(attempt) or 0 for attempt in range(1, 18)]
    assert delays[:5] == [0, 0, 0, 1_000_000, 1_000_000]
    backoff = delays[5:15]
    assert (backoff[0], backoff[-1]) == (1_000_000, 20_000_000)
    ratios = {round(later / earlier, 4) for earlier, later in pairwise(backoff)}
    assert ratios == {1.395}  # the ninth root of 20
    assert delays[15:] == [20_000_000, 20_000_000]
    assert RETRIES.attempts == ATTEMPTS_MAX
    assert RETRIES.delay_before_us(ATTEMPTS_MAX) == 20_000_000
    assert RETRIES.delay_before_us(ATTEMPTS_MAX + 1) is None


def test_the_whole_policy_takes_about_23_days() -> None:
    waited_us = sum(RETRIES.delay_before_us(attempt) or 0 for attempt in range(1, ATTEMPTS_MAX + 1))
    assert 23 <= waited_us / 86_400_000_000 < 24


def test_a_copy_arrives_after_one_latency_and_is_confirmed_after_two(world: World, topic: str) -> None:
    publish(world, topic)
    world.at(1)
    [sent], [delivered] = world.events("MessageSent"), world.events("CopyDelivered")
    assert (sent["at_us"], delivered["at_us"]) == (5_000, 10_000)
    assert delivered["cause"] == sent["id"]
    assert sent["cause"] == world.events("Published")[0]["id"]


def test_the_confirmation_follows_from_the_sending_also_when_someone_waits_for_the_message(
    world: World, topic: str
) -> None:
    world.begin("sqs.receive_message", QueueUrl="q", WaitTimeSeconds=20)
    publish(world, topic)
    world.at(1)
    assert len(world.events("MessageReceived")) == 1
    assert world.events("CopyDelivered")[0]["cause"] == world.events("MessageSent")[0]["id"]


def test_a_cut_delays_a_copy_and_does_not_lose_it(world: World, topic: str) -> None:
    cut(world)
    publish(world, topic)
    # Three attempts at once, each failing after 5 s, then two that wait 1 s before.
    world.at(27.1)
    failed = world.events("DeliveryFailed")
    assert [event["at_us"] / 1e6 for event in failed] == [5, 10, 15, 21, 27]
    assert [event["data"]["attempt"] for event in failed] == [1, 2, 3, 4, 5]
    assert {event["data"]["reason"] for event in failed} == {"TimedOut"}
    cut(world, "heal")
    world.at(40)
    [delivered] = world.events("CopyDelivered")
    assert delivered["at_us"] == 28_000_000 + 2 * 5_000
    assert world.bodies() == ["a"]


def test_a_lost_confirmation_makes_a_second_copy(world: World, topic: str) -> None:
    """At least once: SNS cannot know that SQS has the message already."""
    publish(world, topic)
    world.at(0.007)  # stored; the answer is on its way
    cut(world)
    cut(world, "heal")
    world.at(10)
    assert world.counts() == (2, 0, 0)
    assert len(world.events("CopyDelivered")) == 1


def test_each_failure_is_caused_by_its_own_publishing(world: World, topic: str) -> None:
    cut(world)
    publish(world, topic)
    world.at(1)
    publish(world, topic)
    world.at(7)
    published, failed = world.events("Published"), world.events("DeliveryFailed")
    assert [event["cause"] for event in failed[:2]] == [event["id"] for event in published]


def test_a_client_error_is_not_retried_and_the_copy_is_dropped(world: World, topic: str) -> None:
    world.call("sqs.delete_queue", QueueUrl="q")
    publish(world, topic)
    world.at(60)
    [dropped] = world.events("CopyDropped")
    assert dropped["data"]["reason"] == "QueueDoesNotExist"
    assert world.events("DeliveryFailed") == []
    assert world.cloud.sns.copies == {}


def test_after_the_last_attempt_the_copy_is_dropped(world: World, topic: str) -> None:
    cut(world)
    publish(world, topic)
    world.at(1)
    [copy] = world.cloud.sns.copies.values()
    copy["attempt"] = ATTEMPTS_MAX
    world.at(6)
    [dropped] = world.events("CopyDropped")
    assert dropped["data"]["reason"] == "TimedOut"
    assert world.cloud.sns.copies == {}
