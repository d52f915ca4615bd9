"""The notification service: one method per AWS action."""

import re
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors import (
    InvalidMessageAttribute,
    InvalidMessageContents,
    InvalidParameter,
    NotFound,
    ParameterValueInvalid,
    SubscriptionLimitExceeded,
    TopicLimitExceeded,
)
from labs.engines.aws.message_attributes import attribute_size, check_text
from labs.engines.aws.service import Json
from labs.engines.aws.sns.delivery import Delivery
from labs.engines.sim import Entity, Simulation, command, query

_topic_name = re.compile(r"[A-Za-z0-9_-]{1,256}")
ARN_ELEMENTS = 6


class Sns(Delivery):
    """Standard topics with subscriptions of SQS queues."""

    def __init__(self, sim: Simulation, account: str, region: str) -> None:
        super().__init__(sim, account, region)
        self.topics: dict[str, Json] = {}  # name -> {"name", "arn", "published", "subscriptions": [arn]}
        self.subscriptions: dict[str, Json] = {}  # arn -> {"arn", "topic", "endpoint", "queue", "raw"}

    @command
    def create_topic(self, Name: str | None = None) -> Json:
        if not Name or not _topic_name.fullmatch(Name):
            raise InvalidParameter(problem="Topic Name")
        topic = self.topics.get(Name)
        if topic is None:
            if len(self.topics) >= limits.TOPICS_MAX:
                raise TopicLimitExceeded
            arn = f"arn:aws:sns:{self._region}:{self._account}:{Name}"
            topic = self.topics[Name] = {"name": Name, "arn": arn, "published": 0, "subscriptions": []}
            self.emit("TopicCreated", topic=Name, by=self.sim.caller)
            self._see(Name)
        return {"TopicArn": topic["arn"]}

    @query
    def list_topics(self, NextToken: str | None = None) -> Json:
        return _page("Topics", [{"TopicArn": topic["arn"]} for topic in self.topics.values()], "TopicArn", NextToken)

    @command
    def subscribe(
        self,
        TopicArn: str | None = None,
        Protocol: str | None = None,
        Endpoint: str | None = None,
        Attributes: dict[str, Any] | None = None,
        ReturnSubscriptionArn: bool | None = None,
    ) -> Json:
        """The same endpoint again gives the subscription that is there."""
        topic, raw = self._topic(TopicArn), _read_raw(Attributes or {})
        queue = _queue_of(Protocol, Endpoint)
        for arn in topic["subscriptions"]:
            subscription = self.subscriptions[arn]
            if subscription["endpoint"] == Endpoint:
                if raw is not None and raw != subscription["raw"]:
                    problem = "Attributes Reason: Subscription already exists with different attributes"
                    raise InvalidParameter(problem=problem)
                return {"SubscriptionArn": arn}
        if len(self.subscriptions) >= limits.SUBSCRIPTIONS_MAX:
            raise SubscriptionLimitExceeded
        arn = f"{topic['arn']}:{self.make_uuid('subscription')}"
        self.subscriptions[arn] = {
            "arn": arn, "topic": topic["name"], "endpoint": Endpoint, "queue": queue, "raw": bool(raw),
        }  # fmt: skip
        topic["subscriptions"].append(arn)
        self.emit("Subscribed", topic=topic["name"], queue=queue, subscription=arn, by=self.sim.caller)
        self._see(topic["name"])
        return {"SubscriptionArn": arn}

    @command
    def unsubscribe(self, SubscriptionArn: str | None = None) -> Json:
        """Also the second time without complaint. Copies already on their way are still delivered."""
        _check_arn("SubscriptionArn", SubscriptionArn)
        subscription = self.subscriptions.pop(SubscriptionArn or "", None)
        if subscription is not None:
            topic = self.topics[subscription["topic"]]
            topic["subscriptions"].remove(subscription["arn"])
            self.emit(
                "Unsubscribed",
                topic=topic["name"], queue=subscription["queue"], subscription=subscription["arn"], by=self.sim.caller,
            )  # fmt: skip
            self._see(topic["name"])
        return {}

    @query
    def list_subscriptions_by_topic(self, TopicArn: str | None = None, NextToken: str | None = None) -> Json:
        listed = [
            {
                "SubscriptionArn": arn, "Owner": self._account, "Protocol": "sqs", "TopicArn": TopicArn,
                "Endpoint": self.subscriptions[arn]["endpoint"],
            }
            for arn in self._topic(TopicArn)["subscriptions"]
        ]  # fmt: skip
        return _page("Subscriptions", listed, "SubscriptionArn", NextToken)

    @command
    def publish(
        self,
        TopicArn: str | None = None,
        TargetArn: str | None = None,
        Message: str | None = None,
        Subject: str | None = None,
        MessageAttributes: dict[str, Any] | None = None,
    ) -> Json:
        topic = self._topic(TopicArn or TargetArn)
        _check_message(Message, Subject, MessageAttributes or {})
        identity, trace = self.make_uuid("message"), self.sim.trace or None
        message = {
            "id": identity, "text": Message, "subject": Subject, "attributes": MessageAttributes or {}, "trace": trace,
        }  # fmt: skip
        topic["published"] += 1
        receivers = [self.subscriptions[arn] for arn in topic["subscriptions"]]
        copies = [subscription["queue"] for subscription in receivers]
        by = self.sim.caller
        facts = {"topic": topic["name"], "message": identity, "trace": trace, "copies": copies, "by": by}
        self.sim.emit("Published", facts)
        for subscription in receivers:
            self.send_copy(topic, subscription, message)
        if by[:1] == "@":
            self.show_participant(by, f"sns/{topic['name']}", [{"trace": trace, "again": False}])
        return {"MessageId": identity}

    def _topic(self, arn: str | None) -> Json:
        topic = self.topics.get((arn or "").rpartition(":")[2])
        if topic is None or topic["arn"] != arn:
            _check_arn("TopicArn", arn)
            raise NotFound(thing="Topic")
        return topic

    def _see(self, topic: str) -> None:
        if self.sim.caller.startswith("@"):
            self.announce(self.sim.caller, f"sns/{topic}", pulls=False)

    def entities(self) -> dict[str, Entity]:
        return {f"sns/{name}": self._entity(topic) for name, topic in self.topics.items()}

    def _entity(self, topic: Json) -> Entity:
        links = [f"sqs/{self.subscriptions[arn]['queue']}" for arn in topic["subscriptions"]]
        return {"kind": "topic", "name": topic["name"], "published": topic["published"], "links": links}


