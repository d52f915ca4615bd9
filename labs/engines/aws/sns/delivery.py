"""Copies on their way: SNS keeps one for each subscription until the queue has it or there is no hope left."""

from typing import Any

from labs.engines.aws.limits import DELIVERY_TIMEOUT_US
from labs.engines.aws.service import AwsService, Json
from labs.engines.aws.sns.envelope import wrap
from labs.engines.aws.sns.retries import delay_before_us
from labs.engines.sim import Simulation

Copy = dict[str, Any]


class Delivery(AwsService):
    """The part of SNS that pushes."""

    def __init__(self, sim: Simulation, account: str, region: str) -> None:
        super().__init__(sim, "sns", account, region)
        self.copies: dict[str, Copy] = {}
        self.copied = 0  # copies made so far

    def send_copy(self, topic: Json, subscription: Json, message: Json) -> None:
        """Keep a copy and start delivering it; `message` as in `envelope.wrap`, with its trace."""
        queue = subscription["queue"]
        args: Json = {"QueueUrl": queue}
        if subscription["raw"]:
            args["MessageBody"] = message["text"]
            if message["attributes"]:
                args["MessageAttributes"] = message["attributes"]
        else:
            now = self.sim.calendar.iso(self.sim.now_us)
            args["MessageBody"] = wrap(message, now, topic["arn"], subscription["arn"], self._region)
        self.copied += 1
        number = str(self.copied)
        self.copies[number] = {
            "topic": topic["name"], "queue": queue, "message": message["id"], "trace": message["trace"],
            "args": args,
        }  # fmt: skip
        self.attempt(number)

    def attempt(self, number: str) -> None:
        copy = self.copies[number]
        self.request(
            "sqs", "send_message", copy["args"], reply="on_delivered", context={"copy": number},
            timeout_us=DELIVERY_TIMEOUT_US, trace=copy["trace"] or "",
            path=["sns/" + copy["topic"], "sqs/" + copy["queue"]],
        )  # fmt: skip

    def on_delivered(self, context: Json, result: Any, error: Json | None) -> None:
        copy = self.copies[context["copy"]]
        if error is None:
            del self.copies[context["copy"]]
            self.sim.emit("CopyDelivered", _facts(copy))
        elif error["data"].get("sender_fault"):  # a client error is not retried
            self._drop(context["copy"], error["code"])
        else:
            self._try_again(context["copy"], error["code"])

    def _try_again(self, number: str, reason: str) -> None:
        copy = self.copies[number]
        attempt = copy.get("attempt", 1)
        delay_us = delay_before_us(attempt + 1)
        if delay_us is None:
            self._drop(number, reason)
            return
        self._tell("DeliveryFailed", copy, attempt=attempt, reason=reason)
        copy["attempt"] = attempt + 1
        self.call_later(delay_us, "attempt", number)

    def _drop(self, number: str, reason: str) -> None:
        self._tell("CopyDropped", self.copies.pop(number), reason=reason)

    def _tell(self, event: str, copy: Copy, **more: Any) -> None:
        self.sim.emit(event, {**_facts(copy), **more})


def _facts(copy: Copy) -> Json:
    return {"topic": copy["topic"], "queue": copy["queue"], "message": copy["message"], "trace": copy["trace"]}
