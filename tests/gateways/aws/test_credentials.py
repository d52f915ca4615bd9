"""What an Authorization header says."""

import pytest

from labs.gateways.aws.credentials import credentials_in

SIGNED = (
    b"AWS4-HMAC-SHA256 Credential=kim/20261122/eu-west-1/sqs/aws4_request,"
    b" SignedHeaders=content-type;host;x-amz-date, Signature=8c6e"
)


def test_key_region_service_and_signature_are_read() -> None:
    assert credentials_in(SIGNED) == (
        "kim", "20261122", "eu-west-1", "sqs", ("content-type", "host", "x-amz-date"), "8c6e"
    )  # fmt: skip


@pytest.mark.parametrize("header", [b"", b"Basic a2ltOng=", b"AWS4-HMAC-SHA256", b"Bearer x"])
def test_other_headers_are_no_signature(header: bytes) -> None:
    assert credentials_in(header) is None


def test_a_call_from_another_region_says_which() -> None:
    found = credentials_in(SIGNED)
    assert found is not None
    assert found.elsewhere == "eu-west-1"


@pytest.mark.parametrize("region", [b"us-east-1", b"", b"local", b"aws-global", b"../etc", b"us-east-1; drop"])
def test_what_is_no_region_is_the_home_region(region: bytes) -> None:
    found = credentials_in(SIGNED.replace(b"eu-west-1", region))
    assert found is not None
    assert found.elsewhere is None


@pytest.mark.parametrize("header", [b"AWS4-HMAC-SHA256 Credential", b"AWS4-HMAC-SHA256 Credential=, ,=", SIGNED[:40]])
def test_a_header_that_is_cut_off_is_read_as_far_as_it_goes(header: bytes) -> None:
    found = credentials_in(header)
    assert found is not None
    assert found.signature == ""
