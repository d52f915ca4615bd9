"""The notification service: one method per AWS action."""

import re
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import InvalidParameter, ParameterValueInvalid, TopicLimitExceeded
from labs.engines.aws.errors.sqs import InvalidMessageAttribute, InvalidMessageContents
from labs.engines.aws.message_attributes import attribute_size, check_text
from labs.engines.aws.service import Json
from labs.engines.aws.sns.pages import page
from labs.engines.aws.sns.store import check_arn
from labs.engines.aws.sns.subscriptions import Subscriptions
from labs.engines.sim import command, query

_topic_name = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Sns(Subscriptions):
    """Standard topics, and what is published to them."""

    @command
    def create_topic(self, Name: str | None = None) -> Json:
        if not Name or not _topic_name.fullmatch(Name):
            raise InvalidParameter(problem="Topic Name")
        place = self.place(Name)
        topic = self.topics.get(place)
        if topic is None:
            if len(self.topics) >= limits.TOPICS_MAX:
                raise TopicLimitExceeded
            topic = self.topics[place] = {
                "name": place, "arn": self.arn(place), "published": 0, "subscriptions": [], "pending": [],
            }  # fmt: skip
            self.emit("TopicCreated", topic=place, by=self.sim.caller)
            self.see(place)
        return {"TopicArn": topic["arn"]}

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

    @command
    def publish(
        self,
        TopicArn: str | None = None,
        TargetArn: str | None = None,
        Message: str | None = None,
        Subject: str | None = None,
        MessageAttributes: dict[str, Any] | None = None,
    ) -> Json:
        topic = self.topic_of(TopicArn or TargetArn)
        _check_message(Message, Subject, MessageAttributes or {})
        identity, trace = self.make_uuid("message"), self.sim.trace or None
        message = {
            "id": identity, "text": Message, "subject": Subject, "attributes": MessageAttributes or {}, "trace": trace,
        }  # fmt: skip
        topic["published"] += 1
        receivers = [self.subscriptions[arn] for arn in topic["subscriptions"]]
        copies = [subscription["target"] for subscription in receivers]
        by = self.sim.caller
        facts = {"topic": topic["name"], "message": identity, "trace": trace, "copies": copies, "by": by}
        self.sim.emit("Published", facts)
        for subscription in receivers:
            self.send_copy(topic, subscription, message)
        if by[:1] == "@":
            self.show_participant(by, f"sns/{topic['name']}", [{"trace": trace, "again": False}])
        return {"MessageId": identity}


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
