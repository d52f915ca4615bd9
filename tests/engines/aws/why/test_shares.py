"""Finding what is asked about: what never was, what is too old, what is old but known."""

import pytest

from labs.engines.sim import Refused
from tests.engines.aws.why.recorded import JOBS, Recorded, shop


@pytest.mark.parametrize(
    "about", ["order-9999", "order-0", "sqs/nope", "sns/nope", "ledger", "room", "", "shipping/9", "a" * 999]
)
def test_what_never_was_is_refused(about: str) -> None:
    recorded = Recorded(shop(), 5, [])
    with pytest.raises(Refused) as refused:
        recorded.why(about)
    assert (refused.value.code, refused.value.data) == ("bad_arguments", {"argument": "about", "problem": "unknown"})


def test_one_looks_back_only_so_far_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.reader.LOOK_BACK_MAX_FACTS", 50)
    recorded = Recorded(shop(per_s=5), 60, [(1.1, "sqs.send_message", {**JOBS, "MessageBody": "x"})])
    sent = next(fact["data"] for fact in recorded.past.oldest_first(1_100_000) if fact["event"] == "MessageSent")
    line = recorded.why(sent["message"])[0]
    assert (line["line"], line["values"]) == ("older_than_looked", {"message": sent["message"], "facts": 50})


def test_a_settled_order_is_found_however_old_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.reader.LOOK_BACK_MAX_FACTS", 80)
    recorded = Recorded(shop(), 60, [])
    for number in (1, 2, 100, 250):
        lines = recorded.why(f"order-{number}")
        assert [line["line"] for line in lines] == ["handled", "at_work", "received", "accepted", "parameter"]
        assert lines[0]["values"]["order"] == number


def test_a_stored_order_is_explained_however_old_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.reader.LOOK_BACK_MAX_FACTS", 50)
    recorded = Recorded(shop(), 60, [(10, "shipping.stop", {})])
    assert [line["line"] for line in recorded.why("order-60")] == ["waiting", "stopped", "command"]


def test_a_stored_message_is_explained_however_old_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.reader.LOOK_BACK_MAX_FACTS", 50)
    sent = (1.1, "sqs.send_message", {**JOBS, "MessageBody": "x"})
    recorded = Recorded(shop(), 60, [(1, "shipping.stop", {}), sent])
    facts = recorded.past.oldest_first(1_100_000)
    message = next(fact["data"]["message"] for fact in facts if fact["event"] == "MessageSent")
    assert [line["line"] for line in recorded.why(message)] == ["waiting", "stopped", "command"]
