"""SNS actions on subscriptions: make, confirm, end, list, describe, change."""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import FilterPolicyLimitExceeded, InvalidParameter, NotFound, SubscriptionLimitExceeded
from labs.engines.aws.service import Json
from labs.engines.aws.sns.delivery import Delivery
from labs.engines.aws.sns.endpoints import KINDS
from labs.engines.aws.sns.pages import page
from labs.engines.aws.sns.store import ARN_ELEMENTS, check_arn
from labs.engines.aws.sns.subscription_attributes import ROLE, read_attributes, show_attributes
from labs.engines.aws.sns.topic_attributes import SIZE, SIZED_PROTOCOLS
from labs.engines.sim import command, query

PENDING, PENDING_LISTED = "pending confirmation", "PendingConfirmation"


class Subscriptions(Delivery):
    """Who gets a copy of what is published."""

    @command
    def subscribe(
        self,
        TopicArn: str | None = None,
        Protocol: str | None = None,
        Endpoint: str | None = None,
        Attributes: dict[str, Any] | None = None,
        ReturnSubscriptionArn: bool | None = None,
    ) -> Json:
        """The same endpoint again gives the subscription that is there, and asks for its confirmation once more.

        Part: ReplayPolicy, and of a DeliveryPolicy throttling and sickly retries are refused; SubscriptionRoleArn is
        kept and shown, without effect.
        """
        subscription = self._have(TopicArn, Protocol or "", Endpoint or "", Attributes or {})
        if self.is_pending(subscription):
            self.send_confirmation(self.topics[subscription["topic"]], subscription)
            if not ReturnSubscriptionArn:
                return {"SubscriptionArn": PENDING}
        return {"SubscriptionArn": subscription["arn"]}

    def subscribed(self, topic_arn: str, protocol: str, endpoint: str, attributes: Json) -> str:
        """The ARN of a subscription that is confirmed at once, for scenarios."""
        arn: str = self._have(topic_arn, protocol, endpoint, attributes)["arn"]
        self.confirm(arn)
        return arn

    def _have(self, topic_arn: str | None, protocol: str, endpoint: str, attributes: Json) -> Json:
        topic, kind = self.topic_of(topic_arn), KINDS.get(protocol)
        if kind is None:
            raise InvalidParameter(problem=f"Amazon SNS does not support this protocol string: {protocol}")
        kind.check(protocol, endpoint, topic["arn"])
        try:
            given = read_attributes(kind, attributes, {"protocol": protocol, "endpoint": endpoint}, topic["arn"])
        except InvalidParameter as error:
            raise InvalidParameter(problem=f"Attributes Reason: {error.problem}") from None
        if kind.needs_role and "role" not in given:
            raise InvalidParameter(problem=f"Attributes Reason: {ROLE} is required for {protocol} subscriptions")
        return self._same(topic, protocol, endpoint, given)

    def _same(self, topic: Json, protocol: str, endpoint: str, given: Json) -> Json:
        """The topic's subscription of that endpoint, made if it is not there."""
        for arn in (*topic["subscriptions"], *topic["pending"]):
            subscription = self.subscriptions[arn]
            if (subscription["protocol"], subscription["endpoint"]) == (protocol, endpoint):
                if any(subscription.get(name) != value for name, value in given.items()):
                    problem = "Attributes Reason: Subscription already exists with different attributes"
                    raise InvalidParameter(problem=problem)
                return subscription
        return self._add(topic, protocol, endpoint, given)

    def _add(self, topic: Json, protocol: str, endpoint: str, given: Json) -> Json:
        if len(self.subscriptions) >= limits.SUBSCRIPTIONS_MAX:
            raise SubscriptionLimitExceeded
        if "fifo" in topic and len(topic["subscriptions"]) >= limits.FIFO_SUBSCRIPTIONS_MAX:
            raise SubscriptionLimitExceeded
        self._check_large(topic, protocol)
        if given.get("filter"):
            self._count_filter(topic)
        kind, arn = KINDS[protocol], f"{topic['arn']}:{self.make_uuid('subscription')}"
        target = kind.target(endpoint, self._region)
        self.subscriptions[arn] = subscription = {
            "arn": arn, "topic": topic["name"], "protocol": protocol, "endpoint": endpoint, "target": target,
            "queue": kind.queue(endpoint, self._region), "path": [f"sns/{topic['name']}", target], "raw": False,
            "policy": None, "signed": not kind.confirms,
        }  # fmt: skip
        _set(subscription, given)
        if kind.confirms:
            subscription["token"] = self.make_uuid("token").replace("-", "")
            self.call_later(limits.CONFIRMATION_US, "expire", arn)
        topic["pending" if kind.confirms else "subscriptions"].append(arn)
        self._tell("Subscribed", subscription)
        return subscription

    def _check_large(self, topic: Json, protocol: str) -> None:
        """A topic that takes more than 256 KiB has few subscriptions, of three protocols."""
        if int(topic["attributes"].get(SIZE, 0)) > limits.SNS_MESSAGE_MAX_BYTES:
            number = len(topic["subscriptions"]) + len(topic["pending"])
            if number >= limits.SUBSCRIPTIONS_OF_LARGE_MAX:
                raise SubscriptionLimitExceeded
            if protocol not in SIZED_PROTOCOLS:
                problem = f"Protocol Reason: {protocol} is not supported by a topic whose {SIZE} is above 256 KiB"
                raise InvalidParameter(problem=problem)

    def _count_filter(self, topic: Json) -> None:
        if topic.get("filters", 0) >= limits.FILTER_POLICIES_OF_TOPIC_MAX:
            raise FilterPolicyLimitExceeded
        topic["filters"] = topic.get("filters", 0) + 1

    def _drop_filter(self, topic: Json) -> None:
        topic["filters"] -= 1
        if not topic["filters"]:
            del topic["filters"]  # so that publishing need not look for them

    @command
    def confirm_subscription(
        self, TopicArn: str | None = None, Token: str | None = None, AuthenticateOnUnsubscribe: str | None = None
    ) -> Json:
        """Also the second time without complaint.

        Part: AuthenticateOnUnsubscribe is kept and shown; whoever may call may end a subscription.
        """
        topic = self._topic_anywhere(TopicArn)
        for arn in (*topic["pending"], *topic["subscriptions"]):
            subscription = self.subscriptions[arn]
            if Token and subscription.get("token") == Token:
                subscription["signed"] = AuthenticateOnUnsubscribe == "true"
                self.confirm(arn)
                return {"SubscriptionArn": arn}
        raise InvalidParameter(problem="Token")

    def _topic_anywhere(self, arn: str | None) -> Json:
        """Whoever confirms was told the topic's ARN, and may be asked from any region."""
        check_arn("TopicArn", arn)
        _, _, _, region, _, name = (arn or "").split(":", ARN_ELEMENTS - 1)
        topic = self.topics.get(self.place_in(region, name))
        if topic is None or topic["arn"] != arn:
            raise NotFound(thing="Topic")
        return topic

    def confirm(self, arn: str) -> None:
        """From now on it gets a copy of everything."""
        subscription = self.subscriptions[arn]
        topic = self.topics[subscription["topic"]]
        if arn in topic["pending"]:
            topic["pending"].remove(arn)
            topic["subscriptions"].append(arn)
            self._tell("SubscriptionConfirmed", subscription)

    def expire(self, arn: str) -> None:
        """A token is good for two days; what was not confirmed by then is forgotten."""
        subscription = self.subscriptions.get(arn)
        if subscription is not None and self.is_pending(subscription):
            self.end(arn)

    @command
    def unsubscribe(self, SubscriptionArn: str | None = None) -> Json:
        """Also the second time without complaint. Copies already on their way are still delivered."""
        check_arn("SubscriptionArn", SubscriptionArn)
        subscription = self.subscriptions.get(SubscriptionArn or "")
        if subscription is not None and self.is_here(subscription["topic"]):
            self.end(subscription["arn"])
        return {}

    def end(self, arn: str) -> None:
        subscription = self.subscriptions.pop(arn)
        topic = self.topics[subscription["topic"]]
        topic["pending" if arn in topic["pending"] else "subscriptions"].remove(arn)
        topic["deleted"] += 1
        if "filter" in subscription:
            self._drop_filter(topic)
        self._tell("Unsubscribed", subscription)

    def _tell(self, event: str, subscription: Json) -> None:
        self.emit(
            event,
            topic=subscription["topic"], target=subscription["target"], queue=subscription["queue"],
            protocol=subscription["protocol"], subscription=subscription["arn"], by=self.sim.caller,
        )  # fmt: skip
        self.see(subscription["topic"])

    # Looking and changing

    @query
    def list_subscriptions(self, NextToken: str | None = None) -> Json:
        here = [one["arn"] for one in self.subscriptions.values() if self.is_here(one["topic"])]
        return self._listed(here, NextToken)

    @query
    def list_subscriptions_by_topic(self, TopicArn: str | None = None, NextToken: str | None = None) -> Json:
        topic = self.topic_of(TopicArn)
        return self._listed([*topic["subscriptions"], *topic["pending"]], NextToken)

    def _listed(self, arns: list[str], token: str | None) -> Json:
        found = page("Subscriptions", arns, token)
        return {**found, "Subscriptions": [self._described(arn) for arn in found["Subscriptions"]]}

    def _described(self, arn: str) -> Json:
        subscription = self.subscriptions[arn]
        return {
            "SubscriptionArn": PENDING_LISTED if self.is_pending(subscription) else arn, "Owner": self._account,
            "Protocol": subscription["protocol"], "TopicArn": self.topics[subscription["topic"]]["arn"],
            "Endpoint": subscription["endpoint"],
        }  # fmt: skip

    @query
    def get_subscription_attributes(self, SubscriptionArn: str | None = None) -> Json:
        subscription = self.subscription_of(SubscriptionArn)
        topic, pending = self.topics[subscription["topic"]], self.is_pending(subscription)
        shown = show_attributes(subscription, topic, account=self._account, pending=pending)
        return {"Attributes": shown}

    @command
    def set_subscription_attributes(
        self, SubscriptionArn: str | None = None, AttributeName: str | None = None, AttributeValue: str | None = None
    ) -> Json:
        """Part: ReplayPolicy, and of a DeliveryPolicy throttling and sickly retries are refused; SubscriptionRoleArn is
        kept and shown, without effect.
        """
        subscription = self.subscription_of(SubscriptionArn)
        if not AttributeName:
            raise InvalidParameter(problem="AttributeName")
        topic, had = self.topics[subscription["topic"]], "filter" in subscription
        kind = KINDS[subscription["protocol"]]
        given = read_attributes(kind, {AttributeName: AttributeValue}, subscription, topic["arn"])
        if given.get("filter") and not had:
            self._count_filter(topic)
        _set(subscription, given)
        if had and "filter" not in subscription:
            self._drop_filter(topic)
        self.emit(
            "SubscriptionChanged",
            topic=subscription["topic"], target=subscription["target"], subscription=subscription["arn"],
            attributes={AttributeName: AttributeValue}, by=self.sim.caller,
        )  # fmt: skip
        self.see(subscription["topic"])
        return {}


def _set(subscription: Json, given: Json) -> None:
    """None takes an attribute away; only a DeliveryPolicy has a place of its own."""
    for name, value in given.items():
        if value is None and name != "policy":
            subscription.pop(name, None)
        else:
            subscription[name] = value
