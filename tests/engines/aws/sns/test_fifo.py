"""FIFO topics: numbers, deduplication, order of a group also where copies must be tried again."""

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.engines.aws.sns.fifo import find_first, is_full, key_of, new_fifo, next_number, remember
from labs.engines.sim import Command
from tests.engines.aws.sns.receiving import Receiving
from tests.engines.aws.sns.shared import QUEUE
from tests.engines.aws.world import World

FIFO = "arn:aws:sns:us-east-1:123456789012:orders.fifo"
MINUTE_US = 60_000_000


@pytest.fixture
def fifo(world: World) -> str:
    return make(world)


def make(world: World, **attributes: str) -> str:
    given = {"FifoTopic": "true", **attributes}
    return str(world.call("sns.create_topic", Name="orders.fifo", Attributes=given)["TopicArn"])


def subscribe(world: World, queue: str = "q.fifo", raw: str = "true") -> str:
    args: dict[str, Any] = {"TopicArn": FIFO, "Protocol": "sqs", "Endpoint": QUEUE + queue}
    return str(world.call("sns.subscribe", **args, Attributes={"RawMessageDelivery": raw})["SubscriptionArn"])


def publish(world: World, text: str, group: str = "g", **more: Any) -> dict[str, str]:
    more = {"MessageDeduplicationId": f"{group}-{text}", **more}
    answer: dict[str, str] = world.call("sns.publish", TopicArn=FIFO, Message=text, MessageGroupId=group, **more)
    return answer


# Making one


def test_a_fifo_topic_says_what_it_is(world: World) -> None:
    assert make(world, ContentBasedDeduplication="true", FifoThroughputScope="MessageGroup") == FIFO
    found = world.ask("sns.get_topic_attributes", TopicArn=FIFO)["Attributes"]
    assert (found["FifoTopic"], found["ContentBasedDeduplication"]) == ("true", "true")
    assert found["FifoThroughputScope"] == "MessageGroup"
    assert make(world, ContentBasedDeduplication="true") == FIFO


@pytest.mark.parametrize(
    ("name", "fifo", "problem"),
    [
        ("orders", "true", "Fifo Topic names must end with .fifo"),
        ("x" * 252 + ".fifo", "true", "Fifo Topic names must end with .fifo"),
        ("orders.fifo", "false", "Invalid parameter: Topic Name"),
        ("orders.fifo", "yes", "Invalid parameter: Attributes Reason: FifoTopic: Invalid value [yes]."),
    ],
)
def test_its_name_ends_in_fifo_and_only_its_name(world: World, name: str, fifo: str, problem: str) -> None:
    refused = world.refusal("sns.create_topic", Name=name, Attributes={"FifoTopic": fifo})
    assert refused["message"].startswith(problem)


def test_fifo_topics_lead_to_queues_of_both_kinds_and_to_nothing_else(world: World, fifo: str) -> None:
    subscribe(world, "q")
    subscribe(world, "q.fifo")
    refused = world.refusal("sns.subscribe", TopicArn=FIFO, Protocol="http", Endpoint="http://example.com/")
    assert refused["message"] == "Invalid parameter: Invalid protocol type: http"


def test_a_fifo_topic_has_a_hundred_subscriptions(world: World, fifo: str) -> None:
    for number in range(100):
        subscribe(world, f"q{number}.fifo")
    args = {"TopicArn": FIFO, "Protocol": "sqs", "Endpoint": f"{QUEUE}q.fifo"}
    assert world.refusal("sns.subscribe", **args)["code"] == "SubscriptionLimitExceeded"


# Publishing


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({}, "The MessageGroupId parameter is required for FIFO topics"),
        (
            {"MessageGroupId": "g"},
            "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
            " explicitly",
        ),
    ],
)
def test_a_message_needs_its_group_and_deduplication(
    world: World, fifo: str, more: dict[str, Any], problem: str
) -> None:
    text = f"Invalid parameter: {problem}"
    assert world.refusal("sns.publish", TopicArn=FIFO, Message="a", **more)["message"] == text
    batch = [{"Id": "a", "Message": "a", **more}, {"Id": "b", "Message": "b", **more}]
    refused = world.refusal("sns.publish_batch", TopicArn=FIFO, PublishBatchRequestEntries=batch)
    assert refused["message"] == text


@pytest.mark.parametrize("parameter", ["MessageGroupId", "MessageDeduplicationId"])
def test_group_and_deduplication_have_their_signs(world: World, fifo: str, parameter: str) -> None:
    given = {"MessageGroupId": "g", "MessageDeduplicationId": "d", parameter: "a b"}
    refused = world.refusal("sns.publish", TopicArn=FIFO, Message="a", **given)
    assert refused["message"].startswith(f"Invalid parameter: {parameter} Reason:")


def test_numbers_are_20_digits_and_grow(world: World, fifo: str) -> None:
    numbers = [publish(world, str(number))["SequenceNumber"] for number in range(3)]
    assert [len(number) for number in numbers] == [20, 20, 20]
    assert numbers == sorted(numbers)


