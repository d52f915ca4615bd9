"""A program's front door: requests come in over HTTP and are answered when their work is done."""

import json
from typing import Any

from labs.engines.programs.program import Json, Program, Work
from labs.engines.sim import LATER, EngineError, endpoint

WAITING_REQUESTS_MAX = 100  # in the memory of an instance; then it says it is overloaded
# Of Amazon SNS, which calls a program for each message; `header` names as they travel.
MESSAGE_TYPE = "x-amz-sns-message-type"
MESSAGE_ID = "x-amz-sns-message-id"


class ConnectionRefused(EngineError):
    """Nobody listens there."""

    code = "ConnectionRefused"


class ConnectionReset(EngineError):
    """The program died with the request in its hands."""

    code = "ConnectionReset"


class Overloaded(EngineError):
    """HTTP 503: too many requests wait already."""

    code = "Overloaded"


class PageNotFound(EngineError):
    """HTTP 404: the program has nothing there, and will not have it at the next try."""

    code = "PageNotFound"

    def __init__(self) -> None:
        super().__init__(sender_fault=True)


class FrontDoor(Program):
    """Works on requests, which wait in an instance's memory while all its hands are busy."""

    @endpoint
    def handle(self, body: str, instance: str = "", path: str = "/", headers: dict[str, str] | None = None) -> Any:
        """POST: answered when the work is done. Raises ConnectionRefused, PageNotFound, Overloaded."""
        one, headers = self.instances.get(instance), headers or {}
        if one is None or one["state"] != "running":
            raise ConnectionRefused
        if path != "/":
            raise PageNotFound
        if headers.get(MESSAGE_TYPE, "Notification") != "Notification":
            return self._take_note(instance, headers[MESSAGE_TYPE], body)
        if one["busy"] >= self.concurrency and len(one["line"]) >= WAITING_REQUESTS_MAX:
            raise Overloaded
        work = {
            "instance": instance, "queue": None, "message": headers.get(MESSAGE_ID), "trace": self.sim.trace or None,
            "address": self.sim.reply_address(),
        }  # fmt: skip
        self.begin(instance, one, work)
        return LATER

    def _take_note(self, instance: str, kind: str, body: str) -> Json:
        """SNS asks whether this endpoint wants a topic's messages: it does."""
        if kind == "SubscriptionConfirmation":
            asked = json.loads(body)
            topic = asked["TopicArn"].rpartition(":")[2]
            self.request(
                "sns", "confirm_subscription", {"TopicArn": asked["TopicArn"], "Token": asked["Token"]},
                trace="", path=[self.entity_of(instance), f"sns/{topic}"],
            )  # fmt: skip
        return {"status": 200}

    def entity_of(self, number: str) -> str:
        return f"{self.name}/{number}" if number else self.name

    def done(self, work: Work) -> None:
        if "address" in work:
            self.sim.answer(work["address"], {"status": 200})

    def lost(self, work: Work) -> None:
        if "address" in work:
            self.sim.fail(work["address"], ConnectionReset())
