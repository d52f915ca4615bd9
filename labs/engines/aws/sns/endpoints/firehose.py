"""Data Firehose delivery streams: SNS hands each message over, as often and as long as it tries a queue."""

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.endpoints.simulated import Simulated, retried_for_weeks


class Streams(Simulated):
    """A simulated stream: it takes every message at once, unless it is made to fail."""

    protocols = ("firehose",)
    takes_raw = True
    needs_role = True
    retries = retried_for_weeks

    def check(self, protocol: str, endpoint: str, topic_arn: str) -> None:
        self.check_standard(protocol, topic_arn)
        if not endpoint.startswith("arn:aws:firehose:") or ":deliverystream/" not in endpoint:
            raise InvalidParameter(problem="Firehose endpoint ARN")

    def name_of(self, endpoint: str) -> str:
        return endpoint.rpartition(":deliverystream/")[2]


kind = Streams()
