"""Copies add up: what a topic published to its subscriptions is delivered, dropped, filtered out, or on its way."""

import json
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from labs.engines.sim import Command
from tests.engines.aws.sns.shared import QUEUE, TOPIC
from tests.engines.aws.world import World

PHONE = "+821012345678"
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:resize"
RED = json.dumps({"color": ["red"]})
RECEIVERS: list[tuple[str, str, dict[str, str]]] = [
    ("sqs", f"{QUEUE}q", {}),
    ("sqs", f"{QUEUE}gone", {"RedrivePolicy": json.dumps({"deadLetterTargetArn": f"{QUEUE}dead"})}),
    ("sqs", f"{QUEUE}red", {"FilterPolicy": RED, "RawMessageDelivery": "true"}),
    ("lambda", LAMBDA, {"FilterPolicy": RED, "FilterPolicyScope": "MessageBody"}),
    ("http", "http://example.com/", {}),
    ("sms", PHONE, {}),
]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), st.sampled_from(["red", "blue"])),
        st.tuples(st.just("subscribe"), st.integers(0, len(RECEIVERS) - 1)),
        st.tuples(st.just("unsubscribe"), st.integers(0, 9)),
        st.tuples(st.just("cut"), st.sampled_from(["sqs", "endpoints"])),
        st.tuples(st.just("heal"), st.sampled_from(["sqs", "endpoints"])),
        st.tuples(st.just("fail"), st.booleans()),
        st.tuples(st.just("wait"), st.integers(0, 40_000)),
    ),
    max_size=25,
)


def do(world: World, step: str, value: Any) -> None:
    sns = world.cloud.sns
    if step == "publish":
        color = {"color": {"DataType": "String", "StringValue": value}}
        text = json.dumps({"color": value})
        world.call("sns.publish", TopicArn=TOPIC, Message=text, MessageAttributes=color)
    elif step == "subscribe":
        protocol, endpoint, attributes = RECEIVERS[value]
        sns.subscribed(TOPIC, protocol, endpoint, attributes)
    elif step == "unsubscribe" and sns.subscriptions:
        arns = list(sns.subscriptions)
        world.call("sns.unsubscribe", SubscriptionArn=arns[value % len(arns)])
    elif step in ("cut", "heal"):
        world.sim.execute(Command(f"network.{step}", {"a": "sns", "b": value}))
    elif step == "fail" and "endpoint/lambda/resize" in world.cloud.endpoints.places:
        world.call("endpoints.set_failing", target="endpoint/lambda/resize", failing=value)
    elif step == "wait":
        world.at((world.sim.now_us + value * 1_000) / 1e6)


def check(world: World, receivers: list[int]) -> None:
    """`receivers` says how many subscriptions each message had when it was published."""
    happened = Counter(event["event"] for event in world.events())
    on_their_way = sum("asks" not in copy for copy in world.cloud.sns.copies.values())
    ended = happened["CopyDelivered"] + happened["CopyDropped"] + happened["CopyFiltered"]
    assert sum(receivers) == ended + on_their_way
    assert sum(len(event["data"]["copies"]) for event in world.events("Published")) == (
        sum(receivers) - happened["CopyFiltered"]
    )


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_no_copy_is_lost_or_made_up(steps: list[tuple[str, Any]]) -> None:
    world = World()
    for queue in ("q", "red", "dead"):
        world.queue(queue)
    world.call("sns.create_topic", Name="orders")
    receivers: list[int] = []
    for step, value in steps:
        if step == "publish":
            receivers.append(len(world.cloud.sns.topics["orders"]["subscriptions"]))
        do(world, step, value)
        check(world, receivers)
    for other in ("sqs", "endpoints"):
        do(world, "heal", other)
    do(world, "fail", False)
    do(world, "wait", 200_000)
    check(world, receivers)
    assert world.cloud.sns.copies == {}
