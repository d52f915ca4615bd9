"""The gateway as an ASGI application: every answer is AWS-shaped, whatever was asked."""

import logging
from typing import Any
from urllib.parse import urlencode

import pytest

from labs.gateways.aws import app, bodies
from labs.rooms.hub import Command, NotWritten, Query, Refused, Reply, RoomBroken
from tests.gateways.aws.asgi_client import CODE, JSON_10, SIGNED_BY_KIM, FakeHub, call, receiving
from tests.gateways.aws.in_process import ENDPOINT, send

SEND = {"QueueUrl": "http://anywhere/1/q", "MessageBody": "hello"}


async def test_a_call_becomes_a_command_of_the_participant(room: FakeHub) -> None:
    room.reply = Reply(result={"MessageId": "m1"})
    answer = await call("SendMessage", SEND)
    assert (answer.status, answer.json) == (200, {"MessageId": "m1"})
    assert room.asked == [Command("sqs.send_message", SEND, "kim")]


async def test_every_answer_says_its_length_type_and_request_id(room: FakeHub) -> None:
    answer = await call("SendMessage", SEND)
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["content-type"] == JSON_10
    assert len(answer.headers["x-amzn-requestid"]) == 36


async def test_a_question_is_asked_as_a_query(room: FakeHub) -> None:
    room.kind = "query"
    room.reply = Reply(result={"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q"})
    answer = await call("GetQueueUrl", {"QueueName": "q"})
    assert answer.json == {"QueueUrl": f"http://workshop.example:8000/rooms/{CODE}/aws/123456789012/q"}
    assert room.asked == [Query("sqs.get_queue_url", {"QueueName": "q"}, "kim")]


async def test_an_engines_error_is_answered_as_aws_would(room: FakeHub) -> None:
    data = {"query_code": "AWS.SimpleQueueService.PurgeQueueInProgress", "http_status": 403, "sender_fault": True}
    room.reply = Reply(error={"code": "PurgeQueueInProgress", "message": "Only one …", "data": data})
    answer = await call("PurgeQueue", {"QueueUrl": "q"})
    assert answer.status == 403
    assert answer.json == {"__type": "com.amazonaws.sqs#PurgeQueueInProgress", "message": "Only one …"}
    assert answer.headers["x-amzn-query-error"] == "AWS.SimpleQueueService.PurgeQueueInProgress;Sender"


@pytest.mark.parametrize(
    ("request_as", "status", "kind"),
    [
        ({"action": "FlyAway"}, 400, "UnknownOperationException"),
        ({"headers": {"x-amz-target": ""}}, 400, "UnknownOperationException"),
        ({"method": "GET"}, 405, "UnknownOperationException"),
        ({"path": f"/rooms/{CODE}/aws/elsewhere"}, 404, "UnknownOperationException"),
        ({"body": b"not json"}, 400, "SerializationException"),
        ({"body": {"QueueUrl": 5, "MessageBody": "b"}}, 400, "SerializationException"),
        ({"body": {"QueueUrl": "q"}}, 400, "MissingRequiredParameterException"),
        ({"headers": {"content-length": "3407873"}}, 413, "RequestEntityTooLargeException"),
        ({"body": b" " * 3_407_873, "headers": {"content-length": ""}}, 413, "RequestEntityTooLargeException"),
        ({"path": "/rooms/ZZZZZZ/aws"}, 404, "ResourceNotFoundException"),
        ({"path": "/rooms/0/aws"}, 404, "ResourceNotFoundException"),
    ],
)
async def test_bad_requests_are_refused_in_awss_form(
    room: FakeHub, request_as: dict[str, Any], status: int, kind: str
) -> None:
    answer = await call(**{"body": SEND, **request_as})
    assert (answer.status, answer.json["__type"].partition("#")[2]) == (status, kind)
    assert answer.json["message"]
    assert not room.asked


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (Refused("busy"), 403, "RequestThrottled"),
        (Refused("limit", what="commands"), 403, "RequestThrottled"),
        (RoomBroken(), 503, "ServiceUnavailableException"),
        (NotWritten(), 503, "ServiceUnavailableException"),
    ],
)
async def test_a_room_that_cannot_answer_says_so_in_awss_form(
    room: FakeHub, error: Exception, status: int, kind: str
) -> None:
    room.error = error
    answer = await call("SendMessage", SEND)
    assert (answer.status, answer.json["__type"].partition("#")[2]) == (status, kind)


FORMS = {
    "sns": b"Action=DeleteTopic&Version=2010-03-31&TopicArn=t",
    "ses": b"Action=DeleteIdentity&Version=2010-12-01&Identity=i",
    "sts": b"Action=GetCallerIdentity&Version=2011-06-15",
    "sqs": b"Action=PurgeQueue&Version=2012-11-05&QueueUrl=q",
}


@pytest.mark.parametrize(
    ("service", "status", "code"),
    [
        ("sns", 429, "Throttled"),
        ("ses", 400, "Throttling"),
        ("sts", 400, "Throttling"),
        ("sqs", 403, "RequestThrottled"),
    ],
)
async def test_over_the_rooms_limits_each_service_throttles_in_its_own_way(
    room: FakeHub, service: str, status: int, code: str
) -> None:
    room.error = Refused("busy")
    answer = await send("POST", ENDPOINT, {}, FORMS[service])
    assert answer.status == status
    assert f"<Code>{code}</Code>".encode() in answer.body


async def test_over_the_rooms_limits_ses_v2_has_too_many_requests(room: FakeHub) -> None:
    room.error = Refused("limit", what="commands")
    answer = await send("GET", f"{ENDPOINT}/v2/email/account", {}, b"")
    assert (answer.status, answer.headers["x-amzn-errortype"]) == (429, "TooManyRequestsException")


