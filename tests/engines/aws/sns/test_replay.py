"""SNS in full: the same commands give the same run, also across a checkpoint at any moment; looking changes nothing."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from labs.engines.aws import Cloud
from labs.engines.sim import Command, Query, Simulation, save
from tests.engines.aws.sns.shared import QUEUE, TOPIC
from tests.engines.replay import replay

RUN_US = 120_000_000
FIFO = TOPIC + ".fifo"
PHONE = "+821012345678"
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:resize"
APP = "arn:aws:sns:us-east-1:123456789012:app/GCM/shop"
RED = json.dumps({"color": ["red", {"prefix": "dark"}]})


def build(sim: Simulation) -> None:
    cloud = Cloud(sim)
    for queue in ("q", "dead"):
        cloud.queue(queue)
    cloud.topic("orders", f"{QUEUE}q", "http://example.com/")
    sns = cloud.sns
    sns.create_topic(Name="orders.fifo", Attributes={"FifoTopic": "true", "ContentBasedDeduplication": "true"})
    sns.subscribed(FIFO, "sqs", f"{QUEUE}gone", {"RedrivePolicy": json.dumps({"deadLetterTargetArn": f"{QUEUE}dead"})})
    sns.subscribed(FIFO, "sqs", f"{QUEUE}gone.fifo", {})
    sns.subscribed(TOPIC, "lambda", LAMBDA, {"FilterPolicy": RED})
    sns.subscribed(TOPIC, "sms", PHONE, {})
    sns.create_platform_application(Name="shop", Platform="GCM", Attributes={"PlatformCredential": "k"})
    sim.network.set_latency(10_000, 60_000)


def commands(seed: int) -> Iterator[tuple[int, Command]]:
    choose = random.Random(seed)
    color = {"color": {"DataType": "String", "StringValue": choose.choice(["red", "blue"])}}
    for number, at_us in enumerate(sorted(choose.randrange(RUN_US) for _ in range(50))):
        text, group = str(choose.randrange(6)), choose.choice("ab")
        name, args = choose.choice(choices(number, text, group, color, choose))
        yield at_us, Command(name, args, "kim")


def choices(
    number: int, text: str, group: str, color: dict[str, Any], choose: random.Random
) -> list[tuple[str, dict[str, Any]]]:
    entries = [{"Id": f"e{one}", "Message": f"{text}{one}", "MessageGroupId": group} for one in range(3)]
    return [
        ("sns.publish", {"TopicArn": TOPIC, "Message": text, "MessageAttributes": color}),
        ("sns.publish", {"TopicArn": FIFO, "Message": text, "MessageGroupId": group}),
        ("sns.publish_batch", {"TopicArn": FIFO, "PublishBatchRequestEntries": entries}),
        ("sns.publish", {"PhoneNumber": PHONE, "Message": text}),
        ("sns.set_sms_sandbox", {"in_sandbox": choose.choice([True, False])}),
        ("sns.create_sms_sandbox_phone_number", {"PhoneNumber": f"{PHONE}{number}"}),
        ("sns.create_platform_endpoint", {"PlatformApplicationArn": APP, "Token": text}),
        ("sns.subscribe", {"TopicArn": TOPIC, "Protocol": "email", "Endpoint": f"{group}@example.com"}),
        ("endpoints.confirm", {"target": f"endpoint/email/{group}@example.com"}),
        ("endpoints.set_failing", {"target": "endpoint/lambda/resize", "failing": choose.choice([True, False])}),
        ("sns.tag_resource", {"ResourceArn": TOPIC, "Tags": [{"Key": group, "Value": text}]}),
        ("sns.set_topic_attributes", {"TopicArn": TOPIC, "AttributeName": "DisplayName", "AttributeValue": text}),
        ("network.cut", {"a": "sns", "b": choose.choice(["sqs", "endpoints"])}),
        ("network.heal", {"a": "sns", "b": choose.choice(["sqs", "endpoints"])}),
    ]


def fresh(seed: int) -> Simulation:
    sim = Simulation(seed)
    build(sim)
    return sim


def run(seed: int, restart_us: int | None = None) -> tuple[str, dict[str, Any]]:
    sim = replay(lambda: fresh(seed), commands(seed), RUN_US, restart_us)
    assert sim.log.count > 40
    return sim.digest, save(sim)


@pytest.mark.parametrize("seed", range(10))
def test_a_run_is_the_same_twice_and_across_a_checkpoint_at_any_moment(seed: int) -> None:
    expected = run(seed)
    assert run(seed) == expected
    assert run(seed, random.Random(seed).randrange(RUN_US)) == expected


def test_looking_changes_nothing() -> None:
    sim = fresh(3)
    for at_us, command in commands(3):
        sim.run_until(at_us)
        sim.execute(command)
    before = save(sim)
    for name, args in (
        ("list_topics", {}), ("get_topic_attributes", {"TopicArn": FIFO}), ("list_subscriptions", {}),
        ("list_tags_for_resource", {"ResourceArn": TOPIC}), ("get_sms_attributes", {}),
        ("list_platform_applications", {}), ("list_sms_sandbox_phone_numbers", {}),
        ("list_endpoints_by_platform_application", {"PlatformApplicationArn": APP}),
        ("get_sms_sandbox_account_status", {"Region": "eu-west-1"}),
    ):  # fmt: skip
        sim.query(Query(f"sns.{name}", args, "kim"))
    sim.entities()
    assert save(sim) == before
