"""Lambda functions: SNS calls one for each message, as often and as long as it tries a queue."""

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.endpoints.simulated import Simulated, retried_for_weeks

ARN_ELEMENTS = 7


class Functions(Simulated):
    """A simulated function: it takes every message at once, unless it is made to fail."""

    protocols = ("lambda",)
    retries = retried_for_weeks

    def check(self, protocol: str, endpoint: str, topic_arn: str) -> None:
        self.check_standard(protocol, topic_arn)
        if not endpoint.startswith("arn:aws:lambda:") or len(endpoint.split(":")) < ARN_ELEMENTS:
            raise InvalidParameter(problem="Lambda endpoint ARN")

    def name_of(self, endpoint: str) -> str:
        return ":".join(endpoint.split(":")[ARN_ELEMENTS - 1 :])


kind = Functions()
