"""StoreFront: accepts orders and hands each one on, to topics, to queues, or to services it calls directly."""

import re
from typing import Any

from labs.engines.sim import Component, Entity, Refused, Simulation, command

RATE_MAX_PER_S = 2_000
TIMEOUT_US = 5_000_000
ATTEMPTS_MAX = 3
RETRY_DELAY_US = 500_000  # before the second attempt; doubles from one attempt to the next
TARGETS_MAX = 10
DISCONNECTED = "Disconnected"  # the reason an order is given up that waited for its next try
CUSTOMERS = 5  # whose orders stay in order where a FIFO topic or queue keeps it
ITEMS = ("book", "lamp", "mug", "tea", "pen", "scarf", "chair", "clock")

Json = dict[str, Any]

_arn = re.compile(r"arn:aws:(sns|sqs):[a-z0-9-]{1,30}:\d{12}:([A-Za-z0-9_-]{1,256}(?:\.fifo)?)")


class StoreFront(Component):
    """Takes `rate_per_s` orders a second, evenly spaced or (`poisson`) by chance, each owed to the programs in `owed`.

    An order stays in its hands until every target has answered for it or was given up after `ATTEMPTS_MAX` tries.
    """

    def __init__(
        self, sim: Simulation, name: str, *, rate_per_s: float, owed: list[str], poisson: bool = False
    ) -> None:
        super().__init__(sim, name)
        self.rate_per_ks = round(rate_per_s * 1000)  # orders in 1,000 seconds: an int
        self.running = True
        self.turn = 0  # of the clockwork below: older entries in the agenda are void
        self.orders = 0
        self.given_up = 0
        self.timeout_us = TIMEOUT_US
        self.attempts_max = ATTEMPTS_MAX
        self.targets: dict[str, Json] = {}  # entity -> {"to", "method", "args", "text": where the order goes, "path"}
        self._owed = owed
        self._poisson = poisson
        self._wind_up()

    # Wiring

    def publish_to(self, topic_arn: str) -> None:
        """Every order is published to this SNS topic, from the start."""
        topic = topic_arn.rpartition(":")[2]
        self._aim(f"sns/{topic}", "publish", {"TopicArn": topic_arn}, "Message")

    def call(self, server: str) -> None:
        """Every order is sent to this server over HTTP, from the start."""
        self._aim(server, "handle", {}, "body")

    @command
    def connect(self, arn: str) -> Json:
        """Every order goes to this SNS topic or SQS queue too; whether it exists shows when it is called."""
        found = _arn.fullmatch(arn)
        if found is None:
            raise Refused("bad_arguments", argument="arn", problem="unknown")
        service, name = found.groups()
        target = f"{service}/{name}"
        if target in self.targets:
            return {}
        if len(self.targets) >= TARGETS_MAX:
            raise Refused("limit", what="targets", most=TARGETS_MAX)
        if service == "sns":
            self.publish_to(arn)
        else:
            self._aim(target, "send_message", {"QueueUrl": name}, "MessageBody")
        self.emit("CallerConnected", program=self.name, to=target, by=self.sim.caller)
        return {}

    @command
    def disconnect(self, to: str) -> Json:
        """No order goes to this entity ("sns/orders") any more; what is on its way there arrives."""
        if self.targets.pop(to, None) is not None:
            self.emit("CallerDisconnected", program=self.name, to=to, by=self.sim.caller)
        return {}

    def _aim(self, target: str, method: str, args: Json, text: str) -> None:
        self.targets[target] = {
            "to": target.partition("/")[0], "method": method, "args": args, "text": text, "path": [self.name, target],
        }  # fmt: skip

    # Commands

    @command
    def set_rate(self, per_second: float) -> Json:
        """Orders a second, 0 to 2,000."""
        if not 0 <= per_second <= RATE_MAX_PER_S:
            raise Refused("bad_arguments", argument="per_second", problem="out_of_range")
        self.rate_per_ks = round(per_second * 1000)
        self.emit("RateSet", program=self.name, per_second=per_second)
        self._wind_up()
        return {}

    @command
    def stop(self) -> Json:
        """Takes no more orders; those in its hands it still hands on."""
        if self.running:
            self.running = False
            self.emit("StoreFrontStopped", program=self.name)
        return {}

    @command
    def start(self) -> Json:
        if not self.running:
            self.running = True
            self.emit("StoreFrontStarted", program=self.name)
            self._wind_up()
        return {}

    # The clockwork

    def _wind_up(self) -> None:
        self.turn += 1
        if self.rate_per_ks and self.running:
            self._schedule(1_000_000_000 // self.rate_per_ks)

    def _schedule(self, mean_us: int) -> None:
        delay_us = self.chance("orders").expovariate_us(mean_us) if self._poisson else mean_us
        self.call_later(delay_us, "accept", self.turn)

    def accept(self, turn: int) -> None:
        if turn != self.turn or not self.running:
            return
        self._schedule(1_000_000_000 // self.rate_per_ks)
        self.orders += 1
        trace = f"order-{self.orders}"
        facts = {"order": self.orders, "trace": trace, "owed": self._owed, "to": list(self.targets)}
        self.sim.emit("OrderAccepted", facts)
        for target in self.targets:
            self.hand_on(target, self.orders, 1)

    # Handing on

    def hand_on(self, target: str, order: int, attempt: int) -> None:
        wire = self.targets.get(target)
        if wire is None:
            self._give_up(target, order, DISCONNECTED)
            return
        text = f'{{"order": {order}, "item": "{ITEMS[order % len(ITEMS)]}"}}'
        args = {**wire["args"], wire["text"]: text}
        if target[-5:] == ".fifo":
            args.update(MessageGroupId=f"customer-{order % CUSTOMERS + 1}", MessageDeduplicationId=f"order-{order}")
        self.request(
            wire["to"], wire["method"], args, reply="on_answer",
            context={"target": target, "order": order, "attempt": attempt}, timeout_us=self.timeout_us,
            trace=f"order-{order}", path=wire["path"],
        )  # fmt: skip

    def on_answer(self, context: Json, result: Any, error: Json | None) -> None:
        target, order, attempt = context["target"], context["order"], context["attempt"]
        trace = f"order-{order}"
        if error is None:
            self.sim.emit("OrderHandedOver", {"order": order, "trace": trace, "to": target})
        elif attempt < self.attempts_max and not error["data"].get("sender_fault"):
            self.emit("AttemptFailed", order=order, trace=trace, to=target, attempt=attempt, reason=error["code"])
            self.call_later(RETRY_DELAY_US << (attempt - 1), "hand_on", target, order, attempt + 1)
        else:
            self._give_up(target, order, error["code"])

    def _give_up(self, target: str, order: int, reason: str) -> None:
        self.given_up += 1
        self.emit("OrderGivenUp", order=order, trace=f"order-{order}", to=target, reason=reason)

    def entities(self) -> dict[str, Entity]:
        return {
            self.name: {
                "kind": "caller", "name": "StoreFront", "running": self.running, "rate_per_s": self.rate_per_ks / 1000,
                "accepted": self.orders, "given_up": self.given_up, "links": list(self.targets),
            }
        }  # fmt: skip

    def gauges(self) -> dict[str, int]:
        return {"accepted": self.orders}
