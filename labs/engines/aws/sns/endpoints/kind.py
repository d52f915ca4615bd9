"""What all kinds of endpoints must say of themselves."""

from typing import Any

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.retries import Retries
from labs.engines.sim import Simulation

Json = dict[str, Any]
Subscription = dict[str, Any]


class Kind:
    """One kind of endpoint: which it accepts, how a message gets there, and how often that is tried."""

    protocols: tuple[str, ...] = ()
    confirms = False  # whether the endpoint must ask for the messages itself, with a token it is sent
    part = ""  # of the simulation that takes messages for all endpoints of this kind; "" if each must be found
    method = ""  # the door of the part that takes messages
    timeout_us = 0
    takes_raw = False  # whether it can have the bare message
    needs_role = False  # whether a subscription must name the role that may write there
    retries: Retries

    def check(self, protocol: str, endpoint: str, topic_arn: str) -> None:
        """Raises InvalidParameter for what no subscription of this kind can have."""
        raise NotImplementedError

    def check_standard(self, protocol: str, topic_arn: str) -> None:
        """Raises InvalidParameter: FIFO topics lead to queues only."""
        if topic_arn.endswith(".fifo"):
            raise InvalidParameter(problem=f"Invalid protocol type: {protocol}")

    def target(self, endpoint: str, home: str) -> str:
        """The entity that stands for the endpoint, or the endpoint itself if it is outside of the shop.

        `home` is the account's home region.
        """
        raise NotImplementedError

    def queue(self, endpoint: str, home: str) -> str | None:
        """The queue's place, if it is one."""
        return None

    def find(self, sim: Simulation, target: str) -> str | None:
        """The part that takes messages for this target; None if there is no such host."""
        return self.part or None

    def args(self, subscription: Subscription, message: Json, body: str) -> Json:
        """What is sent there; `message` as in `envelope.wrap`, `body` as the subscription wants it."""
        raise NotImplementedError

    def confirmation(self, subscription: Subscription, identity: str, body: str) -> Json:
        """What is sent there to ask whether it wants the topic's messages; `identity` is that question's own."""
        raise NotImplementedError

    def letter(self, args: Json) -> Json:
        """What goes to a dead-letter queue instead: SendMessage's arguments but for the queue."""
        return {"MessageBody": args["body"]}

    def check_policy(self, text: str) -> None:
        """Raises InvalidParameter: only some kinds let their retries be chosen."""
        problem = "Attributes Reason: DeliveryPolicy is only supported by HTTP and HTTPS subscriptions"
        raise InvalidParameter(problem=problem)

    def retries_of(self, subscription: Subscription, topic_policy: str | None) -> Retries:
        """`topic_policy` is the DeliveryPolicy of the topic, if it has one."""
        return self.retries
