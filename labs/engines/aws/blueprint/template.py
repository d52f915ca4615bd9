"""An inventory as a CloudFormation template."""

import json
import re
from typing import Any

from labs.engines.aws.blueprint.inventory import Inventory, Thing

Json = dict[str, Any]

WHOLE_NUMBERS = (
    "DelaySeconds", "MaximumMessageSize", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds",
    "VisibilityTimeout", "KmsDataKeyReusePeriodSeconds",
)  # fmt: skip
DOCUMENTS = ("RedrivePolicy", "FilterPolicy", "DeliveryPolicy")
ALLOWED = "RedriveAllowPolicy"  # names queues that name this one: references would go in a circle
NOT_OF_A_TOPIC = ("DeliveryPolicy",)  # what CloudFormation cannot set
TRUTHS = {"true": True, "false": False}


def as_template(inventory: Inventory) -> str:
    """The template as indented JSON. What is in it refers to each other by name, not by ARN."""
    writer = _Writer(inventory)
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": writer.resources()}, indent=2) + "\n"


class _Writer:
    """Knows what each ARN is called in the template."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._names: dict[str, str] = {}  # ARN -> logical name
        for kind, things in (("Queue", inventory.queues), ("Topic", inventory.topics)):
            for thing in things:
                self._names[thing.arn] = self._free_name(kind + _camel(thing.name))

    def _free_name(self, wanted: str) -> str:
        taken, name, number = set(self._names.values()), wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted}{number}"
        return name

    def resources(self) -> Json:
        found: Json = {}
        for queue in self._inventory.queues:
            found[self._names[queue.arn]] = _resource("AWS::SQS::Queue", self._own(queue, "QueueName"))
            if policy := self._inventory.policy_of(queue):
                found |= self._policy("AWS::SQS::QueuePolicy", "Queues", queue, policy)
        for topic in self._inventory.topics:
            found[self._names[topic.arn]] = _resource("AWS::SNS::Topic", self._own(topic, "TopicName"))
            if topic.policy:
                found |= self._policy("AWS::SNS::TopicPolicy", "Topics", topic, json.loads(topic.policy))
        for number, one in enumerate(self._inventory.subscriptions, 1):
            found[f"Subscription{number}"] = _resource("AWS::SNS::Subscription", self._subscription(one))
        for thing in self._inventory.mail:
            if thing.kind:
                found[thing.name] = _resource(thing.kind, self._with_names(thing.properties))
        return found

    def _policy(self, kind: str, whose: str, thing: Thing, document: Json) -> Json:
        name = self._names[thing.arn]
        properties = {whose: [{"Ref": name}], "PolicyDocument": self._with_names(document)}
        return {f"PolicyOf{name}": _resource(kind, properties)}

    def _own(self, thing: Thing, name: str) -> Json:
        settings = self._settings(thing)
        if name == "TopicName":
            settings = {key: value for key, value in settings.items() if key not in NOT_OF_A_TOPIC}
        tags = [{"Key": key, "Value": value} for key, value in thing.tags.items()]
        return {name: thing.name, **settings, **({"Tags": tags} if tags else {})}

    def _subscription(self, one: Thing) -> Json:
        to = {"TopicArn": self._arn(one.arn), "Protocol": one.protocol, "Endpoint": self._arn(one.endpoint)}
        return {**to, **self._settings(one)}

    def _settings(self, thing: Thing) -> Json:
        return {name: self._value(name, text) for name, text in thing.settings.items()}

    def _value(self, name: str, text: str) -> Any:
        if name in WHOLE_NUMBERS:
            return int(text)
        if name == ALLOWED:
            policy: Json = json.loads(text)
            arns = policy.get("sourceQueueArns", [])
            return policy | ({"sourceQueueArns": [_own_arn(arn) for arn in arns]} if arns else {})
        if name in DOCUMENTS:
            return self._with_names(json.loads(text))
        return TRUTHS.get(text, text)

    def _with_names(self, value: Any) -> Any:
        """A document with every ARN that is in the template by its name there."""
        if isinstance(value, dict):
            return {key: self._with_names(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._with_names(inner) for inner in value]
        return self._arn(value) if isinstance(value, str) else value

    def _arn(self, arn: str) -> Any:
        name = self._names.get(arn)
        if name is None:
            return arn
        return {"Ref": name} if name.startswith("Topic") else {"Fn::GetAtt": [name, "Arn"]}


def _resource(kind: str, properties: Json) -> Json:
    return {"Type": kind, "Properties": properties}


def _own_arn(arn: str) -> Json:
    """The ARN in whose account and region the template is used."""
    parts = arn.split(":")
    return {"Fn::Sub": ":".join([*parts[:3], "${AWS::Region}", "${AWS::AccountId}", *parts[5:]])}


def _camel(name: str) -> str:
    """ "dead-letters.fifo" is "DeadLettersFifo": letters and digits only."""
    return "".join(word[:1].upper() + word[1:] for word in re.findall("[A-Za-z0-9]+", name))
