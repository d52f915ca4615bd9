"""Which paths are a room's endpoint, and what its queues are called."""

import pytest

from labs.gateways.aws.addresses import find_endpoint


@pytest.mark.parametrize("path", ["/rooms/ABC234/aws", "/rooms/ABC234/aws/", "/rooms/ABC234/aws/123456789012/orders"])
def test_a_rooms_endpoint_with_a_slash_without_and_as_a_queues_address(path: str) -> None:
    endpoint = find_endpoint({"path": path, "scheme": "http"}, "host:8000", tls=False)
    assert endpoint is not None
    assert endpoint.code == "ABC234"
    assert endpoint.base == "http://host:8000/rooms/ABC234/aws"


@pytest.mark.parametrize(
    "path",
    [
        "/rooms/ABC234/awsome",
        "/rooms/aws",
        "/rooms/A/B/aws",
        "/rooms/ABC234/aws/12/q",
        "/rooms/ABC234/aws/v3/email/account",
    ],
)
def test_other_paths_are_none(path: str) -> None:
    assert find_endpoint({"path": path}, "host", tls=False) is None


def test_a_queues_address_is_told() -> None:
    endpoint = find_endpoint({"path": "/rooms/ABC234/aws/123456789012/orders/", "scheme": "http"}, "host", tls=False)
    assert endpoint is not None
    assert endpoint.queue == "http://host/rooms/ABC234/aws/123456789012/orders"


def test_what_a_rest_call_asks_for_stays_escaped() -> None:
    paths = {"path": "/rooms/ABC234/aws/v2/email/x/a/b", "raw_path": b"/rooms/ABC234/aws/v2/email/x/a%2Fb"}
    endpoint = find_endpoint(paths, "host", tls=False)
    assert endpoint is not None
    assert (endpoint.base, endpoint.rest) == ("http://host/rooms/ABC234/aws", "/v2/email/x/a%2Fb")


def test_a_queue_keeps_account_and_name_under_the_host_the_client_named() -> None:
    endpoint = find_endpoint({"path": "/rooms/ABC234/aws/", "scheme": "http"}, "laptop.local:8000", tls=False)
    assert endpoint is not None
    url = endpoint.queue_url("https://sqs.us-east-1.amazonaws.com/123456789012/orders")
    assert url == "http://laptop.local:8000/rooms/ABC234/aws/123456789012/orders"


def test_behind_tls_queues_have_secure_addresses() -> None:
    endpoint = find_endpoint({"path": "/rooms/ABC234/aws", "scheme": "http"}, "workshop.example", tls=True)
    assert endpoint is not None
    assert endpoint.base == "https://workshop.example/rooms/ABC234/aws"


def test_without_a_host_header_the_servers_own_name_is_used() -> None:
    endpoint = find_endpoint({"path": "/rooms/ABC234/aws", "server": ("192.0.2.1", 8000)}, "", tls=False)
    assert endpoint is not None
    assert endpoint.base == "http://192.0.2.1:8000/rooms/ABC234/aws"
