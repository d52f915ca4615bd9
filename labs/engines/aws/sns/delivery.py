"""Copies on their way: SNS keeps one for each subscription until its endpoint has it or there is no hope left."""

from typing import Any

from labs.engines.aws.service import Json
from labs.engines.aws.sns.endpoints import KINDS, Kind
from labs.engines.aws.sns.envelope import ask, wrap
from labs.engines.aws.sns.store import TopicStore
from labs.engines.aws.sns.subscription_attributes import dead_letter_arn
from labs.engines.sim import Simulation

NO_HOST = {"code": "HostNotFound", "message": "", "data": {}}
LOOK_UP_US = 10_000  # how long it takes to find out that there is no such host

Copy = dict[str, Any]


class Delivery(TopicStore):
    """The part of SNS that pushes."""

    def __init__(self, sim: Simulation, account: str, region: str) -> None:
        super().__init__(sim, account, region)
        # number -> {"subscription", "protocol", "path", "args", "facts": what its events say}; and where they apply
        # "attempt", "asks": it is no message but asks for a confirmation. (A dict of six keys costs twice one of five.)
        # Of a FIFO topic: "lane", "cause": its publishing, "next": the copy behind it in the lane. "dead": it was given
        # up and is on its way to a dead-letter queue. "region": where it was published that belongs to no topic.
        self.copies: dict[str, Copy] = {}
        self.copied = 0  # copies made so far
        # Subscription and group -> the last copy of those that go one after the other; the first is being delivered.
        self.lanes: dict[str, str] = {}

    def send_copy(self, topic: Json, subscription: Json, message: Json) -> None:
        """Keep a copy and start delivering it; `message` as in `envelope.wrap`, with its trace."""
        if subscription["raw"]:
            body = message["text"]
        else:
            now = self.sim.calendar.iso(self.sim.now_us)
            body = wrap(message, now, topic["arn"], subscription["arn"], self.region_of(topic["name"]))
        facts = {
            "topic": topic["name"], "queue": subscription["queue"], "target": subscription["target"],
            "message": message["id"], "trace": message["trace"],
        }  # fmt: skip
        args = KINDS[subscription["protocol"]].args(subscription, message, body)
        if "sequence" in message and "MessageDeduplicationId" in args:
            self.keep(subscription, facts, args, lane=f"{subscription['arn']} {message['group']}")
        else:
            self.keep(subscription, facts, args)

    def send_confirmation(self, topic: Json, subscription: Json) -> None:
        """Ask an endpoint whether it wants the topic's messages."""
        identity, now = self.make_uuid("message"), self.sim.calendar.iso(self.sim.now_us)
        body = ask(identity, subscription["token"], now, topic["arn"], self.region_of(topic["name"]))
        facts = {
            "topic": topic["name"], "target": subscription["target"], "subscription": subscription["arn"],
            "trace": None,
        }  # fmt: skip
        args = KINDS[subscription["protocol"]].confirmation(subscription, identity, body)
        self.keep(subscription, facts, args, asks=True)

    def send_directly(self, protocol: str, target: str, text: str, **more: Any) -> str:
        """A copy that belongs to no topic, and the id of its message; `more` is kept with it."""
        identity, trace = self.make_uuid("message"), self.sim.trace or None
        self.emit("PublishedDirectly", target=target, message=identity, trace=trace, by=self.sim.caller)
        facts = {"topic": None, "queue": None, "target": target, "message": identity, "trace": trace}
        receiver = {"arn": None, "protocol": protocol, "path": None}
        self.keep(receiver, facts, {"target": target, "text": text, "body": text}, region=self._here, **more)
        return identity

    def keep(self, subscription: Json, facts: Json, args: Json, **more: Any) -> None:
        """Keep what is to be delivered, with `more` of what makes it special, and begin unless its lane is taken."""
        self.copied = copied = self.copied + 1
        number = str(copied)
        self.copies[number] = copy = {
            "subscription": subscription["arn"], "protocol": subscription["protocol"], "path": subscription["path"],
            "args": args, "facts": facts,
        }  # fmt: skip
        if more:
            copy.update(more)
            if "lane" in more:
                self._line_up(number, copy)
                return
        self._attempt(number, copy)

    def _line_up(self, number: str, copy: Copy) -> None:
        """Behind the earlier copies of its group, so that none overtakes another that must be tried again."""
        copy["cause"] = self.sim.latest
        last = self.lanes.get(copy["lane"])
        self.lanes[copy["lane"]] = number
        if last is None:
            self._attempt(number, copy)
        else:
            self.copies[last]["next"] = number

    def _let_go(self, number: str, copy: Copy) -> None:
        """Nothing more will happen to this copy; the one behind it follows from its own publishing."""
        del self.copies[number]
        if "next" in copy:
            behind, latest = self.copies[copy["next"]], self.sim.latest
            self.sim.latest = behind["cause"]
            self._attempt(copy["next"], behind)
            self.sim.latest = latest
        elif "lane" in copy:
            del self.lanes[copy["lane"]]

    def attempt(self, number: str) -> None:
        self._attempt(number, self.copies[number])

    def _attempt(self, number: str, copy: Copy) -> None:
        kind, context = KINDS[copy["protocol"]], {"copy": number}
        to: str | None = kind.part
        if not to:
            to, error = self.look_up(kind, copy)
            if to is None:
                self.call_later(LOOK_UP_US, "on_delivered", context, None, error)
                return
        self.request(
            to, kind.method, copy["args"], reply="on_delivered", context=context, timeout_us=kind.timeout_us,
            trace=copy["facts"]["trace"] or "", path=copy["path"],
        )  # fmt: skip

    def look_up(self, kind: Kind, copy: Copy) -> tuple[str | None, Json]:
        """Which part takes the copy; or else the error of there being none."""
        return kind.find(self.sim, copy["facts"]["target"]), NO_HOST

    def on_delivered(self, context: Json, result: Any, error: Json | None) -> None:
        number = context["copy"]
        copy = self.copies[number]
        if error is not None:
            self._try_again(number, copy, error)
            return
        if "asks" not in copy:
            self.sim.emit("CopyDelivered", copy["facts"])
        if "lane" in copy:
            self._let_go(number, copy)
        else:
            del self.copies[number]

    def _try_again(self, number: str, copy: Copy, error: Json) -> None:
        """A client error is not retried."""
        attempt, delay_us = copy.get("attempt", 1), None
        subscription = self.subscriptions.get(copy["subscription"], {})
        if not error["data"].get("sender_fault"):
            policy = self.topics.get(copy["facts"]["topic"], {}).get("policy")
            delay_us = KINDS[copy["protocol"]].retries_of(subscription, policy).delay_before_us(attempt + 1)
        if delay_us is None and subscription.get("redrive") and "asks" not in copy and "dead" not in copy:
            self._redirect(number, copy, subscription["redrive"], {"reason": error["code"], "attempts": attempt})
            return
        self._tell_failure(copy, attempt, error["code"], last=delay_us is None)
        if delay_us is None:
            self._let_go(number, copy)
        else:
            copy["attempt"] = attempt + 1
            self.call_later(delay_us, "attempt", number)

    def _redirect(self, number: str, copy: Copy, policy: str, why: Json) -> None:
        """To the subscription's dead-letter queue, which is tried like any queue; the lane waits for that."""
        queues, arn = KINDS["sqs"], dead_letter_arn(policy)
        facts, place, target = copy["facts"], queues.queue(arn, self._region), queues.target(arn, self._region)
        self.sim.emit("CopyRedirected", {**facts, **why, "to": target})
        letter = KINDS[copy["protocol"]].letter(copy["args"])
        copy.update(
            protocol="sqs", path=[copy["path"][0], target], args={**letter, "QueueUrl": place}, dead=True, attempt=1,
            facts={**facts, "queue": place, "target": target},
        )  # fmt: skip
        self._attempt(number, copy)

    def _tell_failure(self, copy: Copy, attempt: int, reason: str, *, last: bool) -> None:
        if "asks" in copy:
            self.sim.emit("ConfirmationFailed", {**copy["facts"], "attempt": attempt, "reason": reason})
        elif last:
            self.sim.emit("CopyDropped", {**copy["facts"], "reason": reason, "attempts": attempt})
        else:
            self.sim.emit("DeliveryFailed", {**copy["facts"], "attempt": attempt, "reason": reason})
