"""Which protocol a request speaks."""

from types import ModuleType

import pytest

from labs.gateways.aws import json10, query, rest_json
from labs.gateways.aws.addresses import Endpoint
from labs.gateways.aws.protocols import protocol_of

ROOM = Endpoint("ABC234", "http://host/rooms/ABC234/aws")
EMAIL = Endpoint("ABC234", "http://host/rooms/ABC234/aws", rest="/v2/email/account")
TARGET = {b"x-amz-target": b"AmazonSQS.ListQueues"}
FORM = {b"content-type": b"application/x-www-form-urlencoded; charset=utf-8"}


@pytest.mark.parametrize(
    ("endpoint", "headers", "protocol"),
    [
        (EMAIL, {}, rest_json),
        (EMAIL, TARGET, rest_json),
        (ROOM, TARGET, json10),
        (ROOM, {**TARGET, **FORM}, json10),
        (ROOM, {b"content-type": b"application/x-amz-json-1.0"}, json10),
        (ROOM, FORM, query),
        (ROOM, {}, query),
        (None, TARGET, json10),
        (None, {}, query),
    ],
)
def test_the_path_goes_before_the_target_and_that_before_a_form(
    endpoint: Endpoint | None, headers: dict[bytes, bytes], protocol: ModuleType
) -> None:
    assert protocol_of(endpoint, headers) is protocol
