"""What SNS puts into a queue: the bare message with raw delivery, otherwise the notification around it."""

import json
from base64 import b64encode
from hashlib import sha512
from typing import Any

Json = dict[str, Any]


def wrap(message: Json, published_at: str, topic_arn: str, subscription_arn: str, region: str) -> str:
    """The body of a notification, its fields in AWS's order.

    `message` is {"id", "text", "subject" or None, "attributes"}, `published_at` an ISO date. The signature looks like
    one and proves nothing.
    """
    host = f"https://sns.{region}.amazonaws.com/"
    signature = b64encode(sha512(f"{topic_arn}/{message['id']}".encode()).digest()).decode()
    notification = {
        "Type": "Notification",
        "MessageId": message["id"],
        "TopicArn": topic_arn,
        **({"Subject": message["subject"]} if message["subject"] else {}),
        "Message": message["text"],
        "Timestamp": published_at,
        "SignatureVersion": "1",
        "Signature": signature,
        "SigningCertURL": f"{host}SimpleNotificationService.pem",
        "UnsubscribeURL": f"{host}?Action=Unsubscribe&SubscriptionArn={subscription_arn}",
    }
    if message["attributes"]:
        notification["MessageAttributes"] = {name: _plain(value) for name, value in message["attributes"].items()}
    return json.dumps(notification, ensure_ascii=False)


def _plain(attribute: Json) -> Json:
    value = attribute.get("StringValue", attribute.get("BinaryValue"))
    return {"Type": attribute["DataType"], "Value": value}
