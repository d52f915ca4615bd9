"""What there is to copy, found out as any client would: by asking the services' own actions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.blueprint.mail import MailThing, take_mail
from labs.engines.aws.blueprint.pages import every
from labs.engines.aws.blueprint.policy import queue_policy
from labs.engines.aws.service import name_at
from labs.engines.aws.ses import SesV2
from labs.engines.aws.sns import Sns
from labs.engines.aws.sqs import Sqs
from labs.engines.aws.sqs.attributes import DEFAULTS
from labs.engines.sim import Refused

Json = dict[str, Any]

# What describes a queue and cannot be set, or is so without being asked for.
NOT_SET = {"QueueArn", "CreatedTimestamp", "LastModifiedTimestamp", "Policy"}
UNSAID = {
    **{name: str(value) for name, value in DEFAULTS.items()}, "ContentBasedDeduplication": "false",
    "DeduplicationScope": "queue", "FifoThroughputLimit": "perQueue",
}  # fmt: skip
TOPIC_SETTINGS = (
    "DisplayName", "FifoTopic", "ContentBasedDeduplication", "FifoThroughputScope", "MaximumMessageSize",
    "SignatureVersion", "TracingConfig", "KmsMasterKeyId", "DeliveryPolicy",
)  # fmt: skip
DEFAULT_POLICY = "__default_policy_ID"  # what AWS calls a topic's policy as long as nobody has given it another
SUBSCRIPTION_SETTINGS = ("RawMessageDelivery", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "DeliveryPolicy")
TOPIC_UNSAID = {"DisplayName": "", "ContentBasedDeduplication": "false", "FifoThroughputScope": "Topic"}
SUBSCRIPTION_UNSAID = {"RawMessageDelivery": "false", "FilterPolicyScope": "MessageAttributes"}


@dataclass(frozen=True, slots=True)
class Thing:
    """A queue or a topic, or with `protocol` and `endpoint` a subscription to it; settings are AWS's texts."""

    name: str
    arn: str
    settings: dict[str, str]
    tags: dict[str, str] = field(default_factory=dict)
    protocol: str = ""
    endpoint: str = ""
    policy: str = ""  # a document that somebody gave it


@dataclass(frozen=True, slots=True)
class Inventory:
    """All there is in the order in which it was made."""

    queues: list[Thing]
    topics: list[Thing]
    subscriptions: list[Thing]
    mail: list[MailThing]

    def policy_of(self, queue: Thing) -> Json | None:
        """Its own policy, else one that lets the topics send to it that are to; at AWS it is needed for that."""
        senders = list(dict.fromkeys(one.arn for one in self.subscriptions if one.endpoint == queue.arn))
        if queue.policy:
            return dict(json.loads(queue.policy))
        return queue_policy(queue.arn, senders) if senders else None


def take_inventory(sqs: Sqs, sns: Sns, sesv2: SesV2) -> Inventory:
    """Raises Refused("limit") if there is more than a copy may have, and looks no further then."""
    found: list[list[Any]] = [[], [], [], []]
    left = limits.COPY_MAX_THINGS
    for kept, things in zip(found, (_queues(sqs), _topics(sns), _subscriptions(sns), take_mail(sesv2)), strict=True):
        for thing in things:
            if not left:
                raise Refused("limit", what="copied", most=limits.COPY_MAX_THINGS)
            left -= 1
            kept.append(thing)
    return Inventory(*found)


def _queues(sqs: Sqs) -> Iterator[Thing]:
    return (_queue(sqs, url) for url in sqs.list_queues().get("QueueUrls", []))


def _queue(sqs: Sqs, url: str) -> Thing:
    shown = sqs.get_queue_attributes(url, ["All"])["Attributes"]
    settings = {
        name: value
        for name, value in shown.items()
        if name not in NOT_SET and not name.startswith("Approximate") and value != UNSAID.get(name)
    }
    tags = sqs.list_queue_tags(url).get("Tags", {})
    return Thing(name_at(url), shown["QueueArn"], settings, tags, policy=shown.get("Policy", ""))


def _topics(sns: Sns) -> Iterator[Thing]:
    return (_topic(sns, one["TopicArn"]) for one in every(sns.list_topics, "Topics"))


def _topic(sns: Sns, arn: str) -> Thing:
    shown = sns.get_topic_attributes(arn)["Attributes"]
    tags = {tag["Key"]: tag["Value"] for tag in sns.list_tags_for_resource(arn)["Tags"]}
    policy = "" if json.loads(shown["Policy"]).get("Id") == DEFAULT_POLICY else shown["Policy"]
    return Thing(arn.rpartition(":")[2], arn, _settings(shown, TOPIC_SETTINGS, TOPIC_UNSAID), tags, policy=policy)


def _subscriptions(sns: Sns) -> Iterator[Thing]:
    return (_subscription(sns, one) for one in every(sns.list_subscriptions, "Subscriptions"))


def _subscription(sns: Sns, listed: Json) -> Thing:
    """One that waits to be confirmed has no ARN yet, so nobody outside can know its settings."""
    arn, topic_arn = listed["SubscriptionArn"], listed["TopicArn"]
    shown = sns.get_subscription_attributes(arn)["Attributes"] if arn.startswith("arn:") else {}
    settings = _settings(shown, SUBSCRIPTION_SETTINGS, SUBSCRIPTION_UNSAID)
    name = topic_arn.rpartition(":")[2]
    return Thing(name, topic_arn, settings, protocol=listed["Protocol"], endpoint=listed["Endpoint"])


def _settings(shown: dict[str, str], names: tuple[str, ...], unsaid: dict[str, str]) -> dict[str, str]:
    return {name: shown[name] for name in names if name in shown and shown[name] != unsaid.get(name)}
