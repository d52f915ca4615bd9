"""Whose name a signed request carries."""

import pytest

from labs.gateways.aws.participants import Guests, participant


def signed(key: str) -> bytes:
    return f"AWS4-HMAC-SHA256 Credential={key}/20261122/us-east-1/sqs/aws4_request, Signature=00".encode()


def test_the_access_key_id_is_the_name() -> None:
    assert participant(signed("kim")) == "kim"
    assert participant(signed("Lee.So-yeon_2")) == "Lee.So-yeon_2"


@pytest.mark.parametrize("header", [b"", b"Basic a2ltOng=", b"AWS4-HMAC-SHA256 Credential=", signed("")])
def test_unsigned_requests_are_a_guests(header: bytes) -> None:
    assert participant(header) == "guest"


@pytest.mark.parametrize("key", ["k" * 41, "김", "a b", "<b>", "m-0a1b2c3d", "room", "owner"])
def test_what_cannot_be_a_name_or_is_somebody_elses_is_a_guest(key: str) -> None:
    assert participant(signed(key)) == "guest"


@pytest.mark.parametrize("key", ["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "akiaiosfodnn7example"])
def test_a_real_key_is_never_shown(key: str) -> None:
    name = participant(signed(key))
    assert name.startswith("guest-")
    assert key not in name


def test_a_real_key_keeps_its_number_and_is_not_kept_itself() -> None:
    guests = Guests()
    first, second = guests.name_of(b"AKIAIOSFODNN7EXAMPLE"), guests.name_of(b"AKIAI44QH8DHBEXAMPLE")
    assert (first, second) == ("guest-1", "guest-2")
    assert guests.name_of(b"AKIAIOSFODNN7EXAMPLE") == first
    assert b"AKIA" not in b"".join(guests._numbers)