def test_the_envelope_has_the_number_and_no_signature(world: World, fifo: str) -> None:
    receiving = Receiving(world)
    subscribe(world, raw="false")
    number = publish(world, "a")["SequenceNumber"]
    world.at(1)
    [taken] = receiving.taken
    assert (taken["MessageGroupId"], taken["MessageDeduplicationId"]) == ("g", "g-a")
    envelope = json.loads(taken["MessageBody"])
    assert envelope["SequenceNumber"] == number
    assert "Signature" not in envelope


def test_a_standard_queue_gets_no_deduplication_id(world: World, fifo: str) -> None:
    receiving = Receiving(world)
    subscribe(world, "q")
    publish(world, "a")
    world.at(1)
    assert receiving.taken == [{"QueueUrl": "q", "MessageBody": "a", "MessageGroupId": "g"}]


def test_a_standard_topic_forwards_the_group_to_its_queues(world: World, topic: str) -> None:
    receiving = Receiving(world)
    world.cloud.subscribe_queue(topic, f"{QUEUE}q")
    world.call("sns.publish", TopicArn=topic, Message="a", MessageGroupId="tenant-1")
    world.at(1)
    assert receiving.taken[0]["MessageGroupId"] == "tenant-1"


def test_content_is_told_apart_by_its_hash(world: World) -> None:
    make(world, ContentBasedDeduplication="true")
    receiving = Receiving(world)
    subscribe(world, raw="false")
    for more in ({"Message": "Test"}, {"Message": "Test", "Subject": "s"}, {"Message": "Other"}):
        world.call("sns.publish", TopicArn=FIFO, MessageGroupId="g", **more)
    world.at(1)
    hashes = [sha256(text).hexdigest() for text in (b"Test", b"Other")]
    assert hashes[0].startswith("532eaabd")
    assert [args["MessageDeduplicationId"] for args in receiving.taken] == hashes


# Deduplication


@pytest.mark.parametrize(("scope", "copies"), [("Topic", 1), ("MessageGroup", 2)])
def test_the_same_id_within_five_minutes_is_copied_once(world: World, scope: str, copies: int) -> None:
    make(world, FifoThroughputScope=scope)
    first = publish(world, "a", "g1", MessageDeduplicationId="d")
    assert publish(world, "b", "g1", MessageDeduplicationId="d") == first
    publish(world, "c", "g2", MessageDeduplicationId="d")
    assert len(world.events("Published")) == copies
    assert world.events("PublishDeduplicated")[0]["data"]["message"] == first["MessageId"]


def test_after_five_minutes_it_is_another_message(world: World, fifo: str) -> None:
    for second, copies in ((0, 1), (299, 1), (300, 2), (599, 2), (600, 3), (1_300, 4)):
        world.at(second)
        publish(world, "a")
        assert len(world.events("Published")) == copies, second


def test_a_batch_is_deduplicated_within_itself(world: World, fifo: str) -> None:
    entry = {"Message": "a", "MessageGroupId": "g", "MessageDeduplicationId": "d"}
    batch = [{"Id": "x", **entry}, {"Id": "y", **entry}]
    answer = world.call("sns.publish_batch", TopicArn=FIFO, PublishBatchRequestEntries=batch)
    first, second = answer["Successful"]
    assert first["SequenceNumber"] == second["SequenceNumber"]
    assert len(world.events("Published")) == 1


def test_what_is_older_than_ten_minutes_is_not_kept() -> None:
    fifo = new_fifo(0)
    for minute in range(60):
        answer = {"MessageId": str(minute), "SequenceNumber": next_number(fifo)}
        remember(fifo, str(minute), minute * MINUTE_US, answer)
        assert sum(len(table) for table in fifo["seen"]) <= 10
    assert find_first(fifo, "59", 60 * MINUTE_US)
    assert find_first(fifo, "50", 60 * MINUTE_US) is None


def test_a_scope_says_what_an_id_is_unique_in() -> None:
    topic: dict[str, Any] = {"attributes": {}}
    assert key_of(topic, "g", "d") == "d"
    topic["attributes"]["FifoThroughputScope"] = "MessageGroup"
    assert key_of(topic, "g", "d") == "g d"


# Limits


def test_a_topic_takes_three_thousand_messages_a_second() -> None:
    topic = {"attributes": {}, "fifo": new_fifo(0)}
    assert [is_full(topic, 0, 1) for _ in range(3_001)] == [False] * 3_000 + [True]
    assert not is_full(topic, 1_000_000, 20_971_520)
    assert is_full(topic, 1_000_000, 1)
    topic["attributes"]["FifoThroughputScope"] = "MessageGroup"
    assert not is_full(topic, 1_000_000, 1)


