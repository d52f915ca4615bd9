"""How refusals are worded, service by service."""

import pytest

from labs.gateways.aws import faults


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        ({"code": "busy", "data": {}}, faults.Throttled),
        ({"code": "limit", "data": {"what": "waiting"}}, faults.Throttled),
        ({"code": "unknown_command", "data": {}}, faults.NotSimulated),
        ({"code": "bad_arguments", "data": {"problem": "unknown", "argument": "MessageGroupId"}}, faults.NotSimulated),
        ({"code": "bad_arguments", "data": {"problem": "missing", "argument": "QueueUrl"}}, faults.MissingParameter),
        ({"code": "bad_arguments", "data": {"problem": "too_large"}}, faults.WrongParameter),
        ({"code": "room_broken", "data": {}}, faults.Unavailable),
    ],
)
def test_our_own_refusals_become_the_nearest_thing_aws_would_say(error: dict, fault: type[faults.Fault]) -> None:
    assert type(faults.from_engine({"message": "", **error}, "sqs.send_message")) is fault


@pytest.mark.parametrize(
    ("fault", "service", "code", "status"),
    [
        (faults.Throttled(), "sqs", "RequestThrottled", 403),
        (faults.Throttled(), "sns", "Throttled", 429),
        (faults.Throttled(), "ses", "Throttling", 400),
        (faults.Throttled(), "sesv2", "TooManyRequestsException", 429),
        (faults.MissingParameter("TopicArn"), "sns", "InvalidParameter", 400),
        (faults.MissingParameter("Source"), "ses", "ValidationError", 400),
        (faults.NotSimulated(feature="x"), "sqs", "AWS.SimpleQueueService.UnsupportedOperation", 400),
        (faults.NotSimulated(feature="x"), "sns", "UnsupportedOperation", 400),
    ],
)
def test_a_service_says_it_in_its_own_way(fault: faults.Fault, service: str, code: str, status: int) -> None:
    said = fault.said_by(service)
    assert (said.query_code, said.status) == (code, status)


def test_what_is_missing_is_named_in_the_services_way() -> None:
    missing = faults.MissingParameter("TopicArn")
    assert missing.said_by("sns").text == "Invalid parameter: TopicArn Reason: no value for required parameter"
    assert missing.said_by("sesv2").text.startswith("1 validation error detected: Value at 'topicArn' failed")


def test_braces_in_what_a_client_sent_are_only_text() -> None:
    assert faults.Malformed(problem="{x}").said_by().text == "{x}"
