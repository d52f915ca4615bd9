"""The topics and subscriptions of an account: finding them, and what the scene shows of them."""

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import InvalidParameter, NotFound, ResourceNotFound
from labs.engines.aws.service import AwsService, Json
from labs.engines.aws.sns.endpoints import KINDS
from labs.engines.aws.sns.topic_attributes import fifo_attributes
from labs.engines.sim import Entity, Simulation

ARN_ELEMENTS = 6


class TopicStore(AwsService):
    """The state of SNS and everything about it that is not one AWS action.

    A topic: {"name", "arn", "published", "subscriptions": [arn], "pending": [arn]}: those that get copies, and those
    that have not been confirmed; "deleted": subscriptions so far, "attributes": AWS's strings as they were set, "tags",
    and where they apply "policy": its DeliveryPolicy, "protection": its data protection policy, "filters": how many
    of its subscriptions have a filter policy, "fifo": see `sns.fifo`.

    A subscription: {"arn", "topic": its name, "protocol", "endpoint", "target": an entity or the endpoint, "queue": its
    name or None, "path": what is drawn, "raw"}, and where they apply "token", "policy": a DeliveryPolicy, "signed":
    whether only its owner may end it, "filter": a FilterPolicy, "scope": where that looks, "redrive": a RedrivePolicy,
    "role": who may write to a stream.
    """

    def __init__(self, sim: Simulation, account: str, region: str) -> None:
        super().__init__(sim, "sns", account, region)
        self.topics: dict[str, Json] = {}  # by place; a topic's "name" is its place too
        self.subscriptions: dict[str, Json] = {}  # by ARN

    def topic_of(self, arn: str | None) -> Json:
        topic = self.find_topic(arn or "")
        if topic is None:
            check_arn("TopicArn", arn)
            raise NotFound(thing="Topic")
        return topic

    def find_topic(self, arn: str) -> Json | None:
        """The topic with that ARN, if it is in the region of the call being handled."""
        topic = self.topics.get(self.place(arn.rpartition(":")[2]))
        return topic if topic is not None and topic["arn"] == arn else None

    def subscription_of(self, arn: str | None) -> Json:
        subscription = self.subscriptions.get(arn or "")
        if subscription is None or not self.is_here(subscription["topic"]):
            check_arn("SubscriptionArn", arn)
            raise NotFound(thing="Subscription")
        return subscription

    def tags_of(self, arn: str | None) -> dict[str, str]:
        """What a resource is tagged with; only topics can be. Raises ResourceNotFound."""
        topic = self.find_topic(arn or "")
        if topic is None:
            check_arn("ResourceArn", arn)
            raise ResourceNotFound
        tags: dict[str, str] = topic["tags"]
        return tags

    def is_pending(self, subscription: Json) -> bool:
        return subscription["arn"] in self.topics[subscription["topic"]]["pending"]

    def see(self, topic: str) -> None:
        if self.sim.caller.startswith("@"):
            self.announce(self.sim.caller, f"sns/{topic}", pulls=False)

    # What can be seen

    def entities(self) -> dict[str, Entity]:
        return {f"sns/{name}": self._entity(topic) for name, topic in self.topics.items()}

    def _entity(self, topic: Json) -> Entity:
        arns = [*topic["subscriptions"], *topic["pending"]][: limits.SUBSCRIPTIONS_SHOWN_MAX]
        shown = [self._shown(self.subscriptions[arn]) for arn in arns]
        links = [one["target"] for one in shown if one["confirmed"] and one["target"] is not None]
        fifo = {"attributes": fifo_attributes(topic)} if "fifo" in topic else {}
        return {
            "kind": "topic", "name": topic["name"], "arn": topic["arn"], "published": topic["published"],
            "links": list(dict.fromkeys(links)), "subscriptions": shown, **fifo,
        }  # fmt: skip

    def _shown(self, subscription: Json) -> Json:
        protocol, endpoint, target = (subscription[name] for name in ("protocol", "endpoint", "target"))
        known = KINDS[protocol].find(self.sim, target) is not None
        return {
            "arn": subscription["arn"], "protocol": protocol, "endpoint": endpoint, "raw": subscription["raw"],
            "target": target if known else None, "confirmed": not self.is_pending(subscription),
            **{name: subscription[name] for name in ("filter", "scope", "redrive") if subscription.get(name)},
        }  # fmt: skip


def check_arn(parameter: str, arn: str | None) -> None:
    elements = len((arn or "").split(":"))
    if elements < ARN_ELEMENTS:
        problem = f"{parameter} Reason: An ARN must have at least {ARN_ELEMENTS} elements, not {elements}"
        raise InvalidParameter(problem=problem)
