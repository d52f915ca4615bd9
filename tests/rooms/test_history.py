"""A run's history: lines, commands and goals up to its cut."""

import orjson
import pytest

from labs.rooms import history
from tests.rooms.models import small
from tests.rooms.recorded import Act, past_of, run_of

STOP_AND_START: list[Act] = [(10.0, "shipping.stop", {}), (31.0, "shipping.start", {})]


@pytest.mark.parametrize("every_s", [0, 7])
def test_it_has_the_recorders_lines_the_commands_and_the_goals(every_s: int) -> None:
    run = run_of(STOP_AND_START)
    past = past_of(run, 60, every_s)
    found = history.history(past)
    sim = past.simulation()
    assert found["head_us"] == 60_000_000
    assert found["times_us"] == sim.history.times_us == [second * 1_000_000 for second in range(1, 61)]
    assert {name: line for name, line in found["series"].items() if any(line)} == {
        name: line for name, line in sim.history.series.items() if any(line)
    }
    assert max(found["series"]["sqs.shipping.visible"]) > 90
    assert found["commands"] == [
        {"number": 1, "at_us": 10_000_000, "name": "shipping.stop", "args": {}, "by": "kim"},
        {"number": 2, "at_us": 31_000_000, "name": "shipping.start", "args": {}, "by": "kim"},
    ]
    goals = {goal["goal"]: goal for goal in found["goals"]}
    reached = goals["survive-without-shipping"]
    assert (reached["status"], reached["at_us"]) == ("reached", 30_000_000)
    fact = past.fact(reached["event"])
    assert fact is not None
    assert fact["event"] == "GoalReached"
    assert orjson.loads(orjson.dumps(found)) == found


def test_nothing_after_the_cut_is_in_it() -> None:
    found = history.history(past_of(run_of(STOP_AND_START), 20.5))
    assert found["times_us"][-1] == 20_000_000
    assert [command["number"] for command in found["commands"]] == [1]
    assert {goal["status"] for goal in found["goals"]} == {"not_yet"}


def test_what_wire_clients_did_and_what_broke_the_room_is_not_among_the_commands() -> None:
    assert history.history(past_of(run_of(STOP_AND_START, key=None), 40))["commands"] == []
    run = run_of([(1.0, "tally.explode", {}), (2.0, "tally.add", {})], lab=small)
    run.mark_broken(1)
    assert [command["number"] for command in history.history(past_of(run, 5))["commands"]] == [2]


def test_only_the_newest_commands_and_short_arguments_are_told() -> None:
    many: list[Act] = [(1.0 + number / 1000, "tally.add", {"n": 1, "note": "x" * 200}) for number in range(510)]
    found = history.history(past_of(run_of(many, lab=small), 5))
    assert [command["number"] for command in found["commands"]] == list(range(11, 511))
    assert found["commands"][0]["args"] == {"n": 1}
