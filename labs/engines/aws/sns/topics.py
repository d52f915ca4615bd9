"""SNS actions on topics: make, delete, list, describe, change, tag, permit."""

import json
import re
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import InvalidParameter, InvalidValue, TagLimitExceeded, TopicLimitExceeded
from labs.engines.aws.service import Json
from labs.engines.aws.sns.endpoints.sqs import FIFO_ENDING
from labs.engines.aws.sns.fifo import new_fifo
from labs.engines.aws.sns.pages import page
from labs.engines.aws.sns.store import check_arn
from labs.engines.aws.sns.subscriptions import Subscriptions
from labs.engines.aws.sns.topic_attributes import (
    DELIVERY,
    FIFO,
    OWNER_MAY,
    POLICY,
    SIZE,
    SIZED_PROTOCOLS,
    check_attribute,
    check_same,
    policy_of,
    show_attributes,
)
from labs.engines.sim import command, query

TAG_KEY_MAX, TAG_VALUE_MAX = 128, 256  # characters

NO_FIFO_NAME = (
    "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers,"
    " underscores, and hyphens, and must be between 1 and 256 characters long."
)

_topic_name = re.compile(r"[A-Za-z0-9_-]{1,256}")
_fifo_name = re.compile(r"[A-Za-z0-9_-]{1,251}\.fifo")