def test_too_many_a_second_are_throttled_one_by_one(world: World, fifo: str) -> None:
    world.cloud.sns.topics["orders.fifo"]["fifo"]["second"] = [0, 2_999, 0]
    entries = [
        {"Id": name, "Message": name, "MessageGroupId": "g", "MessageDeduplicationId": name} for name in ("a", "b")
    ]
    answer = world.call("sns.publish_batch", TopicArn=FIFO, PublishBatchRequestEntries=entries)
    assert [one["Id"] for one in answer["Successful"]] == ["a"]
    assert [(one["Id"], one["Code"]) for one in answer["Failed"]] == [("b", "Throttled")]
    assert len(world.events("PublishThrottled")) == 1


# Order


def test_a_later_message_waits_behind_an_earlier_one_of_its_group(world: World, fifo: str) -> None:
    down = [True]
    receiving = Receiving(world, lambda args: down[0] and args["MessageGroupId"] == "g1")
    subscribe(world)
    for text, group in (("a", "g1"), ("b", "g1"), ("x", "g2"), ("c", "g1")):
        publish(world, text, group)
    world.at(0.5)
    assert receiving.bodies() == ["x"]
    assert {event["data"]["reason"] for event in world.events("DeliveryFailed")} == {"Busy"}
    down[0] = False
    world.at(60)
    assert receiving.bodies() == ["x", "a", "b", "c"]
    sent = [event["id"] for event in world.events("Published")]
    assert next(event["cause"] for event in world.events("CopyDelivered")) == sent[2]
    assert (world.cloud.sns.copies, world.cloud.sns.lanes) == ({}, {})


def test_what_is_given_up_lets_the_next_one_go(world: World, fifo: str) -> None:
    subscribe(world, "gone.fifo")
    for text in "ab":
        publish(world, text)
    [first, second] = world.cloud.sns.copies.values()
    first["attempt"] = 100_015
    receiving = Receiving(world, lambda args: args["MessageBody"] == "a")
    world.at(5)
    assert receiving.bodies() == ["b"]
    assert [event["data"]["message"] for event in world.events("CopyDropped")] == [first["facts"]["message"]]
    [delivered] = world.events("CopyDelivered")
    assert (delivered["data"], delivered["cause"]) == (second["facts"], world.events("Published")[1]["id"])


@settings(max_examples=30, deadline=None)
@given(
    messages=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), min_size=1, max_size=25),
    failures=st.lists(st.booleans(), max_size=60),
)
def test_order_of_a_group_holds_whatever_fails(messages: list[tuple[str, int]], failures: list[bool]) -> None:
    world, fates = World(), iter(failures)
    make(world)
    receiving = Receiving(world, lambda args: next(fates, False))
    subscribe(world, "one.fifo")
    subscribe(world, "two.fifo")
    at_s = 0
    for number, (group, pause_s) in enumerate(messages):
        at_s += pause_s
        world.at(at_s)
        publish(world, str(number), group)
    world.at(at_s + 4_000)
    for queue in ("one.fifo", "two.fifo"):
        for group in "abc":
            got = [
                int(args["MessageBody"]) for args in receiving.taken
                if (args["QueueUrl"], args["MessageGroupId"]) == (queue, group)
            ]  # fmt: skip
            assert got == [number for number, (of, _) in enumerate(messages) if of == group]
    assert (world.cloud.sns.copies, world.cloud.sns.lanes) == ({}, {})


def test_a_fifo_queue_behind_it_hands_each_group_out_in_order(world: World, fifo: str) -> None:
    world.queue("q.fifo", FifoQueue="true")
    subscribe(world)
    for number in range(6):
        publish(world, str(number), "ab"[number % 2])
    publish(world, "0", "a")
    world.at(1)
    got = world.receive("q.fifo", MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"])
    assert len(got) == 6
    for group, expected in (("a", ["0", "2", "4"]), ("b", ["1", "3", "5"])):
        assert [one["Body"] for one in got if one["Attributes"]["MessageGroupId"] == group] == expected
    assert [one["Attributes"]["MessageDeduplicationId"] for one in got if one["Body"] == "3"] == ["b-3"]


def test_a_lost_answer_makes_no_second_copy_in_a_fifo_queue(world: World, fifo: str) -> None:
    world.queue("q.fifo", FifoQueue="true")
    subscribe(world)
    publish(world, "a")
    world.at(0.007)  # stored; the answer is on its way
    for how in ("cut", "heal"):
        world.sim.execute(Command(f"network.{how}", {"a": "sns", "b": "sqs"}))
    world.at(10)
    assert world.counts("q.fifo") == (1, 0, 0)
    assert len(world.events("CopyDelivered")) == 1


def test_a_standard_queue_behind_it_gets_the_copies_too(world: World, fifo: str) -> None:
    subscribe(world, "q")
    publish(world, "a")
    world.at(1)
    [got] = world.receive(MessageSystemAttributeNames=["All"])
    assert (got["Body"], got["Attributes"]["MessageGroupId"]) == ("a", "g")