async def test_arguments_beyond_the_simulations_limit_are_too_large(room: FakeHub) -> None:
    room.error = Refused("too_large", bytes_max=2_097_152)
    assert (await send("POST", ENDPOINT, {}, FORMS["sns"])).status == 413


async def test_a_bare_address_in_a_browser_is_told_what_is_missing(room: FakeHub) -> None:
    answer = await send("GET", ENDPOINT, {}, b"")
    assert (answer.status, answer.headers["content-type"]) == (400, "text/xml")
    assert b"<Code>MissingAction</Code>" in answer.body


async def test_head_is_answered_as_get_without_the_body(room: FakeHub) -> None:
    got, headed = [await send(method, f"{ENDPOINT}/v2/email/account", {}, b"") for method in ("GET", "HEAD")]
    assert (headed.status, headed.body) == (200, b"")
    assert headed.headers["content-length"] == str(len(got.body))


async def test_a_call_from_another_region_says_so_and_one_from_home_does_not(room: FakeHub) -> None:
    for region in ("eu-west-1", "us-east-1", "nowhere"):
        await call("SendMessage", SEND, headers={"authorization": SIGNED_BY_KIM.replace("us-east-1", region)})
    assert [asked.args.get("Region") for asked in room.asked] == ["eu-west-1", None, None]


async def test_an_unsigned_call_is_a_guests_at_home(room: FakeHub) -> None:
    answer = await send("POST", ENDPOINT, {}, FORMS["sns"])
    assert answer.status == 200
    assert room.asked == [Command("sns.delete_topic", {"TopicArn": "t"}, "guest")]


async def test_a_long_body_is_read_beside_the_event_loop(room: FakeHub) -> None:
    message = "é" * 200_000
    form = urlencode({"Action": "Publish", "Version": "2010-03-31", "TopicArn": "t", "Message": message}).encode()
    assert (await send("POST", ENDPOINT, {}, form)).status == 200
    assert room.asked[0].args["Message"] == message


async def test_whoever_watches_sees_calls_and_refusals(room: FakeHub) -> None:
    await call("SendMessage", SEND)
    room.error = Refused("busy")
    await send("POST", ENDPOINT, {}, FORMS["sns"])
    assert room.calls == [("kim", "sqs:SendMessage", "q", ""), ("guest", "sns:DeleteTopic", "t", "Throttled")]


async def test_a_bug_is_logged_without_the_signature_and_answered(
    room: FakeHub, caplog: pytest.LogCaptureFixture
) -> None:
    room.error = ZeroDivisionError()
    with caplog.at_level(logging.ERROR):
        answer = await call("SendMessage", SEND)
    assert answer.status == 503
    assert "a wire call to" in caplog.text
    assert "Credential" not in caplog.text


async def test_an_action_that_is_not_simulated_is_refused_politely(room: FakeHub) -> None:
    room.kind = None
    answer = await call("TagQueue", {"QueueUrl": "q", "Tags": {}})
    assert answer.json == {
        "__type": "com.amazonaws.sqs#UnsupportedOperation",
        "message": "Not simulated here: TagQueue.",
    }


async def test_a_room_whose_wire_is_closed_lets_nobody_in(room: FakeHub) -> None:
    room.is_open = False
    answer = await call("SendMessage", SEND)
    assert (answer.status, answer.headers["x-amzn-query-error"]) == (403, "AccessDenied;Sender")
    assert not room.asked


async def test_codes_may_be_typed_in_small_letters(room: FakeHub) -> None:
    assert (await call("SendMessage", SEND, path=f"/rooms/{CODE.lower()}/aws")).status == 200


async def test_an_address_that_guesses_is_kept_out_of_every_room(room: FakeHub) -> None:
    statuses = [(await call(path="/rooms/ZZZZZZ/aws", address="192.0.2.9")).status for _ in range(40)]
    assert statuses.count(404) == 30
    assert statuses[-1] == 429
    assert (await call("SendMessage", SEND, address="192.0.2.9")).status == 429
    assert (await call("SendMessage", SEND, address="192.0.2.8")).status == 200


async def test_a_body_may_come_in_pieces(room: FakeHub) -> None:
    pieces = receiving(
        {"type": "http.request", "body": b'{"QueueUrl": "q", ', "more_body": True},
        {"type": "http.request", "body": b'"MessageBody": "b"}', "more_body": False},
    )
    assert (await call("SendMessage", receive=pieces)).status == 200


async def test_a_request_that_is_cut_off_changes_nothing(room: FakeHub) -> None:
    cut = receiving(
        {"type": "http.request", "body": b'{"QueueUrl": "q"', "more_body": True}, {"type": "http.disconnect"}
    )
    answer = await call("SendMessage", receive=cut)
    assert answer.sent == 0
    assert not room.asked


async def test_a_slow_request_is_given_up(room: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "READ_S_MAX", 0.01)
    answer = await call("SendMessage", receive=receiving({"type": "http.request", "body": b"{", "more_body": True}))
    assert (answer.status, answer.headers["x-amzn-query-error"]) == (408, "RequestTimeout;Sender")


async def test_a_process_that_is_full_of_rooms_throttles(room: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_place(code: str) -> bool:
        raise Refused("limit", what="rooms")

    monkeypatch.setattr(room, "wire", no_place)
    assert (await call("SendMessage", SEND)).headers["x-amzn-query-error"] == "RequestThrottled;Sender"


async def test_a_room_that_does_not_come_back_in_time_is_unavailable(
    room: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "LOAD_S_MAX", 0.01)
    monkeypatch.setattr(room, "wire", lambda code: receiving()())
    assert (await call("SendMessage", SEND)).status == 503
