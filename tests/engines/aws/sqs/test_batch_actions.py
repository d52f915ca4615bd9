"""Batches: each entry succeeds or fails by itself."""

from typing import Any

from tests.engines.aws.world import World


def entry(identity: str, body: str = "a", **more: Any) -> dict[str, Any]:
    return {"Id": identity, "MessageBody": body, **more}


def test_a_batch_is_sent_in_order_and_answers_entry_by_entry(world: World) -> None:
    number = {"n": {"DataType": "Number", "StringValue": "1"}}
    entries = [entry("one", "hello"), entry("two", "b", MessageAttributes=number), entry("three", DelaySeconds=5)]
    result = world.call("sqs.send_message_batch", QueueUrl="q", Entries=entries)
    assert list(result) == ["Successful"]
    assert [one["Id"] for one in result["Successful"]] == ["one", "two", "three"]
    assert result["Successful"][0]["MD5OfMessageBody"] == "5d41402abc4b2a76b9719d911017c592"
    assert "MD5OfMessageAttributes" in result["Successful"][1]
    assert world.counts() == (2, 0, 1)
    assert world.bodies() == ["hello", "b"]


def test_what_is_wrong_with_one_entry_does_not_stop_the_others(world: World) -> None:
    entries = [entry("a", "\x00"), entry("b"), entry("c", ""), entry("d", DelaySeconds=901)]
    result = world.call("sqs.send_message_batch", QueueUrl="q", Entries=entries)
    assert [one["Id"] for one in result["Successful"]] == ["b"]
    assert [(one["Id"], one["Code"], one["SenderFault"]) for one in result["Failed"]] == [
        ("a", "InvalidMessageContents", True),
        ("c", "MissingParameter", True),
        ("d", "InvalidParameterValue", True),
    ]
    assert result["Failed"][1]["Message"] == "The request must contain the parameter MessageBody."
    assert world.counts() == (1, 0, 0)


def test_a_batch_may_be_as_large_as_one_message(world: World) -> None:
    half = "x" * 524_288
    result = world.call("sqs.send_message_batch", QueueUrl="q", Entries=[entry("a", half), entry("b", half)])
    assert len(result["Successful"]) == 2


def test_messages_are_deleted_in_a_batch(world: World) -> None:
    for body in "ab":
        world.send(body)
    handles = [message["ReceiptHandle"] for message in world.receive(MaxNumberOfMessages=10)]
    entries = [{"Id": str(n), "ReceiptHandle": handle} for n, handle in enumerate([*handles, "nonsense"])]
    result = world.call("sqs.delete_message_batch", QueueUrl="q", Entries=entries)
    assert result["Successful"] == [{"Id": "0"}, {"Id": "1"}]
    [failed] = result["Failed"]
    assert failed["Code"] == "ReceiptHandleIsInvalid"
    assert failed["Message"] == 'The input receipt handle "nonsense" is not a valid receipt handle.'
    assert world.counts() == (0, 0, 0)


def test_timeouts_are_changed_in_a_batch(world: World) -> None:
    for body in "ab":
        world.send(body)
    first, second = (message["ReceiptHandle"] for message in world.receive(MaxNumberOfMessages=10))
    entries = [
        {"Id": "back", "ReceiptHandle": first, "VisibilityTimeout": 0},
        {"Id": "long", "ReceiptHandle": second, "VisibilityTimeout": 50_000},
        {"Id": "open", "ReceiptHandle": second},
    ]
    result = world.call("sqs.change_message_visibility_batch", QueueUrl="q", Entries=entries)
    assert result["Successful"] == [{"Id": "back"}]
    assert [one["Code"] for one in result["Failed"]] == ["InvalidParameterValue", "MissingParameter"]
    assert world.counts() == (1, 1, 0)


def test_an_entry_has_the_fields_of_its_action_and_no_others(world: World) -> None:
    for extra in ({"QueueUrl": "q"}, {"Nonsense": 1}, {"MessageBody": 7}, {"DelaySeconds": "1"}):
        refused = world.refusal("sqs.send_message_batch", QueueUrl="q", Entries=[{**entry("a"), **extra}])
        assert refused["code"] == "bad_arguments"
    assert world.counts() == (0, 0, 0)
