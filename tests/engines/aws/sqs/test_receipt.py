"""Receipt handles: the newest deletes, an older one is accepted, a forged one is refused."""

import pytest

from tests.engines.aws.world import World


def test_the_handle_of_an_older_receive_is_accepted_and_deletes_nothing(world: World) -> None:
    world.send("a")
    [old] = world.receive()
    world.at(31)
    [new] = world.receive()
    assert old["ReceiptHandle"] != new["ReceiptHandle"]
    world.delete(old["ReceiptHandle"])
    assert world.counts() == (0, 1, 0)
    world.delete(new["ReceiptHandle"])
    assert world.counts() == (0, 0, 0)
    world.delete(new["ReceiptHandle"])  # a second time: 200
    assert len(world.events("MessageDeleted")) == 1


def test_a_recreated_queue_does_not_know_the_handles_of_the_old_one(world: World) -> None:
    world.send("a")
    [message] = world.receive()
    world.call("sqs.delete_queue", QueueUrl="q")
    world.at(61)
    world.queue("q")
    world.send("b")
    world.receive()
    refused = world.refusal("sqs.delete_message", QueueUrl="q", ReceiptHandle=message["ReceiptHandle"])
    assert refused["code"] == "ReceiptHandleIsInvalid"


@pytest.mark.parametrize("forged", ["count", "number", "seal"])
def test_a_forged_handle_is_refused(world: World, forged: str) -> None:
    world.send("a")
    handle = world.receive()[0]["ReceiptHandle"]
    changed = {
        "count": handle.replace("/1==", "/2=="),
        "number": handle.replace("/1/", "/2/"),
        "seal": handle[:10] + ("0" if handle[10] != "0" else "1") + handle[11:],
    }[forged]
    assert world.refusal("sqs.delete_message", QueueUrl="q", ReceiptHandle=changed)["code"] == "ReceiptHandleIsInvalid"
