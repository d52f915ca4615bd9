"""Keys that a room has issued: their requests are let in, and must be signed with their secrets."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from labs.gateways.aws import signatures
from labs.gateways.aws.credentials import credentials_in
from labs.gateways.aws.faults import WrongSignature
from labs.gateways.aws.requests import Request
from labs.rooms.hub import Reply
from labs.rooms.wire_keys import secret_of
from tests.gateways.aws.asgi_client import FakeHub
from tests.gateways.aws.in_process import SERVICES, client, send
from tests.gateways.aws.requesting import request

KEY = "WKSP2345ABCD6789EFGH"
SECRET = secret_of(KEY)
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "sqs": ("send_message", {"QueueUrl": "q", "MessageBody": "안녕 & +"}),
    "sns": ("publish", {"TopicArn": "t", "Message": "안녕 & +"}),
    "ses": ("verify_email_identity", {"EmailAddress": "a+b@example.com"}),
    "sesv2": ("get_suppressed_destination", {"EmailAddress": "a+b/c d@example.com", "TenantName": "x&y=김"}),
    "sts": ("get_caller_identity", {}),
}


@pytest.fixture
def closed(room: FakeHub) -> FakeHub:
    """A room that lets in nobody but the holder of its one key."""
    room.is_open, room.keys, room.reply = False, {KEY: "park"}, Reply(result={})
    return room


def ask(service: str, **options: Any) -> None:
    action, args = CALLS[service]
    getattr(client(service, **options), action)(**args)


def refusal(service: str, **options: Any) -> tuple[str, int]:
    with pytest.raises(ClientError) as refused:
        ask(service, **options)
    response = refused.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_rightly_signed_call_is_its_participants_and_let_into_a_closed_room(closed: FakeHub, service: str) -> None:
    ask(service, name=KEY, secret=SECRET, region="eu-west-1")
    assert [asked.by for asked in closed.asked] == ["park"]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("is_open", [True, False])
def test_a_wrong_secret_is_refused_in_an_open_room_too(closed: FakeHub, service: str, is_open: bool) -> None:
    closed.is_open = is_open
    code = "InvalidSignatureException" if service == "sesv2" else "SignatureDoesNotMatch"
    assert refusal(service, name=KEY, secret="guessed") == (code, 403)
    assert not closed.asked


@pytest.mark.parametrize("service", SERVICES)
def test_a_key_that_is_not_this_rooms_is_refused(closed: FakeHub, service: str) -> None:
    other = "WKSPZZZZZZZZZZZZZZZZ"
    code = "UnrecognizedClientException" if service == "sesv2" else "InvalidClientTokenId"
    assert refusal(service, name=other, secret=secret_of(other)) == (code, 403)


def test_without_a_key_a_closed_room_stays_closed(closed: FakeHub) -> None:
    assert refusal("sqs", name="kim") == ("AccessDenied", 403)


def test_who_has_a_key_is_not_believed_to_be_there_without_it(closed: FakeHub) -> None:
    closed.is_open = True
    ask("sqs", name="park")
    ask("sqs", name="kim")
    assert [asked.by for asked in closed.asked] == ["guest", "kim"]


SIGNED = {
    "host": "workshop.example:8000", "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "AmazonSQS.ListQueues", "x-amz-date": "20261123T000000Z",
}  # fmt: skip


def signed(*, headers: dict[str, str], names: str = "host;x-amz-date;x-amz-target", signature: str = "") -> Request:
    """A request whose signature covers these headers, right unless another is given."""
    given = {name.encode(): value.encode() for name, value in headers.items()}
    made = request(b"{}", headers=given)
    start = f"AWS4-HMAC-SHA256 Credential={KEY}/20261123/us-east-1/sqs/aws4_request, SignedHeaders={names}, Signature="
    found = credentials_in(start.encode())
    assert found is not None
    made.credentials = found._replace(signature=signature or signatures._signature(made, found, SECRET))
    return made


def verify(made: Request) -> None:
    assert made.credentials is not None
    signatures.verify(made, made.credentials, SECRET)


def test_the_helper_signs_rightly() -> None:
    verify(signed(headers=SIGNED))


@pytest.mark.parametrize(
    ("change", "value"),
    [("x-amz-target", "AmazonSQS.PurgeQueue"), ("host", "elsewhere"), ("x-amz-date", "20261124T000000Z"),
     ("x-amz-meta", "not signed"), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD")],
)  # fmt: skip
def test_what_was_signed_may_not_change(change: str, value: str) -> None:
    made = signed(headers=SIGNED)
    made.headers[change.encode()] = value.encode()
    with pytest.raises(WrongSignature):
        verify(made)


def test_body_path_and_query_are_signed() -> None:
    for change in ({"body": b"{ }"}, {"path": "/rooms/OTHER2/aws"}, {"query": "a=b"}, {"method": "GET"}):
        made = signed(headers=SIGNED)
        for name, value in change.items():
            setattr(made, name, value)
        with pytest.raises(WrongSignature):
            verify(made)


@pytest.mark.parametrize("names", ["host", "x-amz-date;x-amz-target", "host;x-amz-date", ""])
def test_a_signature_covers_what_says_where_when_and_what(names: str) -> None:
    with pytest.raises(WrongSignature):
        verify(signed(headers=SIGNED, names=names, signature="00"))


async def test_a_header_that_is_cut_off_is_a_wrong_signature(closed: FakeHub) -> None:
    cut = {**SIGNED, "authorization": f"AWS4-HMAC-SHA256 Credential={KEY}/2026"}
    answer = await send("POST", f"http://{SIGNED['host']}/rooms/ABC234/aws", cut, b"{}")
    assert (answer.status, answer.headers["x-amzn-query-error"]) == (403, "SignatureDoesNotMatch;Sender")
