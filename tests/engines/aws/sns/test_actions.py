"""All of AWS's actions, whatever is given to them; topics, and what is published to them."""

import json
from contextlib import suppress
from typing import Any

import pytest
from botocore import xform_name
from botocore.session import get_session
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.engines.aws.sns import Sns
from labs.engines.sim import Command, EngineError, Query, save
from labs.engines.sim.discovery import fence
from tests.engines.aws.sns.shared import TOPIC, subscribe
from tests.engines.aws.world import World

MODEL = get_session().get_service_model("sns")
OPERATIONS = {name: MODEL.operation_model(name) for name in MODEL.operation_names}
READS = ("Get", "List", "Check")
# What is there in the world of the tests, and what is not.
TEXTS = st.sampled_from([
    "", "a", "true", "sqs", "orders.fifo", "json", '{"a": ["b"]}', "GCM", "FilterPolicy", "RawMessageDelivery",
    "arn:endpoint/x", "arn:aws:sns:us-east-1:123456789012:orders", "arn:aws:sns:us-east-1:123456789012:orders:gone",
    "arn:aws:sns:us-east-1:123456789012:app/GCM/shop", "arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/shop/x",
    "arn:aws:sqs:us-east-1:123456789012:q", "+821012345678", "::::::", "\ud800", "x" * 300,
])  # fmt: skip
PLAIN = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(-3, 11))
KEYS = st.sampled_from(["Id", "Message", "Key", "Value", "DataType", "StringValue", "FifoTopic", "PlatformCredential"])
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)
BY_TYPE: dict[str, st.SearchStrategy[Any]] = {
    "string": TEXTS, "boolean": st.booleans(), "integer": st.integers(-3, 101), "list": st.lists(VALUES, max_size=2),
    "map": st.dictionaries(KEYS, VALUES, max_size=3),
}  # fmt: skip


def arguments(operation: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the parameters, mostly of their types."""
    shape = OPERATIONS[operation].input_shape
    kinds = {name: BY_TYPE.get(member.type_name, VALUES) for name, member in shape.members.items()} if shape else {}
    return st.fixed_dictionaries({}, optional={name: st.one_of(kind, kind, VALUES) for name, kind in kinds.items()})


CALLS = st.one_of([st.tuples(st.just(name), arguments(name)) for name in OPERATIONS])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_action_is_there_with_all_its_parameters(operation: str) -> None:
    door = fence(Sns)[xform_name(operation)]
    assert door.kind == ("query" if operation.startswith(READS) else "command")
    shape = OPERATIONS[operation].input_shape
    assert set(shape.members if shape else ()) <= set(door.parameters)


@settings(max_examples=200, deadline=None)
@given(st.lists(CALLS, min_size=1, max_size=6))
def test_whatever_is_given_is_answered_or_refused(calls: list[tuple[str, dict[str, Any]]]) -> None:
    world = World()
    world.queue("q")
    world.call("sns.create_topic", Name="orders")
    world.call("sns.create_platform_application", Name="shop", Platform="GCM", Attributes={"PlatformCredential": "k"})
    for operation, args in calls:
        if operation.startswith(READS):
            with suppress(EngineError):
                world.sim.query(Query(f"sns.{xform_name(operation)}", args, "kim"))
        else:
            world.sim.execute(Command(f"sns.{xform_name(operation)}", args, "kim"))
        world.at(world.sim.now_us / 1e6 + 30)
    assert json.loads(json.dumps(save(world.sim))) == save(world.sim)


def test_a_topic_has_its_arn_and_may_be_created_again(world: World, topic: str) -> None:
    assert topic == TOPIC
    assert world.call("sns.create_topic", Name="orders") == {"TopicArn": TOPIC}
    assert len(world.events("TopicCreated")) == 1
    assert world.ask("sns.list_topics") == {"Topics": [{"TopicArn": TOPIC}]}


def test_every_subscription_gets_its_own_copy(world: World, topic: str) -> None:
    world.queue("other")
    subscribe(world, "q", raw=True)
    subscribe(world, "other", raw=True)
    world.call("sns.publish", TopicArn=topic, Message="hello")
    world.at(1)
    assert (world.bodies("q"), world.bodies("other")) == (["hello"], ["hello"])


def test_a_topic_keeps_nothing_for_who_subscribes_later(world: World, topic: str) -> None:
    world.call("sns.publish", TopicArn=topic, Message="early")
    subscribe(world, "q", raw=True)
    world.at(1)
    assert world.counts() == (0, 0, 0)
    assert world.events("Published")[0]["data"]["copies"] == []
