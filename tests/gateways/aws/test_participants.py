"""Whose name a signed request carries."""

import pytest

from labs.gateways.aws.participants import Guests, participant


def test_the_access_key_id_is_the_name() -> None:
    assert participant("kim") == "kim"
    assert participant("Lee.So-yeon_2") == "Lee.So-yeon_2"


def test_requests_without_a_key_id_are_a_guests() -> None:
    assert participant("") == "guest"


@pytest.mark.parametrize("key", ["k" * 41, "김", "a b", "<b>", "m-0a1b2c3d", "room", "owner"])
def test_what_cannot_be_a_name_or_is_somebody_elses_is_a_guest(key: str) -> None:
    assert participant(key) == "guest"


@pytest.mark.parametrize("key", ["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "akiaiosfodnn7example"])
def test_a_real_key_is_never_shown(key: str) -> None:
    name = participant(key)
    assert name.startswith("guest-")
    assert key not in name


def test_a_real_key_keeps_its_number_and_is_not_kept_itself() -> None:
    guests = Guests()
    first, second = guests.name_of("AKIAIOSFODNN7EXAMPLE"), guests.name_of("AKIAI44QH8DHBEXAMPLE")
    assert (first, second) == ("guest-1", "guest-2")
    assert guests.name_of("AKIAIOSFODNN7EXAMPLE") == first
    assert b"AKIA" not in b"".join(guests._numbers)
