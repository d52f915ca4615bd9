"""Received is not deleted: the visibility timeout, to the microsecond."""

import pytest

from tests.engines.aws.world import World


def test_a_message_is_hidden_for_30_seconds_and_then_comes_back(world: World) -> None:
    world.send("a")
    world.at(1)
    world.receive()
    world.at(30.999999)
    assert world.counts() == (0, 1, 0)
    assert world.receive() == []
    world.at(31)
    assert world.counts() == (1, 0, 0)
    assert len(world.receive()) == 1


def test_each_receive_counts(world: World) -> None:
    world.send("a")
    for count in (1, 2, 3):
        [message] = world.receive(AttributeNames=["ApproximateReceiveCount"], VisibilityTimeout=0)
        assert message["Attributes"] == {"ApproximateReceiveCount": str(count)}


def test_the_queues_own_timeout_holds_where_the_receive_says_nothing(world: World) -> None:
    world.queue("short", VisibilityTimeout="5")
    world.send("a", "short")
    world.receive("short")
    world.at(4.999999)
    assert world.counts("short") == (0, 1, 0)
    world.at(5)
    assert world.counts("short") == (1, 0, 0)


def test_the_receives_timeout_overrides_the_queues(world: World) -> None:
    world.send("a")
    world.receive(VisibilityTimeout=100)
    world.at(99.999999)
    assert world.counts() == (0, 1, 0)
    world.at(100)
    assert world.counts() == (1, 0, 0)


def test_coming_back_is_caused_by_the_receive_that_hid_the_message(world: World) -> None:
    world.send("a")
    world.send("b")
    first, second = world.receive(MaxNumberOfMessages=2)
    world.at(30)
    received = world.events("MessageReceived")
    visible = world.events("MessageVisible")
    assert [(event["data"]["message"], event["cause"]) for event in visible] == [
        (first["MessageId"], received[0]["id"]),
        (second["MessageId"], received[1]["id"]),
    ]


def test_messages_are_handed_out_in_the_order_in_which_they_became_visible(world: World) -> None:
    world.send("a")
    world.receive()
    world.at(10)
    world.send("b")
    world.at(30)  # "a" is back, behind "b"
    world.send("c")
    assert world.bodies() == ["b", "a", "c"]


def test_a_longer_timeout_counts_from_the_change(world: World) -> None:
    world.send("a")
    [message] = world.receive()
    world.at(20)
    world.call(
        "sqs.change_message_visibility", QueueUrl="q", ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=60
    )
    world.at(79.999999)
    assert world.counts() == (0, 1, 0)
    world.at(80)
    assert world.counts() == (1, 0, 0)


def test_a_shorter_timeout_counts_from_the_change_too(world: World) -> None:
    world.send("a")
    [message] = world.receive()
    world.at(10)
    world.call(
        "sqs.change_message_visibility", QueueUrl="q", ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=5
    )
    world.at(15)
    assert world.counts() == (1, 0, 0)


def test_a_timeout_of_zero_gives_the_message_back_at_once_because_of_the_change(world: World) -> None:
    world.send("a")
    [message] = world.receive()
    world.call(
        "sqs.change_message_visibility", QueueUrl="q", ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
    )
    assert world.counts() == (1, 0, 0)
    [changed], [visible] = world.events("VisibilityChanged"), world.events("MessageVisible")
    assert visible["cause"] == changed["id"]
    assert changed["data"]["seconds"] == 0


def test_a_change_is_forgotten_by_the_next_receive(world: World) -> None:
    world.send("a")
    [message] = world.receive()
    world.call(
        "sqs.change_message_visibility", QueueUrl="q", ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=5
    )
    world.at(5)
    world.receive()
    world.at(34.999999)
    assert world.counts() == (0, 1, 0)
    world.at(35)
    assert world.counts() == (1, 0, 0)


def test_no_change_reaches_beyond_12_hours_after_the_receive(world: World) -> None:
    world.send("a")
    [message] = world.receive()
    change = {"QueueUrl": "q", "ReceiptHandle": message["ReceiptHandle"]}
    world.at(10)
    refused = world.refusal("sqs.change_message_visibility", **change, VisibilityTimeout=43_191)
    assert refused["message"].endswith("Total VisibilityTimeout for the message is beyond the limit [43200 seconds]")
    world.call("sqs.change_message_visibility", **change, VisibilityTimeout=43_190)
    world.at(43_199)
    assert world.counts() == (0, 1, 0)


def test_a_message_that_has_just_come_back_can_be_hidden_again(world: World) -> None:
    """AWS answers 200 here (recorded)."""
    world.send("a")
    [message] = world.receive()
    world.at(31)
    world.call(
        "sqs.change_message_visibility", QueueUrl="q", ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=10
    )
    assert world.counts() == (0, 1, 0)
    world.at(41)
    assert world.counts() == (1, 0, 0)
    assert len(world.receive()) == 1


@pytest.mark.parametrize("wait", [0, 15])
def test_deleting_works_also_after_the_timeout_ran_out(world: World, wait: int) -> None:
    world.send("a")
    [message] = world.receive()
    world.at(31 + wait)
    world.delete(message["ReceiptHandle"])
    assert world.counts() == (0, 0, 0)
