"""The facts of a run: lines, numbers, and a digest that chains them."""

import json
from hashlib import blake2b
from typing import Any

import pytest

from labs.engines.sim.event_log import EVENTS_KEPT, EventLog


def filled(count: int) -> EventLog:
    log = EventLog()
    for number in range(count):
        log.append(number * 10, 0, "Ticked", {"n": number})
    return log


def test_an_event_is_one_json_line_with_id_time_cause_and_data() -> None:
    log = EventLog()
    data = {"text": 'a "b" \n 한글 \ud83d', "list": [1, None, True, {"x": -5}], "share": 0.25}
    assert log.append(1_500, -3, "MessageSent", data) == 1
    assert json.loads(log.lines[0]) == {"id": 1, "at_us": 1_500, "cause": -3, "event": "MessageSent", "data": data}
    assert "\n" not in log.lines[0]
    assert log.lines[0].isascii()


def test_the_digest_is_the_chain_of_all_lines() -> None:
    log = filled(3)
    digest = bytes(16)
    for line in log.lines:
        digest = blake2b(digest + line.encode(), digest_size=16).digest()
    assert log.digest == digest


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
    assert log.line(5) is None
    assert json.loads(log.line(6) or "")["id"] == 6
    assert json.loads(log.line(log.count) or "")["id"] == log.count
    assert log.line(log.count + 1) is None
    assert log.line(0) is None


@pytest.mark.parametrize(
    ("after", "at_most", "expected"),
    [(0, 100, [1, 2, 3, 4, 5]), (3, 100, [4, 5]), (0, 2, [4, 5]), (5, 9, []), (9, 9, []), (-3, 1, [5])],
)
def test_the_newest_lines_after_an_event_come_oldest_first(after: Any, at_most: Any, expected: Any) -> None:
    assert [json.loads(line)["id"] for line in filled(5).since(after, at_most)] == expected


def test_lines_that_have_left_memory_are_not_made_up() -> None:
    log = filled(5)
    log.start_at(5, log.digest.hex())
    assert (log.since(0, 10), log.line(5)) == ([], None)
    log.append(99, 0, "Ticked", {})
    assert [json.loads(line)["id"] for line in log.since(0, 10)] == [6]


def test_a_log_that_goes_on_from_a_checkpoint_comes_to_the_same_digest() -> None:
    whole, part = filled(5), filled(3)
    later = EventLog()
    later.start_at(part.count, part.digest.hex())
    for number in (3, 4):
        later.append(number * 10, 0, "Ticked", {"n": number})
    assert (later.count, later.digest) == (whole.count, whole.digest)