def _check_arn(parameter: str, arn: str | None) -> None:
    elements = len((arn or "").split(":"))
    if elements < ARN_ELEMENTS:
        problem = f"{parameter} Reason: An ARN must have at least {ARN_ELEMENTS} elements, not {elements}"
        raise InvalidParameter(problem=problem)


def _queue_of(protocol: str | None, endpoint: str | None) -> str:
    """The name of the queue behind a subscription's endpoint."""
    if protocol != "sqs":
        raise InvalidParameter(problem=f"Amazon SNS does not support this protocol string: {protocol}")
    if not endpoint or not endpoint.startswith("arn:aws:sqs:") or len(endpoint.split(":")) != ARN_ELEMENTS:
        raise InvalidParameter(problem="SQS endpoint ARN")
    if endpoint.endswith(".fifo"):
        reason = "Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
        raise InvalidParameter(problem=f"Invalid parameter: {reason}")
    return endpoint.rpartition(":")[2]


def _read_raw(attributes: Json) -> bool | None:
    """Whether raw delivery is asked for; None if nothing is said."""
    for name in attributes:
        if name != "RawMessageDelivery":
            raise InvalidParameter(problem=f"Attributes Reason: Not simulated here: {name}")
    value = attributes.get("RawMessageDelivery")
    if value not in (None, "true", "false"):
        raise InvalidParameter(problem=f"RawMessageDelivery: Invalid value [{value}]. Must be true or false.")
    return None if value is None else value == "true"


def _check_message(text: str | None, subject: str | None, attributes: Json) -> None:
    if not text:
        raise InvalidParameter(problem="Empty message")
    try:
        size = len(check_text(text))
        if attributes:
            size += sum(attribute_size(name, value) for name, value in attributes.items())
    except InvalidMessageAttribute as error:
        raise ParameterValueInvalid(problem=error.message) from None
    except InvalidMessageContents:
        raise InvalidParameter(problem="Message") from None
    if size > limits.SNS_MESSAGE_MAX_BYTES:
        raise InvalidParameter(problem="Message too long")
    if subject is not None and not (0 < len(subject) <= limits.SUBJECT_MAX_CHARACTERS and subject.isprintable()):
        raise InvalidParameter(problem="Subject")


def _page(field: str, items: list[Json], key: str, token: str | None) -> Json:
    """One page of a list; the token is the last ARN of the page before."""
    start = next((index + 1 for index, item in enumerate(items) if item[key] == token), 0) if token else 0
    page = items[start : start + limits.PAGE_TOPICS]
    more = {"NextToken": page[-1][key]} if start + len(page) < len(items) else {}
    return {field: page, **more}
