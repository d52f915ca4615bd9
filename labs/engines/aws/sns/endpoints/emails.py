"""Mail addresses: whoever reads the mail there must press a link before messages come."""

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.endpoints.kind import Json, Subscription
from labs.engines.aws.sns.endpoints.simulated import Simulated


class Addresses(Simulated):
    """A simulated address; "email" gets the text, "email-json" the whole notification."""

    protocols = ("email", "email-json")
    confirms = True

    def check(self, protocol: str, endpoint: str, topic_arn: str) -> None:
        self.check_standard(protocol, topic_arn)
        name, at, host = endpoint.partition("@")
        if not name or not at or "." not in host or not endpoint.isprintable() or " " in endpoint:
            raise InvalidParameter(problem="Email address")

    def confirmation(self, subscription: Subscription, identity: str, body: str) -> Json:
        topic_arn = subscription["arn"].rpartition(":")[0]
        asks = [topic_arn, subscription["token"]]
        return {"target": subscription["target"], "text": body, "body": body, "asks": asks}


kind = Addresses()
