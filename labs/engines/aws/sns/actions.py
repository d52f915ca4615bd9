"""The notification service: one method per AWS action."""

from labs.engines.aws.sns.publishing import Publishing


class Sns(Publishing):
    """All of SNS: topics, subscriptions, and what is published to topics, devices and phones."""
