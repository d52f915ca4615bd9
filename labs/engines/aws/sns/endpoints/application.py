"""Mobile push: an app on a device, reached by its platform's service."""

from labs.engines.aws.errors.sns import InvalidParameter
from labs.engines.aws.sns.endpoints.simulated import Looked


class Devices(Looked):
    """A simulated device with the app; its name is the platform, the application and an id."""

    protocols = ("application",)

    def check(self, protocol: str, endpoint: str, topic_arn: str) -> None:
        self.check_standard(protocol, topic_arn)
        if not endpoint.startswith("arn:aws:sns:") or ":endpoint/" not in endpoint:
            raise InvalidParameter(problem="ApplicationEndpoint ARN")

    def name_of(self, endpoint: str) -> str:
        return endpoint.rpartition(":endpoint/")[2]


kind = Devices()
