"""AWS JSON 1.0 as SQS speaks it, against requests and answers captured from real clients and AWS."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.gateways.aws import faults, json10
from labs.gateways.aws.wire import Operation, Service
from tests.gateways.aws.requesting import SERVICES, request

SQS = SERVICES["sqs"]
CAPTURED_SEND = (
    b'{"QueueUrl": "http://127.0.0.1:5621/rooms/r1/aws/123456789012/q1", "MessageBody": "hello", "MessageAttributes": '
    b'{"k": {"DataType": "String", "StringValue": "v"}, "n": {"DataType": "Number", "StringValue": "1"}, '
    b'"b": {"DataType": "Binary", "BinaryValue": "AAE="}}}'
)


def operation(name: str) -> Operation:
    return SQS.operations[name]


def find(target: str) -> tuple[Service, Operation]:
    return json10.find_operation(request(headers={b"x-amz-target": target.encode()}), SERVICES)


def parse(action: str, body: bytes) -> dict[str, Any]:
    return json10.parse(request(body), SQS, operation(action))


def test_the_target_names_the_operation_and_its_method_in_the_engine() -> None:
    service, found = find("AmazonSQS.SendMessage")
    assert (service.name, found.method) == ("sqs", "sqs.send_message")


@pytest.mark.parametrize("target", ["", "AmazonSQS", "AmazonSQS.", "AmazonSQS.FlyAway", "DynamoDB.SendMessage", "ÿ."])
def test_an_unknown_target_is_an_unknown_operation(target: str) -> None:
    with pytest.raises(faults.UnknownOperation):
        find(target)


def test_a_captured_send_becomes_the_parameters_of_the_action() -> None:
    args = parse("SendMessage", CAPTURED_SEND)
    assert args == orjson.loads(CAPTURED_SEND)


def test_null_is_absent_and_unknown_members_are_ignored() -> None:
    body = b'{"QueueName": "q", "Attributes": null, "Colour": "red", "tags": {"a": "b", "c": null}}'
    assert parse("CreateQueue", body) == {"QueueName": "q", "tags": {"a": "b"}}


def test_an_empty_body_is_an_empty_object() -> None:
    assert parse("ListQueues", b"") == {}


@pytest.mark.parametrize(
    ("action", "body", "problem"),
    [
        ("SendMessage", b"{", "The request is not valid JSON."),
        ("SendMessage", b"\xff", "The request is not valid JSON."),
        ("SendMessage", b'{"MessageBody": "\\ud800"}', "The request is not valid JSON."),
        ("SendMessage", b"[" * 5000, "The request is not valid JSON."),
        ("SendMessage", b"[]", "START_ARRAY can not be converted to a Structure"),
        (
            "ReceiveMessage",
            b'{"QueueUrl": "q", "MaxNumberOfMessages": "3"}',
            "STRING_VALUE can not be converted to an Integer (parameter MaxNumberOfMessages)",
        ),
        (
            "ReceiveMessage",
            b'{"QueueUrl": "q", "WaitTimeSeconds": true}',
            "BOOLEAN_VALUE can not be converted to an Integer (parameter WaitTimeSeconds)",
        ),
        (
            "ReceiveMessage",
            b'{"QueueUrl": "q", "WaitTimeSeconds": 99999999999}',
            "NUMBER_VALUE can not be converted to an Integer (parameter WaitTimeSeconds)",
        ),
        (
            "SendMessage",
            b'{"QueueUrl": "q", "MessageBody": {"a": 1}}',
            "START_OBJECT can not be converted to a String (parameter MessageBody)",
        ),
        (
            "SendMessageBatch",
            b'{"QueueUrl": "q", "Entries": [{"Id": "1", "MessageBody": "b", "DelaySeconds": 1.5}]}',
            "NUMBER_VALUE can not be converted to an Integer (parameter Entries.DelaySeconds)",
        ),
        (
            "SendMessage",
            b'{"QueueUrl": "q", "MessageBody": "b", '
            b'"MessageAttributes": {"x": {"DataType": "Binary", "BinaryValue": "?"}}}',
            "STRING_VALUE can not be converted to a Blob: it is not base64 (parameter MessageAttributes.BinaryValue)",
        ),
    ],
)
def test_what_does_not_fit_the_model_is_refused_with_its_place(action: str, body: bytes, problem: str) -> None:
    with pytest.raises(faults.Malformed) as refused:
        parse(action, body)
    assert refused.value.said_by("sqs").text == problem


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(faults.MissingParameter) as refused:
        parse("SendMessage", b'{"QueueUrl": "q"}')
    assert refused.value.said_by("sqs").text == "The request must contain the parameter MessageBody."


def test_nul_is_refused_before_it_can_reach_the_log_of_commands() -> None:
    with pytest.raises(faults.InvalidContents):
        parse("SendMessage", b'{"QueueUrl": "q", "MessageBody": "a\\u0000b"}')


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_infinity=False, allow_nan=False)
    | st.text("aé김\0=", max_size=3)
)
few_names = st.sampled_from(["Id", "DataType", "StringValue", "BinaryValue", "x"])
json_values = (
    scalars | st.lists(scalars, max_size=2) | st.dictionaries(few_names, scalars | st.dictionaries(few_names, scalars))
)
calls = st.sampled_from(sorted(SQS.operations)).flatmap(
    lambda name: st.tuples(
        st.just(name), st.dictionaries(st.sampled_from(sorted(operation(name).model.input_shape.members)), json_values)
    )
)


@given(calls)
def test_whatever_json_comes_it_fits_the_model_or_is_the_senders_fault(call: tuple[str, dict[str, Any]]) -> None:
    name, body = call
    try:
        args = parse(name, json.dumps(body).encode())
    except faults.Fault as fault:
        outcome = fault.said_by("sqs").status
    else:
        outcome = 200 if set(args) <= set(operation(name).model.input_shape.members) else 500
    assert outcome in (200, 400)


def test_a_modelled_error_has_the_services_name_space_and_the_old_code_in_a_header() -> None:
    error = {
        "code": "QueueDoesNotExist",
        "message": "The specified queue does not exist.",
        "data": {"query_code": "AWS.SimpleQueueService.NonExistentQueue", "http_status": 400, "sender_fault": True},
    }
    answer = json10.failure(faults.from_engine(error, "sqs.send_message"), SQS, "id")
    assert answer.status == 400
    assert dict(answer.headers)[b"x-amzn-query-error"] == b"AWS.SimpleQueueService.NonExistentQueue;Sender"
    assert orjson.loads(answer.body) == {
        "__type": "com.amazonaws.sqs#QueueDoesNotExist",
        "message": "The specified queue does not exist.",
    }


def test_an_error_that_no_model_names_has_the_common_name_space() -> None:
    answer = json10.failure(faults.MissingParameter(parameter="QueueUrl"), SQS, "id")
    assert orjson.loads(answer.body)["__type"] == "com.amazon.coral.service#MissingRequiredParameterException"
    assert dict(answer.headers)[b"x-amzn-query-error"] == b"MissingParameter;Sender"
