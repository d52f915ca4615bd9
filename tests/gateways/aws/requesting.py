"""Requests made by hand, for the protocols' own tests."""

from typing import Any

from labs.gateways.aws.addresses import Endpoint
from labs.gateways.aws.credentials import credentials_in
from labs.gateways.aws.requests import Request
from labs.gateways.aws.wire import Operation, Service, _read_services

SERVICES: dict[str, Service] = _read_services()
BASE = "http://127.0.0.1:5621/rooms/ABC234/aws"


def request(body: bytes = b"", *, method: str = "POST", query: str = "", scope: str = "", **parts: Any) -> Request:
    """`scope` is a signature's: "us-east-1/sns"; `parts` are `headers`, and the endpoint's `queue` and `rest`."""
    headers = parts.pop("headers", {})
    signed = f"AWS4-HMAC-SHA256 Credential=kim/20261122/{scope}/aws4_request".encode() if scope else b""
    return Request(
        method, "/rooms/ABC234/aws", query, headers, Endpoint("ABC234", BASE, **parts), credentials_in(signed), body
    )


def operation(service: str, action: str) -> Operation:
    return SERVICES[service].operations[action]
