"""Programs: SNS calls their address for each message, and tries again three times 20 s apart."""

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.limits import HTTP_TIMEOUT_US
from labs.engines.aws.sns.delivery_policy import DEFAULT_POLICY, read_policy
from labs.engines.aws.sns.endpoints.kind import Json, Kind, Subscription
from labs.engines.aws.sns.retries import Retries
from labs.engines.aws.sns.topic_delivery_policy import PLAIN_TEXT, content_type, retries_between
from labs.engines.programs import listens, place_of
from labs.engines.sim import Simulation


class Programs(Kind):
    """A program's answer 200 means that it has the message; it must ask for them first."""

    protocols = ("http", "https")
    confirms = True
    method = "handle"
    takes_raw = True
    timeout_us = HTTP_TIMEOUT_US
    retries = read_policy(DEFAULT_POLICY)

    def check(self, protocol: str, endpoint: str, topic_arn: str) -> None:
        self.check_standard(protocol, topic_arn)
        if not endpoint.lower().startswith(f"{protocol}://"):
            raise InvalidParameter(problem="Endpoint must match the specified protocol")
        if not endpoint.partition("://")[2].strip("/"):
            raise InvalidParameter(problem="HTTP(S) Endpoint")

    def target(self, endpoint: str, home: str) -> str:
        place = place_of(endpoint)
        if place is None:
            return endpoint
        program, instance, _ = place
        return f"{program}/{instance}" if instance else program

    def find(self, sim: Simulation, target: str) -> str | None:
        program = target.partition("/")[0]
        return program if listens(sim, program) else None

    def args(self, subscription: Subscription, message: Json, body: str) -> Json:
        headers = self._headers(subscription, "Notification", message["id"])
        headers["Content-Type"] = content_type(message.get("policy"), subscription["policy"])
        if subscription["raw"]:
            headers["x-amz-sns-rawdelivery"] = "true"
        return self._post(subscription, body, headers)

    def confirmation(self, subscription: Subscription, identity: str, body: str) -> Json:
        headers = self._headers(subscription, "SubscriptionConfirmation", identity)
        return self._post(subscription, body, headers)

    def _headers(self, subscription: Subscription, kind: str, message: str) -> dict[str, str]:
        arn: str = subscription["arn"]
        return {
            "x-amz-sns-message-type": kind, "x-amz-sns-message-id": message,
            "x-amz-sns-topic-arn": arn.rpartition(":")[0], "x-amz-sns-subscription-arn": arn,
            "Content-Type": PLAIN_TEXT, "User-Agent": "Amazon Simple Notification Service Agent",
        }  # fmt: skip

    def _post(self, subscription: Subscription, body: str, headers: dict[str, str]) -> Json:
        place = place_of(subscription["endpoint"])
        _, instance, path = place or ("", "", "")
        return {"body": body, "instance": instance, "path": path, "headers": headers}

    def check_policy(self, text: str) -> None:
        read_policy(text)

    def retries_of(self, subscription: Subscription, topic_policy: str | None) -> Retries:
        return retries_between(topic_policy, subscription.get("policy"))


kind = Programs()
