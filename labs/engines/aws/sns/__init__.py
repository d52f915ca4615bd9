"""SNS: topics and subscriptions."""

from labs.engines.aws.sns.actions import Sns

__all__ = ["Sns"]
