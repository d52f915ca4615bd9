"""Hosts of the shop: every instance has one of its own."""

import pytest

from labs.engines.programs.addresses import listens, place_of, url_of
from tests.engines.programs.shop import Shop


@pytest.mark.parametrize(("program", "instance"), [("shipping", "1"), ("order-service", "12"), ("billing", "")])
def test_an_address_leads_back_to_its_instance(program: str, instance: str) -> None:
    assert place_of(url_of(program, instance)) == (program, instance, "/")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://shipping-1.shop.example", ("shipping", "1", "/")),
        ("http://shipping-1.shop.example:8080/in?x=1#y", ("shipping", "1", "/in")),
        ("http://shipping-01.shop.example/", ("shipping-01", "", "/")),
        ("http://shipping-1.example.com/", None),
        ("http://shop.example/", None),
        ("ftp://shipping-1.shop.example/", None),
        ("shipping/1", None),
    ],
)
def test_other_addresses(url: str, place: tuple[str, str, str] | None) -> None:
    assert place_of(url) == place


def test_only_programs_with_a_front_door_listen() -> None:
    shop = Shop()
    shop.worker()
    assert [listens(shop.sim, name) for name in ("shipping", "sqs", "network", "nobody")] == [True, False, False, False]
