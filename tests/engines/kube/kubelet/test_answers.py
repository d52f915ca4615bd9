"""What a prober hears, and what it says of it."""

from typing import Any

import pytest

from labs.engines.kube.kubelet.answers import (
    GOOD,
    REFUSED,
    SILENT,
    UNREADY,
    answer,
    complaint,
    is_late,
    setting,
    takes_us,
)
from labs.engines.kube.kubelet.behaviour import Behaviour

CONTAINER = {"name": "app", "ports": [{"name": "http", "containerPort": 8080}]}


def record(**values: Any) -> dict[str, Any]:
    return {"started_us": 1_000_000, "healthy": None, **values}


def test_a_program_refuses_then_is_not_ready_then_answers_then_hangs() -> None:
    program = Behaviour(start_ms=1_000, ready_after_ms=3_000, hangs_after_ms=9_000)
    heard = [answer(program, record(), at_us * 1_000_000) for at_us in (1, 2, 3, 4, 9, 10)]
    assert heard == [REFUSED, UNREADY, UNREADY, GOOD, GOOD, SILENT]


def test_somebody_may_have_made_it_ill_or_well() -> None:
    program = Behaviour(ready_after_ms=60_000)
    assert answer(program, record(healthy=False), 99_000_000) == UNREADY
    assert answer(program, record(healthy=True), 2_000_000) == GOOD


def test_who_answers_later_than_the_timeout_is_late() -> None:
    assert is_late({}, Behaviour(response_ms=1_000))
    assert not is_late({"timeoutSeconds": 2}, Behaviour(response_ms=1_999))
    assert takes_us({"timeoutSeconds": 2}, Behaviour(response_ms=30), GOOD) == 30_000
    assert takes_us({"timeoutSeconds": 2}, Behaviour(), SILENT) == 2_000_000
    assert takes_us({}, Behaviour(), REFUSED) == 0
    assert takes_us({"grpc": {"port": 9000}}, Behaviour(), REFUSED) == 1_000_000


@pytest.mark.parametrize(
    ("probe", "how", "text"),
    [
        ({"httpGet": {"path": "/healthz", "port": 8080}}, UNREADY, "HTTP probe failed with statuscode: 503"),
        (
            {"httpGet": {"path": "/healthz", "port": "http"}},
            REFUSED,
            'Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused',
        ),
        (
            {"httpGet": {"port": 443, "scheme": "HTTPS"}},
            SILENT,
            'Get "https://10.244.0.2:443/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
        ),
        ({"tcpSocket": {"port": "http"}}, REFUSED, "dial tcp 10.244.0.2:8080: connect: connection refused"),
        ({"tcpSocket": {"port": 5432}}, SILENT, "dial tcp 10.244.0.2:5432: i/o timeout"),
        ({"exec": {"command": ["cat", "/run/ok"]}}, UNREADY, ""),
        (
            {"exec": {"command": ["cat", "/run/ok"]}, "timeoutSeconds": 3},
            SILENT,
            'command timed out: "cat /run/ok" timed out after 3s',
        ),
        ({"grpc": {"port": 9000}}, UNREADY, 'service unhealthy (responded with "NOT_SERVING")'),
        ({"grpc": {"port": 9000}}, SILENT, "timeout: health rpc did not complete within 1s"),
        (
            {"grpc": {"port": 9000}, "timeoutSeconds": 2},
            REFUSED,
            'timeout: failed to connect service "10.244.0.2:9000" within 2s: context deadline exceeded',
        ),
    ],
)
def test_a_failed_probe_says_what_it_came_to(probe: dict[str, Any], how: str, text: str) -> None:
    assert complaint(probe, CONTAINER, how, "10.244.0.2") == text


@pytest.mark.parametrize(
    ("probe", "name", "value"),
    [
        ({}, "periodSeconds", 10),
        ({"periodSeconds": 0}, "periodSeconds", 10),
        ({"periodSeconds": 2}, "periodSeconds", 2),
    ],
)
def test_what_a_probe_does_not_say_is_as_everywhere(probe: dict[str, Any], name: str, value: int) -> None:
    assert setting(probe, name) == value
