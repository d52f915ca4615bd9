"""Every kind of endpoint is found by its file and says all that is asked of it."""

import pytest

from labs.engines.aws.sns.endpoints import KINDS, Kind
from labs.engines.aws.sns.endpoints.kind import Kind as Base
from labs.engines.sim import Simulation


def test_kinds_are_found_by_their_protocols() -> None:
    assert sorted(KINDS) == [
        "application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs",
    ]  # fmt: skip
    assert all(protocol in kind.protocols for protocol, kind in KINDS.items())


@pytest.mark.parametrize("kind", dict.fromkeys(KINDS.values()), ids=lambda kind: kind.protocols[0])
def test_a_kind_says_where_messages_go_and_how_often_that_is_tried(kind: Kind) -> None:
    assert kind.method
    assert kind.timeout_us > 0
    assert kind.retries.attempts > 1
    assert kind.retries_of({}, None) == kind.retries


def test_a_kind_must_say_what_it_accepts() -> None:
    with pytest.raises(NotImplementedError):
        Base().check("x", "y", "z")
    assert (Base().queue("y", "us-east-1"), Base().find(Simulation(1), "y")) == (None, None)