class Topics(Subscriptions):
    """What can be done to a topic as a whole."""

    @command
    def create_topic(
        self,
        Name: str | None = None,
        Attributes: dict[str, Any] | None = None,
        Tags: list[Any] | None = None,
        DataProtectionPolicy: str | None = None,
    ) -> Json:
        """The same again is fine as long as nothing else is asked for.

        Part: Policy, KmsMasterKeyId, SignatureVersion, TracingConfig and the logging of deliveries are kept and
        shown, without effect, and so is DataProtectionPolicy; ArchivePolicy, and of a DeliveryPolicy throttling and
        sickly retries are refused.
        """
        attributes, tags = dict(Attributes or {}), read_tags(Tags or [])
        fifo = self._check_name(Name or "", attributes.pop(FIFO, None))
        for name, value in attributes.items():
            check_attribute(name, value, fifo=fifo)
        place = self.place(Name or "")
        topic = self.topics.get(place)
        if topic is None:
            topic = self._create(place, attributes, tags, DataProtectionPolicy)
        else:
            check_same(topic, attributes)
            if any(topic["tags"].get(key) != value for key, value in tags.items()):
                raise InvalidParameter(problem="Tags Reason: Topic already exists with different tags")
        return {"TopicArn": topic["arn"]}

    def _check_name(self, name: str, fifo: Any) -> bool:
        """Whether it is a FIFO topic's."""
        if fifo not in (None, "true", "false"):
            raise InvalidParameter(problem=f"Attributes Reason: {FIFO}: Invalid value [{fifo}]. Must be true or false.")
        if fifo == "true" and not _fifo_name.fullmatch(name):
            raise InvalidValue(problem=NO_FIFO_NAME)
        if fifo != "true" and not _topic_name.fullmatch(name):
            raise InvalidParameter(problem="Topic Name")
        return bool(fifo == "true")

    def _create(self, place: str, attributes: Json, tags: dict[str, str], protection: str | None) -> Json:
        if len(self.topics) >= limits.TOPICS_MAX:
            raise TopicLimitExceeded
        topic = self.topics[place] = {
            "name": place, "arn": self.arn(place), "published": 0, "subscriptions": [], "pending": [], "deleted": 0,
            "attributes": attributes, "tags": tags,
        }  # fmt: skip
        if attributes.get(DELIVERY):
            topic["policy"] = attributes[DELIVERY]
        if protection:
            topic["protection"] = protection
        if place.endswith(FIFO_ENDING):
            topic["fifo"] = new_fifo(self.sim.now_us)
        self.emit("TopicCreated", topic=place, by=self.sim.caller)
        self.see(place)
        return topic

    @command
    def delete_topic(self, TopicArn: str | None = None) -> Json:
        """With its subscriptions; also the second time. Copies already on their way are still delivered."""
        check_arn("TopicArn", TopicArn)
        topic = self.find_topic(TopicArn or "")
        if topic is not None:
            for arn in [*topic["subscriptions"], *topic["pending"]]:
                self.end(arn)
            del self.topics[topic["name"]]
            self.emit("TopicDeleted", topic=topic["name"], by=self.sim.caller)
        return {}

    @query
    def list_topics(self, NextToken: str | None = None) -> Json:
        here = (topic for topic in self.topics.values() if self.is_here(topic["name"]))
        return page("Topics", [{"TopicArn": topic["arn"]} for topic in here], NextToken)

    # Attributes

    @query
    def get_topic_attributes(self, TopicArn: str | None = None) -> Json:
        return {"Attributes": show_attributes(self.topic_of(TopicArn), self._account)}

    @command
    def set_topic_attributes(
        self, TopicArn: str | None = None, AttributeName: str | None = None, AttributeValue: str | None = None
    ) -> Json:
        """Part: Policy, KmsMasterKeyId, SignatureVersion, TracingConfig and the logging of deliveries are kept and
        shown, without effect; ArchivePolicy, and of a DeliveryPolicy throttling and sickly retries are refused.
        """
        topic = self.topic_of(TopicArn)
        if not AttributeName or AttributeName == FIFO:
            raise InvalidParameter(problem="AttributeName")
        value = AttributeValue or ""
        check_attribute(AttributeName, value, fifo="fifo" in topic)
        if AttributeName == SIZE:
            self._check_large_topic(topic, int(value))
        self._set(topic, AttributeName, value)
        return {}

    def _check_large_topic(self, topic: Json, size: int) -> None:
        """More than 256 KiB is only for topics with few subscriptions, of three protocols."""
        arns = [*topic["subscriptions"], *topic["pending"]]
        if size > limits.SNS_MESSAGE_MAX_BYTES:
            protocols = [self.subscriptions[arn]["protocol"] for arn in arns]
            if len(arns) > limits.SUBSCRIPTIONS_OF_LARGE_MAX or any(one not in SIZED_PROTOCOLS for one in protocols):
                problem = f"{SIZE} Reason: the topic's subscriptions do not allow messages above 256 KiB"
                raise InvalidParameter(problem=problem)

    def _set(self, topic: Json, name: str, value: str) -> None:
        topic["attributes"][name] = value
        if name == DELIVERY:
            topic.pop("policy", None)
            if value:
                topic["policy"] = value
        self._tell_change(topic, {name: value})

    def _tell_change(self, topic: Json, attributes: Json) -> None:
        self.emit("TopicChanged", topic=topic["name"], attributes=attributes, by=self.sim.caller)
        self.see(topic["name"])

    # Permissions: kept and answered; here everybody may do everything

    @command
    def add_permission(
        self,
        TopicArn: str | None = None,
        Label: str | None = None,
        AWSAccountId: list[str] | None = None,
        ActionName: list[str] | None = None,
    ) -> Json:
        """Part: kept and shown; nobody is ever denied anything."""
        topic = self.topic_of(TopicArn)
        policy = json.loads(policy_of(topic, self._account))
        if any(statement.get("Sid") == Label for statement in policy["Statement"]):
            raise InvalidParameter(problem="Statement already exists")
        if not Label or not AWSAccountId or not ActionName:
            missing = "Label" if not Label else "AWSAccountId" if not AWSAccountId else "ActionName"
            raise InvalidParameter(problem=missing)
        if any(action not in (*OWNER_MAY, "Receive", "*") for action in ActionName):
            raise InvalidParameter(problem="Policy statement action out of service scope!")
        if len(policy["Statement"]) >= limits.TOPIC_POLICY_STATEMENTS_MAX:
            raise InvalidParameter(problem="Policy Error: too many statements")
        principals = [f"arn:aws:iam::{account}:root" for account in AWSAccountId]
        actions = [f"SNS:{action}" for action in ActionName]
        policy["Statement"].append({
            "Sid": Label, "Effect": "Allow", "Principal": {"AWS": one_or_all(principals)},
            "Action": one_or_all(actions), "Resource": topic["arn"],
        })  # fmt: skip
        self._set(topic, POLICY, json.dumps(policy))
        return {}

    @command
    def remove_permission(self, TopicArn: str | None = None, Label: str | None = None) -> Json:
        """A label that is not there is fine.

        Part: kept and shown; nobody is ever denied anything.
        """
        topic = self.topic_of(TopicArn)
        policy = json.loads(policy_of(topic, self._account))
        rest = [statement for statement in policy["Statement"] if statement.get("Sid") != Label]
        if len(rest) < len(policy["Statement"]):
            self._set(topic, POLICY, json.dumps({**policy, "Statement": rest}))
        return {}

    @query
    def get_data_protection_policy(self, ResourceArn: str | None = None) -> Json:
        policy = self.topic_of(ResourceArn).get("protection")
        return {"DataProtectionPolicy": policy} if policy else {}

    @command
    def put_data_protection_policy(
        self, ResourceArn: str | None = None, DataProtectionPolicy: str | None = None
    ) -> Json:
        """Part: kept and shown; nothing is searched for personal data."""
        topic = self.topic_of(ResourceArn)
        topic["protection"] = DataProtectionPolicy or ""
        self._tell_change(topic, {"DataProtectionPolicy": topic["protection"]})
        return {}

    # Tags

    @command
    def tag_resource(self, ResourceArn: str | None = None, Tags: list[Any] | None = None) -> Json:
        have, tags = self.tags_of(ResourceArn), read_tags(Tags or [])
        if len({**have, **tags}) > limits.TOPIC_TAGS_MAX:
            raise TagLimitExceeded
        have.update(tags)
        return {}

    @command
    def untag_resource(self, ResourceArn: str | None = None, TagKeys: list[str] | None = None) -> Json:
        have = self.tags_of(ResourceArn)
        for key in TagKeys or []:
            have.pop(key, None)
        return {}

    @query
    def list_tags_for_resource(self, ResourceArn: str | None = None) -> Json:
        return {"Tags": [{"Key": key, "Value": value} for key, value in self.tags_of(ResourceArn).items()]}


def read_tags(given: list[Any]) -> dict[str, str]:
    """AWS's [{"Key", "Value"}] as a dict; raises InvalidParameter and TagLimitExceeded."""
    tags: dict[str, str] = {}
    for tag in given:
        key, value = (tag.get("Key"), tag.get("Value")) if isinstance(tag, dict) else (None, None)
        if not isinstance(key, str) or not isinstance(value, str):
            raise InvalidParameter(problem="Tags")
        if key in tags:
            raise InvalidParameter(problem="Duplicated keys are not allowed.")
        if not 0 < len(key) <= TAG_KEY_MAX or len(value) > TAG_VALUE_MAX:
            raise InvalidParameter(problem="Tags Reason: a key has 1 to 128 characters, a value at most 256")
        tags[key] = value
    if len(tags) > limits.TOPIC_TAGS_MAX:
        raise TagLimitExceeded
    return tags


def one_or_all(values: list[str]) -> str | list[str]:
    """As AWS writes a list in a policy."""
    return values[0] if len(values) == 1 else values
