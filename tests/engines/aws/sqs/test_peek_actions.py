"""Looking into a queue."""

import json

import pytest

from labs.engines.sim import Refused, save
from tests.engines.aws.world import World


def test_a_peek_shows_messages_in_every_state_and_touches_nothing(world: World) -> None:
    attributes = {"k": {"DataType": "String", "StringValue": "v"}}
    for body in ("taken", "there"):
        world.send(body, MessageAttributes=attributes)
    world.send("later", DelaySeconds=60)
    world.at(2)
    world.receive()
    before = json.dumps(save(world.sim))
    shown = world.ask("sqs.peek", QueueUrl="q")
    assert json.dumps(save(world.sim)) == before
    assert shown["more"] == 0
    facts = [(one["body"], one["state"], one["received"], one["until_ms"]) for one in shown["messages"]]
    assert facts == [("taken", "hidden", 1, 32_000), ("there", "visible", 0, None), ("later", "delayed", 0, 60_000)]
    first = shown["messages"][0]
    assert (first["attributes"], first["sent_ms"], first["by"], first["group"]) == (attributes, 0, "@kim", None)
    assert [one["holder"] for one in shown["messages"]] == ["@kim", None, None]


def test_a_peek_says_which_messages_of_a_group_wait_behind_another(world: World) -> None:
    world.fifo()
    for body in ("a1", "a2", "b1"):
        world.send(body, "f.fifo", MessageGroupId=body[0])
    world.receive("f.fifo")
    shown = world.ask("sqs.peek", QueueUrl="f.fifo")["messages"]
    assert [(one["body"], one["group"], one["blocked"]) for one in shown] == [
        ("a1", "a", False),
        ("a2", "a", True),
        ("b1", "b", False),
    ]
    assert all(len(one["sequence"]) == 20 and one["dedup"] for one in shown)


def test_a_peek_shows_so_many_and_counts_the_rest(world: World) -> None:
    for number in range(30):
        world.send(str(number))
    shown = world.ask("sqs.peek", QueueUrl="q", limit=5)
    assert [one["body"] for one in shown["messages"]] == ["0", "1", "2", "3", "4"]
    assert shown["more"] == 25
    assert len(world.ask("sqs.peek", QueueUrl="q")["messages"]) == 20


def test_a_long_body_is_cut(world: World) -> None:
    world.send("x" * 5_000)
    [one] = world.ask("sqs.peek", QueueUrl="q")["messages"]
    assert (len(one["body"]), one["characters"]) == (4_096, 5_000)


@pytest.mark.parametrize("limit", [0, 101])
def test_a_peek_has_its_limits(world: World, limit: int) -> None:
    with pytest.raises(Refused) as refused:
        world.ask("sqs.peek", QueueUrl="q", limit=limit)
    assert refused.value.code == "bad_arguments"
