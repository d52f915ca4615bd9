"""A bench with one of everything, and what a script of `aws` lines does to another one."""

import json
import shlex
from typing import Any

from tests.engines.aws.world import World

ACCOUNT = "123456789012"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:"
POLICY = {"Version": "2012-10-17", "Statement": []}
FIFO_QUEUE = {"FifoQueue": "true", "DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId"}
BUS = f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/default"
OPTIONS = {"notification-endpoint": "Endpoint"}


def fill(world: World) -> None:
    """Every kind of thing, in an order in which a copy cannot simply be made: what names another comes before it."""
    world.call("sqs.create_queue", QueueName="accounting", Attributes={"VisibilityTimeout": "60"})
    world.call("sqs.create_queue", QueueName="steps.fifo", Attributes=FIFO_QUEUE)
    world.call("sqs.create_queue", QueueName="shipping", tags={"team": "it's us"})
    allowed = {"redrivePermission": "byQueue", "sourceQueueArns": [f"{QUEUE}shipping"]}
    world.call("sqs.create_queue", QueueName="dead", Attributes={"RedriveAllowPolicy": json.dumps(allowed)})
    redrive = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": f"{QUEUE}dead", "maxReceiveCount": 3})}
    world.call("sqs.set_queue_attributes", QueueUrl="shipping", Attributes=redrive)
    world.call("sqs.set_queue_attributes", QueueUrl="dead", Attributes={"Policy": json.dumps(POLICY)})
    _fill_topics(world)
    _fill_mail(world)


def _fill_topics(world: World) -> None:
    world.call("sns.create_topic", Name="orders", Tags=[{"Key": "team", "Value": "shop"}])
    said = {"DisplayName": "News", "MaximumMessageSize": "2048", "SignatureVersion": "2", "Policy": json.dumps(POLICY)}
    retries = {"http": {"defaultHealthyRetryPolicy": {"numRetries": 5, "minDelayTarget": 1, "maxDelayTarget": 2}}}
    world.call("sns.create_topic", Name="news", Attributes={**said, "DeliveryPolicy": json.dumps(retries)})
    fifo = {"FifoTopic": "true", "ContentBasedDeduplication": "true"}
    world.call("sns.create_topic", Name="steps.fifo", Attributes=fifo)
    world.call("sns.subscribe", TopicArn=f"{TOPIC}steps.fifo", Protocol="sqs", Endpoint=f"{QUEUE}steps.fifo")
    raw = {"RawMessageDelivery": "true", "FilterPolicy": json.dumps({"kind": ["order"]})}
    world.call("sns.subscribe", TopicArn=f"{TOPIC}orders", Protocol="sqs", Endpoint=f"{QUEUE}shipping", Attributes=raw)
    redrive = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": f"{QUEUE}dead"})}
    to_accounting = {"TopicArn": f"{TOPIC}orders", "Protocol": "sqs", "Endpoint": f"{QUEUE}accounting"}
    world.call("sns.subscribe", **to_accounting, Attributes=redrive)
    world.call("sns.subscribe", TopicArn=f"{TOPIC}news", Protocol="http", Endpoint="http://shop.example/")


def _fill_mail(world: World) -> None:
    events = {"Enabled": True, "MatchingEventTypes": ["BOUNCE", "DELIVERY_DELAY"]}
    to_topic = {**events, "SnsDestination": {"TopicArn": f"{TOPIC}news"}}
    world.call("sesv2.create_configuration_set", ConfigurationSetName="shop", SendingOptions={"SendingEnabled": False})
    for name, destination in (("news", to_topic), ("bus", {**events, "EventBridgeDestination": {"EventBusArn": BUS}})):
        named: dict[str, Any] = {
            "ConfigurationSetName": "shop",
            "EventDestinationName": name,
            "EventDestination": destination,
        }
        world.call("sesv2.create_configuration_set_event_destination", **named)
    tags = [{"Key": "team", "Value": "shop"}]
    world.call("sesv2.create_email_identity", EmailIdentity="shop@example.com", Tags=tags, ConfigurationSetName="shop")
    content = {"Subject": "Hello {{name}}", "Text": "It's on its way"}
    world.call("sesv2.create_email_template", TemplateName="sent", TemplateContent=content)


def build(world: World, script: str) -> None:
    """Carries out the lines of a script that call `aws`."""
    for line in script.splitlines():
        if line.startswith("aws ") and not line.startswith("aws()"):
            _carry_out(world, line)


def _carry_out(world: World, line: str) -> None:
    words = shlex.split(line.replace('"$account"', ACCOUNT))
    _, service, action, *rest = words
    args: dict[str, Any] = {}
    while rest:
        option, value, *rest = rest
        args[_parameter(option[2:], action)] = json.loads(value) if value[:1] in "{[" else _read(value)
    world.call(f"{service}.{action.replace('-', '_')}", **args)


def _read(value: str) -> str:
    """An address that the shell would ask for is its queue's name."""
    return value.split("--queue-name ")[1].split(" ")[0] if value.startswith("$(") else value


def _parameter(option: str, action: str) -> str:
    if option == "tags" and action == "create-queue":
        return "tags"
    return OPTIONS.get(option, "".join(word.capitalize() for word in option.split("-")))
