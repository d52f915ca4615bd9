"""What a call is about: the queue, topic or identity that its arguments name."""

from typing import Any

# The first of them that a call has. What a participant writes into a message is never shown here.
NAMING = (
    "QueueUrl", "QueueName", "TopicArn", "TargetArn", "SubscriptionArn", "SourceArn", "ResourceArn", "EmailIdentity",
    "Identity", "ConfigurationSetName", "TemplateName", "ContactListName", "Name",
)  # fmt: skip
ARN_NAME_AT = 5  # "arn:aws:sns:us-east-1:123456789012:orders:6c0e…": what comes after the name is a subscription's own
LENGTH_MAX = 80


def target_of(args: dict[str, Any]) -> str:
    """Its name alone, without account and region; "" where a call names nothing."""
    value = next((args[name] for name in NAMING if isinstance(args.get(name), str)), "")
    parts = value.split(":")
    name = parts[ARN_NAME_AT] if value.startswith("arn:") and len(parts) > ARN_NAME_AT else value
    return str(name.rstrip("/").rpartition("/")[2][:LENGTH_MAX])
