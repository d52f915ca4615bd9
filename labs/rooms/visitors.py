"""Who somebody is: a random token in a cookie, never the socket."""

from collections.abc import Mapping
from hashlib import blake2b
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.http.cookie import parse_cookie

COOKIE = "visitor"
COOKIE_AGE_S = 365 * 24 * 3600
TOKEN_LENGTH_MAX = 64


def token_of(request: HttpRequest) -> str:
    """The visitor's token, or "" for somebody new."""
    return request.COOKIES.get(COOKIE, "")[:TOKEN_LENGTH_MAX]


def token_in_scope(scope: Mapping[str, Any]) -> str:
    """The same from the headers of an ASGI connection, read as Django reads them: no neighbour's cookie hides ours."""
    cookies = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(cookies).get(COOKIE, "")[:TOKEN_LENGTH_MAX]


def new_token() -> str:
    """For somebody who is here for the first time."""
    return token_urlsafe(24)


def remember(response: HttpResponseBase, token: str = "") -> str:
    """Give a visitor their cookie, a new one where there is none yet; returns the token."""
    token = token or new_token()
    response.set_cookie(COOKIE, token, COOKIE_AGE_S, httponly=True, samesite="Lax", secure=settings.TLS)
    return token


def token_hash(token: str) -> str:
    """What the database knows of a token."""
    return blake2b(token.encode(), digest_size=32).hexdigest()


def name_in_room(token: str, code: str) -> str:
    """A member's name in one room, the same after a reconnect; says nothing about the token."""
    return f"m-{blake2b(f'{code}/{token}'.encode(), digest_size=4).hexdigest()}"


def address_of(client: str | None, forwarded_for: str) -> str:
    """The address limits count for: behind PROXIES reverse proxies, what the outermost of them saw."""
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    if settings.PROXIES and len(hops) >= settings.PROXIES:
        return hops[-settings.PROXIES]
    return client or ""
