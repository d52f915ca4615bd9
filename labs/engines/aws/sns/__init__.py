"""SNS: topics and subscriptions, and the endpoints outside of the shop."""

from labs.engines.aws.sns.actions import Sns
from labs.engines.aws.sns.simulated_endpoints import Endpoints

__all__ = ["Endpoints", "Sns"]
