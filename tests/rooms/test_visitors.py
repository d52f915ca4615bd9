"""Who somebody is."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from labs.rooms import visitors


def scope(*cookies: bytes) -> dict[str, Any]:
    return {"headers": [(b"host", b"localhost"), *((b"cookie", cookie) for cookie in cookies)]}


@pytest.mark.parametrize(
    "cookie",
    [
        "visitor=abc", "csrftoken=1; visitor=abc", "visitor=abc; django_language=ko", 'a={"b":1}; visitor=abc',
        "a[b]=1; visitor=abc", "loose; visitor=abc", 'visitor="abc"', "theme=\xeb\xb0; visitor=abc",
    ],
)  # fmt: skip
def test_page_and_socket_read_the_same_token_whatever_a_neighbour_has_set(cookie: str) -> None:
    assert visitors.token_in_scope(scope(cookie.encode("latin-1"))) == "abc"
    assert visitors.token_of(RequestFactory(headers={"cookie": cookie}).get("/")) == "abc"


def test_a_stranger_has_no_token() -> None:
    assert visitors.token_in_scope(scope()) == ""
    assert visitors.token_in_scope(scope(b"csrftoken=1")) == ""
    assert visitors.token_of(RequestFactory().get("/")) == ""


def test_cookies_in_several_headers_are_all_read() -> None:
    assert visitors.token_in_scope(scope(b"csrftoken=1", b"visitor=abc")) == "abc"


def test_a_token_that_is_too_long_is_cut() -> None:
    assert visitors.token_in_scope(scope(b"visitor=" + b"x" * 500)) == "x" * visitors.TOKEN_LENGTH_MAX


def test_a_new_visitor_gets_a_random_token_that_scripts_cannot_read() -> None:
    first, second = HttpResponse(), HttpResponse()
    tokens = {visitors.remember(first), visitors.remember(second)}
    assert len(tokens) == 2
    cookie = first.cookies["visitor"]
    assert cookie.value in tokens
    assert len(cookie.value) >= 32
    assert (cookie["httponly"], cookie["samesite"], bool(cookie["secure"])) == (True, "Lax", False)


def test_behind_tls_the_cookie_travels_by_tls_only(settings: Settings) -> None:
    settings.TLS = True
    response = HttpResponse()
    visitors.remember(response)
    assert response.cookies["visitor"]["secure"]


def test_a_known_visitor_keeps_their_token() -> None:
    response = HttpResponse()
    assert visitors.remember(response, "mine") == "mine"
    assert response.cookies["visitor"].value == "mine"


def test_a_name_in_a_room_stays_the_same_and_says_nothing_of_other_rooms() -> None:
    name = visitors.name_in_room("token", "ABC234")
    assert name == visitors.name_in_room("token", "ABC234")
    assert name != visitors.name_in_room("token", "ABC235")
    assert name != visitors.name_in_room("other", "ABC234")
    assert "token" not in name


def test_the_database_knows_only_a_hash() -> None:
    assert visitors.token_hash("token") != visitors.token_hash("other")
    assert "token" not in visitors.token_hash("token")


def test_without_proxies_nobody_can_choose_their_address(settings: Settings) -> None:
    settings.PROXIES = 0
    assert visitors.address_of("10.0.0.1", "1.2.3.4") == "10.0.0.1"
    assert visitors.address_of(None, "1.2.3.4") == ""


def test_behind_proxies_the_outermost_of_ours_is_believed_and_no_more(settings: Settings) -> None:
    settings.PROXIES = 1
    assert visitors.address_of("10.0.0.1", "6.6.6.6, 1.2.3.4") == "1.2.3.4"
    settings.PROXIES = 2
    assert visitors.address_of("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2") == "1.2.3.4"
    assert visitors.address_of("10.0.0.1", "1.2.3.4") == "10.0.0.1", "not by way of our proxies"
