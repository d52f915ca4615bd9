"""What SNS sends around a message, unless raw delivery is asked for, and what it asks a new endpoint."""

import json
from base64 import b64encode
from hashlib import sha512
from typing import Any

Json = dict[str, Any]


def wrap(message: Json, published_at: str, topic_arn: str, subscription_arn: str, region: str) -> str:
    """The body of a notification, its fields in AWS's order.

    `message` is {"id", "text", "subject" or None, "attributes"}, of a FIFO topic "sequence" too, `published_at` an ISO
    date. The signature looks like one and proves nothing; what comes from a FIFO topic has none.
    """
    host = f"https://sns.{region}.amazonaws.com/"
    notification = {
        "Type": "Notification",
        "MessageId": message["id"],
        "TopicArn": topic_arn,
        **({"Subject": message["subject"]} if message["subject"] else {}),
        "Message": message["text"],
        "Timestamp": published_at,
        **_signed(topic_arn, message["id"], host),
        "UnsubscribeURL": f"{host}?Action=Unsubscribe&SubscriptionArn={subscription_arn}",
    }
    if message["attributes"]:
        notification["MessageAttributes"] = {name: _plain(value) for name, value in message["attributes"].items()}
    if "sequence" in message:
        notification = _in_order(notification, message["sequence"])
    return json.dumps(notification, ensure_ascii=False)


def _in_order(notification: Json, sequence: str) -> Json:
    """As a FIFO topic says it: with its number after the id, and unsigned."""
    plain = {name: value for name, value in notification.items() if not name.startswith("Sign")}
    return {"Type": plain.pop("Type"), "MessageId": plain.pop("MessageId"), "SequenceNumber": sequence, **plain}


def ask(identity: str, token: str, asked_at: str, topic_arn: str, region: str) -> str:
    """The body that asks an endpoint to confirm its subscription, its fields in AWS's order."""
    host = f"https://sns.{region}.amazonaws.com/"
    text = (
        f"You have chosen to subscribe to the topic {topic_arn}.\n"
        "To confirm the subscription, visit the SubscribeURL included in this message."
    )
    asked = {
        "Type": "SubscriptionConfirmation",
        "MessageId": identity,
        "Token": token,
        "TopicArn": topic_arn,
        "Message": text,
        "SubscribeURL": f"{host}?Action=ConfirmSubscription&TopicArn={topic_arn}&Token={token}",
        "Timestamp": asked_at,
        **_signed(topic_arn, identity, host),
    }
    return json.dumps(asked)


def _signed(topic_arn: str, identity: str, host: str) -> Json:
    return {
        "SignatureVersion": "1",
        "Signature": b64encode(sha512(f"{topic_arn}/{identity}".encode()).digest()).decode(),
        "SigningCertURL": f"{host}SimpleNotificationService.pem",
    }


def _plain(attribute: Json) -> Json:
    value = attribute.get("StringValue", attribute.get("BinaryValue"))
    return {"Type": attribute["DataType"], "Value": value}
