"""Send, receive, delete on a standard queue."""

import json

from tests.engines.aws.world import World


def test_a_message_comes_out_as_it_went_in(world: World) -> None:
    identity = world.send("hello")
    [message] = world.receive()
    assert message["Body"] == "hello"
    assert message["MessageId"] == identity
    assert message["MD5OfBody"] == "5d41402abc4b2a76b9719d911017c592"
    assert "Attributes" not in message
    assert "MessageAttributes" not in message


def test_nothing_is_answered_without_the_key_messages(world: World) -> None:
    assert world.call("sqs.receive_message", QueueUrl="q") == {}


def test_a_receive_gives_one_message_unless_more_are_asked_for(world: World) -> None:
    for body in "abc":
        world.send(body)
    assert [message["Body"] for message in world.receive()] == ["a"]
    assert world.bodies() == ["b", "c"]


def test_ten_messages_are_the_most_at_once(world: World) -> None:
    for number in range(12):
        world.send(str(number))
    assert len(world.receive(MaxNumberOfMessages=10)) == 10
    assert world.bodies() == ["10", "11"]


def test_two_consumers_never_get_the_same_message_while_it_is_hidden(world: World) -> None:
    world.send("a")
    assert len(world.receive(by="kim")) == 1
    assert world.receive(by="lee") == []


def test_a_deleted_message_does_not_come_back(world: World) -> None:
    world.send("a")
    world.delete(world.receive()[0]["ReceiptHandle"])
    world.at(60)
    assert world.receive() == []
    assert world.counts() == (0, 0, 0)


def test_a_queue_is_found_by_any_url_that_ends_in_its_name(world: World) -> None:
    for url in (
        "q",
        "http://elsewhere/rooms/x/aws/123456789012/q",
        "https://sqs.us-east-1.amazonaws.com/123456789012/q",
    ):
        world.call("sqs.send_message", QueueUrl=url, MessageBody="a")
    assert world.counts() == (3, 0, 0)


def test_the_log_names_every_fact_once_with_its_cause(world: World) -> None:
    identity = world.send("a")
    world.delete(world.receive()[0]["ReceiptHandle"])
    sent, received, deleted = world.events("MessageSent", "MessageReceived", "MessageDeleted")
    fact = {"queue": "q", "message": identity, "trace": None, "by": "@kim"}
    assert (sent["data"], sent["cause"]) == (fact, -2)
    assert (received["data"], received["cause"]) == ({**fact, "count": 1}, sent["id"])
    assert (deleted["data"], deleted["cause"]) == (fact, -4)


def test_ids_and_handles_are_the_same_for_the_same_seed_and_others_for_another() -> None:
    def run(seed: int) -> str:
        world = World(seed)
        world.queue("q")
        world.send("a")
        return json.dumps(world.receive())

    assert run(1) == run(1)
    assert run(1) != run(2)
