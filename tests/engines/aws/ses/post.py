"""Shortcuts for tests of the simulated SES."""

import json
from typing import Any

from labs.engines.sim import Query
from tests.engines.aws.ses.shapes import check_result
from tests.engines.aws.world import World

SHOP = "shop@example.com"
TOPIC = "arn:aws:sns:us-east-1:123456789012:{}"
ENDS = ("delivered", "bounced", "suppressed", "rejected", "unrendered")


class Post:
    """A world with mail."""

    def __init__(self, seed: int = 1) -> None:
        self.world = World(seed)
        self.seconds = 0.0

    def later(self, seconds: float) -> None:
        self.seconds += seconds
        self.world.at(self.seconds)

    def have_verified(self, *identities: str) -> None:
        for identity in identities:
            self.world.call("sesv2.create_email_identity", EmailIdentity=identity)
            self.world.call("outbox.verify", identity=identity)

    def v1(self, action: str, **args: Any) -> Any:
        return self._checked(f"ses.{action}", args)

    def v2(self, action: str, **args: Any) -> Any:
        return self._checked(f"sesv2.{action}", args)

    def _checked(self, action: str, args: dict[str, Any]) -> Any:
        result = self.world.call(action, **args)
        check_result(action, result)
        return result

    def ask(self, action: str, **args: Any) -> Any:
        result = self.world.sim.query(Query(action, args, "kim"))
        check_result(action, result)
        return result

    def refusal(self, action: str, **args: Any) -> tuple[str, str, int, str]:
        """Code, the Query protocol's code, status and text."""
        error = self.world.refusal(action, **args)
        return error["code"], error["data"]["query_code"], error["data"]["http_status"], error["message"]

    def send(self, *to: str, **args: Any) -> str:
        """By v2; the id."""
        return str(self.v2("send_email", **mail(*to, **args))["MessageId"])

    def office(self) -> dict[str, Any]:
        office: dict[str, Any] = self.world.cloud.outbox.regions["us-east-1"]
        return office

    def counts(self) -> dict[str, int]:
        """How it ended so far, without the noughts."""
        return {name: count for name, count in self.office()["counts"].items() if count}

    def events(self, *names: str) -> list[dict[str, Any]]:
        return [event["data"] for event in self.world.events(*names)]

    # What SNS is told

    def topic(self, name: str = "mails") -> str:
        """The ARN of a topic whose messages end raw in the queue "q"."""
        if "q" not in self.world.cloud.sqs.queues:
            self.world.queue("q")
        arn = TOPIC.format(name)
        self.world.call("sns.create_topic", Name=name)
        queue = "arn:aws:sqs:us-east-1:123456789012:q"
        raw = {"RawMessageDelivery": "true"}
        self.world.call("sns.subscribe", TopicArn=arn, Protocol="sqs", Endpoint=queue, Attributes=raw)
        return arn

    def told(self) -> list[Any]:
        """The texts that arrived since the last time."""
        texts: list[Any] = []
        while found := self.world.bodies():
            texts += found
        return [json.loads(text) if text.startswith("{") else text for text in texts]


def mail(*to: str, subject: str = "Hello", text: str = "Good day.", **args: Any) -> dict[str, Any]:
    """The arguments of v2's SendEmail."""
    simple = {"Subject": {"Data": subject}, "Body": {"Text": {"Data": text}}}
    return {
        "FromEmailAddress": SHOP, "Destination": {"ToAddresses": [*to]}, "Content": {"Simple": simple}, **args,
    }  # fmt: skip


def mail_v1(*to: str, **args: Any) -> dict[str, Any]:
    """The arguments of v1's SendEmail."""
    message = {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Good day."}}}
    return {"Source": SHOP, "Destination": {"ToAddresses": [*to]}, "Message": message, **args}
