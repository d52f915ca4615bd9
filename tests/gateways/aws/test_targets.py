"""What a call is about, as the screen says it."""

from typing import Any

import pytest

from labs.gateways.aws.targets import LENGTH_MAX, target_of


@pytest.mark.parametrize(
    ("args", "target"),
    [
        ({"QueueUrl": "http://localhost:8000/rooms/ABCDEF/aws/123456789012/shipping", "MessageBody": "x"}, "shipping"),
        ({"QueueUrl": "shipping"}, "shipping"),
        ({"TopicArn": "arn:aws:sns:us-east-1:123456789012:orders"}, "orders"),
        ({"SubscriptionArn": "arn:aws:sns:us-east-1:123456789012:orders:6c0e"}, "orders"),
        ({"EmailIdentity": "shop@example.com"}, "shop@example.com"),
        ({"Name": "orders"}, "orders"),
        ({"TopicArn": "arn:", "Message": "secret"}, "arn:"),
        ({"PhoneNumber": "+821012345678", "Message": "secret"}, ""),
        ({"QueueUrl": 7}, ""),
        ({}, ""),
    ],
)
def test_a_call_is_about_what_its_arguments_name(args: dict[str, Any], target: str) -> None:
    assert target_of(args) == target


def test_a_long_name_is_cut() -> None:
    assert target_of({"QueueUrl": "q" * 5000}) == "q" * LENGTH_MAX
