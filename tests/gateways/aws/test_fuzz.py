"""Whatever clients send, in any protocol: an answer in AWS's form, never a 5xx, and the room goes on."""

import asyncio
from typing import Any
from urllib.parse import parse_qsl, urlencode

import orjson
import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import create_parser
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from labs.gateways.aws import app
from tests.gateways.aws.asgi_client import Response
from tests.gateways.aws.in_process import ENDPOINT, SERVICES, client, send, text
from tests.gateways.aws.room_in_process import RoomInProcess
from tests.gateways.aws.shape_values import TEXTS, fitting

KNOWN = [
    "q", "t", "q.fifo", "t.fifo", "new", "All", "1", "30", "true", "sqs", "http", "email",
    "kim@example.com", "example.com",
    "arn:aws:sqs:us-east-1:123456789012:q", "arn:aws:sns:us-east-1:123456789012:t", "arn:aws:sns:eu-west-1:1:t",
    f"{ENDPOINT}/123456789012/q", "http://shop.example/", '{"color": ["red", {"anything-but": "x"}]}', "{}", "[", "김",
]  # fmt: skip
QUEUE, TOPIC = "arn:aws:sqs:us-east-1:123456789012:q", "arn:aws:sns:us-east-1:123456789012:t"
LIKELY = {
    ("QueueUrl", "QueueName"): ["q", "new", "new.fifo"],
    ("TopicArn", "TargetArn", "ResourceArn"): [TOPIC],
    ("Endpoint", "SourceArn"): [QUEUE],
    ("Protocol",): ["sqs", "http", "email"],
    ("MessageBody", "Message", "Subject"): ["hello"],
    ("EmailIdentity", "Identity", "EmailAddress", "Source", "FromEmailAddress"): ["kim@example.com", "example.com"],
    ("ConfigurationSetName", "ContactListName", "TemplateName", "Template", "Name"): ["new", "new.fifo"],
}
NAMED = {name: st.sampled_from(likely) for names, likely in LIKELY.items() for name in names}
texts = st.sampled_from(KNOWN) | TEXTS
values: list[Any] = [None, True, 0, -1, 2**63, 1e300, [], {}, [None], {"": {}}, "\0", "\U0001f600"]
junk: st.SearchStrategy[Any] = st.sampled_from(values) | st.integers() | st.floats(allow_nan=False) | texts
some = settings(
    max_examples=100, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)  # fmt: skip
CLIENTS = {
    (service, region): client(service, region=region, parameter_validation=False)
    for service in SERVICES
    for region in ("us-east-1", "eu-west-1")
}
MODELS = {service: CLIENTS[service, "us-east-1"].meta.service_model for service in SERVICES}
METHODS = {
    service: {action: method for method, action in CLIENTS[service, "us-east-1"].meta.method_to_api_mapping.items()}
    for service in SERVICES
}


def simulated(service: str) -> list[str]:
    """Actions that the engine has; where it has none yet, all."""
    methods = RoomInProcess().simulated(service)
    return sorted(action for action, method in METHODS[service].items() if method in methods) or sorted(
        METHODS[service]
    )


