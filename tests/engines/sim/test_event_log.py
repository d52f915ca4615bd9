"""The facts of a run, their numbers, and a digest that chains them."""

from typing import Any

import pytest

from labs.engines.sim.event_log import CHAINED_AT_ONCE, EVENTS_KEPT, EventLog


def filled(count: int) -> EventLog:
    log = EventLog()
    for number in range(count):
        log.append(number * 10, 0, "Ticked", {"n": number})
    return log


def test_an_event_comes_back_as_it_was_told() -> None:
    log = EventLog()
    data = {"text": 'a "b" \n 한글', "list": [1, None, True, {"x": -(2**53)}], "share": 0.25}
    assert log.append(1_500, -3, "MessageSent", data) == 1
    assert log.fact(1) == {"id": 1, "at_us": 1_500, "cause": -3, "event": "MessageSent", "data": data}


def test_what_is_told_cannot_be_changed_afterwards() -> None:
    log, data = EventLog(), {"copies": ["shipping"]}
    log.append(0, 0, "Published", data)
    data["copies"].append("accounting")
    assert (log.fact(1) or {})["data"] == {"copies": ["shipping"]}


def test_the_digest_is_the_chain_of_all_facts() -> None:
    """Written down from Python 3.11, 3.12 and 3.13, which agree: a digest must not depend on the machine."""
    log = EventLog()
    log.append(1_500, -3, "MessageSent", {"text": "한글", "n": [1, -(2**53), None, True], "share": 0.25})
    assert log.digest.hex() == "1f163b9b23824a9fc1a241419d6de34a"
    for _ in range(20):
        log.append(1_600, 1, "MessageReceived", {"queue": "shipping"})
    assert log.digest.hex() == "58466e8479a53bed5b39e3ff08aed8b2"


def test_equal_facts_give_equal_digests_whatever_else_refers_to_their_parts() -> None:
    one, other, shared = EventLog(), EventLog(), "".join(["ship", "ping"])
    held = {shared: [shared]}
    one.append(0, 0, "A", {"x": shared, "y": shared, "z": held})
    other.append(0, 0, "A", {"x": "shipping", "y": "".join(["shi", "pping"]), "z": {"shipping": ["shipping"]}})
    assert one.digest == other.digest


@pytest.mark.parametrize(
    "changed", [(11, 0, "A", {"n": 1}), (10, 1, "A", {"n": 1}), (10, 0, "B", {"n": 1}), (10, 0, "A", {"n": 2})]
)
def test_the_digest_depends_on_everything_in_an_event(changed: Any) -> None:
    one, other = EventLog(), EventLog()
    one.append(10, 0, "A", {"n": 1})
    other.append(*changed)
    assert one.digest != other.digest


def test_only_the_newest_events_stay_in_memory_and_all_are_counted() -> None:
    log = filled(EVENTS_KEPT + 5)
    assert log.count == EVENTS_KEPT + 5
    assert log.fact(5) is None
    assert (log.fact(6) or {})["id"] == 6
    assert (log.fact(log.count) or {})["id"] == log.count
    assert log.fact(log.count + 1) is None
    assert log.fact(0) is None


@pytest.mark.parametrize(
    ("after", "at_most", "expected"),
    [(0, 100, [1, 2, 3, 4, 5]), (3, 100, [4, 5]), (0, 2, [4, 5]), (5, 9, []), (9, 9, []), (-3, 1, [5])],
)
def test_the_newest_facts_after_an_event_come_oldest_first(after: Any, at_most: Any, expected: Any) -> None:
    assert [fact["id"] for fact in filled(5).since(after, at_most)] == expected


def test_facts_that_have_left_memory_are_not_made_up() -> None:
    log = filled(5)
    log.go_on_from(log.state())
    assert (log.since(0, 10), log.fact(5)) == ([], None)
    log.append(99, 0, "Ticked", {})
    assert [fact["id"] for fact in log.since(0, 10)] == [6]


@pytest.mark.parametrize("cut", range(2 * CHAINED_AT_ONCE + 2))
def test_a_log_that_goes_on_from_a_checkpoint_comes_to_the_same_digests(cut: int) -> None:
    whole, later = filled(cut), EventLog()
    later.go_on_from(whole.state())
    for number in range(cut, cut + CHAINED_AT_ONCE + 1):
        assert (later.count, later.digest, later.state()) == (whole.count, whole.digest, whole.state())
        for log in (whole, later):
            log.append(number * 10, 0, "Ticked", {"n": number})


def test_asking_for_the_digest_changes_nothing_and_every_fact_changes_it() -> None:
    asked, digests = EventLog(), set()
    for number in range(3 * CHAINED_AT_ONCE):
        digests.add(asked.digest)
        asked.append(number * 10, 0, "Ticked", {"n": number})
    assert asked.digest == filled(3 * CHAINED_AT_ONCE).digest
    assert len(digests) == 3 * CHAINED_AT_ONCE
