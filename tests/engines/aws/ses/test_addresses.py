"""What SES takes for an address, in its words, and whose it is."""

import pytest

from labs.engines.aws import AwsError
from labs.engines.aws.ses.addresses import address_of, domain_of, is_simulated, mailbox_of, owners, split


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("kim@example.com", "kim@example.com"),
        (" kim@Example.COM ", "kim@example.com"),
        ("Kim <Kim.Lee+x@mail.example.com>", "Kim.Lee+x@mail.example.com"),
        ('"Lee, Kim" <kim@example.com>', "kim@example.com"),
        ("=?UTF-8?B?6rmA?= <kim@example.co.kr>", "kim@example.co.kr"),
    ],
)
def test_an_address_may_have_a_name_before_it(text: str, address: str) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Missing final '@domain'"),
        ("kim", "Missing final '@domain'"),
        ("Kim <kim>", "Missing final '@domain'"),
        ("@example.com", "Missing local name"),
        ("kim@", "Missing domain"),
        ("k im@example.com", "Local address contains control or whitespace"),
        ("김@example.com", "Local address contains illegal character"),
        ("a@b@example.com", "Local address contains illegal character"),
        ("kim@localhost", "Invalid domain name localhost."),
        ("kim@-a.com", "Invalid domain name -a.com."),
        ("kim@a..com", "Invalid domain name a..com."),
        ("kim@" + "a." * 130 + "com", "Invalid domain name " + "a." * 130 + "com."),
    ],
)
def test_what_is_no_address_is_refused_with_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(AwsError) as refused:
        address_of(text)
    assert (refused.value.code, refused.value.message) == ("BadRequestException", problem)


def test_a_domain_is_written_small() -> None:
    assert domain_of("Example.COM") == "example.com"


def test_commas_in_quotes_and_brackets_part_no_addresses() -> None:
    assert split('"Lee, Kim" <kim@example.com>, a@b.kr ,, <x,y@c.kr>') == [
        '"Lee, Kim" <kim@example.com>', "a@b.kr", "<x,y@c.kr>",
    ]  # fmt: skip
    assert split("") == []


def test_an_address_is_its_own_its_domains_and_those_above() -> None:
    assert owners("kim@a.b.example.com") == ["kim@a.b.example.com", "a.b.example.com", "b.example.com", "example.com"]
    assert owners("b.example.com") == ["b.example.com", "example.com"]


def test_the_simulator_has_a_mailbox_for_each_address_whatever_its_label() -> None:
    assert mailbox_of("Bounce+x@simulator.amazonses.com") == "bounce@simulator.amazonses.com"
    assert mailbox_of("kim+x@example.com") == "example.com"
    assert is_simulated("success@simulator.amazonses.com")
    assert not is_simulated("simulator.amazonses.com@example.com")