def calls(service: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """(action, arguments that fit its shape)."""
    shapes = {action: MODELS[service].operation_model(action).input_shape for action in simulated(service)}
    return st.sampled_from(sorted(shapes)).flatmap(
        lambda action: st.tuples(
            st.just(action), fitting(shapes[action], texts, NAMED) if shapes[action] else st.just({})
        )
    )


@pytest.fixture
def fuzzed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes a new room that answers from now on."""

    def new_room() -> RoomInProcess:
        room = RoomInProcess()
        monkeypatch.setattr(app, "hub", room)
        return room

    return new_room


def still_answers(room: RoomInProcess) -> None:
    room.sim.run_until(room.sim.now_us + 60_000_000)
    assert CLIENTS["sqs", "us-east-1"].list_queues()["ResponseMetadata"]["HTTPStatusCode"] == 200


@pytest.mark.parametrize("service", SERVICES)
def test_arguments_of_the_right_shape_are_answered_or_refused(service: str, fuzzed: Any) -> None:
    @some
    @given(st.lists(st.tuples(calls(service), st.sampled_from(["us-east-1", "eu-west-1"])), min_size=1, max_size=5))
    def look(asked: list[tuple[tuple[str, dict[str, Any]], str]]) -> None:
        room = fuzzed()
        for (action, args), region in asked:
            try:
                status = getattr(CLIENTS[service, region], METHODS[service][action])(**args)["ResponseMetadata"]
            except ClientError as refused:
                status = refused.response["ResponseMetadata"]
            except BotoCoreError:  # boto3 itself does not send it
                continue
            assert 200 <= status["HTTPStatusCode"] < 500, (action, args)
        still_answers(room)

    look()


def prepared(service: str, action: str, args: dict[str, Any]) -> AWSPreparedRequest:
    """The request that boto3 would send."""
    caught: list[AWSPreparedRequest] = []
    made = CLIENTS[service, "us-east-1"]
    made.meta.events.register_first("before-send", lambda request, **kwargs: caught.append(request), "catch")
    try:
        getattr(made, METHODS[service][action])(**args)
    except (ClientError, BotoCoreError):
        pass
    finally:
        made.meta.events.unregister("before-send", unique_id="catch")
    assume(caught)  # else boto3 itself does not send it
    return caught[0]


def broken_body(data: st.DataObject, body: bytes) -> bytes:
    """The body with something wrong in it: a value of another type, a name changed, bytes cut off or put in."""
    match data.draw(st.sampled_from(["value", "bytes", "cut", "nothing"])):
        case "value" if body.startswith(b"{"):
            return orjson.dumps(broken_tree(data, orjson.loads(body)))
        case "value":
            pairs = parse_qsl(body.decode(), keep_blank_values=True)
            at = data.draw(st.integers(0, max(0, len(pairs) - 1)))
            name, value = (pairs or [("", "")])[at]
            changed = data.draw(st.sampled_from([
                (name, data.draw(texts)), (f"{name}.1", value), (f"{name}.member.x", value),
                (name.rpartition(".")[0], value),
                (name.replace("1", "999999999999"), value), (f"{name}{'.a' * 50}", value),
            ]))  # fmt: skip
            return urlencode([*pairs[:at], changed, *pairs[at + 1 :]]).encode()
        case "bytes":
            at = data.draw(st.integers(0, len(body)))
            return body[:at] + data.draw(st.binary(min_size=1, max_size=8)) + body[at:]
        case "cut":
            return body[: data.draw(st.integers(0, len(body)))]
    return b""


def broken_tree(data: st.DataObject, value: Any) -> Any:
    """A JSON value with junk in one place."""
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        name = data.draw(st.sampled_from(sorted(value)))
        return {**value, name: broken_tree(data, value[name])}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        return [broken_tree(data, value[0]), *value[1:]]
    return data.draw(junk.filter(lambda each: not isinstance(each, str) or each.isprintable() or each == "\0"))


def parsed(service: str, action: str, response: Response) -> dict[str, Any]:
    """As botocore reads the answer."""
    model = MODELS[service]
    parser = create_parser(model.metadata["protocol"])
    answer = {"status_code": response.status, "headers": response.headers, "body": response.body}
    return dict(parser.parse(answer, model.operation_model(action).output_shape))


@pytest.mark.parametrize("service", SERVICES)
def test_broken_requests_are_refused_in_the_protocols_own_form(service: str, fuzzed: Any) -> None:
    @some
    @given(calls(service), st.data())
    def look(call: tuple[str, dict[str, Any]], data: st.DataObject) -> None:
        room = fuzzed()
        action, args = call
        request = prepared(service, action, args)
        whole = request.body.encode() if isinstance(request.body, str) else request.body or b""
        headers = {name.lower(): text(value) for name, value in request.headers.items() if name != "Content-Length"}
        for header in data.draw(st.lists(st.sampled_from(sorted(headers)), max_size=1)):
            headers[header] = data.draw(st.text("aA;=,/. \u00ff", max_size=20))
        response = asyncio.run(send(request.method, request.url, headers, broken_body(data, whole)))
        assert 200 <= response.status < 500
        assert response.headers["x-amzn-requestid"]
        if response.body:
            answer = parsed(service, action, response)
            assert response.status < 300 or "Error" in answer
        still_answers(room)

    look()


@pytest.mark.parametrize(
    "path", ["", "/", "/123456789012/q", "/v2/email/identities", "/v2/email/", "/%FF", "/v2/email/%00"]
)
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]), body=st.binary(max_size=60),
    query=st.text("Action=List&Version.-0123456789%Z", max_size=30),
    headers=st.dictionaries(
        st.sampled_from(["x-amz-target", "content-type", "authorization", "content-length", "host"]),
        st.text("AmazonSQS.ListQueues/x-=json0 ,\u00ff", max_size=30), max_size=3,
    ),
)  # fmt: skip
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_at_all_are_answered(
    path: str, method: str, body: bytes, query: str, headers: dict[str, str], fuzzed: Any
) -> None:
    room = fuzzed()
    response = asyncio.run(send(method, f"{ENDPOINT}{path}?{query}", headers, body))
    assert 200 <= response.status < 500
    assert int(response.headers["content-length"]) == len(response.body) or method == "HEAD"
    still_answers(room)
