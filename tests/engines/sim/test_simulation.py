"""Clock and agenda, commands and queries, limits."""

from typing import Any

import pytest

from labs.engines.sim import Broken, Command, Component, EngineError, Query, Refused, Simulation
from labs.engines.sim import command as command_
from tests.engines.sim.bell import Bell, events, ring
from tests.engines.sim.models import pipeline, refused


@pytest.fixture
def sim() -> Simulation:
    sim = Simulation(1)
    Bell(sim)
    return sim


@pytest.fixture
def bell(sim: Simulation) -> Bell:
    found = sim.components["bell"]
    assert isinstance(found, Bell)
    return found


# Time


def test_what_is_due_happens_in_order_of_time_and_then_of_scheduling(sim: Simulation, bell: Bell) -> None:
    for mark, delay_us in (("late", 30), ("first", 20), ("second", 20), ("early", 10)):
        bell.call_later(delay_us, "ring_again", mark)
    sim.run_until(30)
    assert bell.rung == [[10, "early"], [20, "first"], [20, "second"], [30, "late"]]


def test_run_until_includes_its_last_instant_and_stands_there(sim: Simulation, bell: Bell) -> None:
    bell.call_later(100, "ring_again", "now")
    sim.run_until(99)
    assert (sim.now_us, bell.rung) == (99, [])
    sim.run_until(100)
    assert bell.rung == [[100, "now"]]
    sim.run_until(50)
    assert sim.now_us == 100


def test_time_is_a_whole_number(sim: Simulation) -> None:
    with pytest.raises(TypeError):
        sim.run_until(1.5)  # type: ignore[arg-type]


def test_nothing_can_be_scheduled_in_the_past(sim: Simulation) -> None:
    with pytest.raises(Broken, match=r"bell\.go_back"):
        sim.execute(Command("bell.go_back"))


def test_a_slice_ends_only_between_instants(sim: Simulation, bell: Bell) -> None:
    for at_us in (10, 10, 10, 20):
        bell.call_later(at_us, "ring_again", "")
    assert not sim.run_until(100, entries_max=1)
    assert [at_us for at_us, _ in bell.rung] == [10, 10, 10]
    assert sim.run_until(100, entries_max=1)
    assert (sim.now_us, len(bell.rung)) == (100, 4)


def test_a_step_goes_to_the_next_event_and_no_further(sim: Simulation, bell: Bell) -> None:
    bell.call_later(2_500_000, "ring_again", "a")
    bell.call_later(2_500_000, "ring_again", "b")
    bell.call_later(2_500_001, "ring_again", "c")
    assert sim.step()
    assert (sim.now_us, sim.log.count) == (2_500_000, 2)


def test_a_step_gives_up_after_an_hour_without_events(sim: Simulation) -> None:
    assert not sim.step()
    assert 3_590_000_000 < sim.now_us <= 3_600_000_000


# Commands


def test_a_command_comes_after_what_is_due_and_before_what_follows_at_once(sim: Simulation, bell: Bell) -> None:
    sim.run_until(10)
    bell.call_later(0, "ring_again", "due")
    sim.execute(ring("command"))
    bell.call_later(0, "ring_again", "after")
    sim.execute(Command("bell.how_often"))
    assert [mark for _, mark in bell.rung] == ["due", "command", "after"]


def test_what_follows_at_once_has_happened_when_execute_returns(sim: Simulation, bell: Bell) -> None:
    class Echo(Component):
        @command_
        def echo(self) -> None:
            self.call_later(0, "answer")

        def answer(self) -> None:
            self.emit("Echoed")

    Echo(sim, "echo")
    sim.execute(Command("echo.echo"))
    assert [event["event"] for event in events(sim)] == ["Echoed"]


@pytest.mark.parametrize(
    "name",
    [
        "bell", "bell.", ".ring", "", "bell.ring.ring", "drum.ring", "bell._secret", "bell.inside", "bell.how_often",
        "bell.fail", "bell.rung", "bell.sim", "bell.name", "bell.__class__", "bell.__init__", "bell.emit",
        "bell.call_later", "network.request", "network.set_latency", "network.send", "tickets.open",
        "history.sample", 7, None, ["bell.ring"], {"bell": "ring"},
    ],
)  # fmt: skip
def test_nothing_but_commands_can_be_named_as_a_command(sim: Simulation, name: Any) -> None:
    assert sim.execute(Command(name)).error == {"code": "unknown_command", "message": "", "data": {}}


@pytest.mark.parametrize("name", ["bell.ring", "bell._secret", "bell.inside", "bell.rung", "bell", 7])
def test_nothing_but_queries_can_be_asked(sim: Simulation, name: Any) -> None:
    with pytest.raises(Refused) as error:
        sim.query(Query(name))
    assert error.value.code == "unknown_query"


def test_the_caller_is_known_while_a_command_is_applied_and_not_after(sim: Simulation) -> None:
    assert sim.execute(Command("bell.who", by="kim")).result == ["@kim", None]
    assert (sim.caller, sim.address) == ("", None)


def test_arguments_kept_by_a_component_cannot_be_changed_from_outside(sim: Simulation, bell: Bell) -> None:
    args = {"value": {"list": [1]}}
    sim.execute(Command("bell.keep", args))
    args["value"]["list"].append(2)
    assert bell.kept == {"list": [1]}


def test_a_refused_command_counts_but_leaves_no_trace(sim: Simulation) -> None:
    before = sim.digest
    assert refused(sim, Command("bell.ring", {"mark": 5}))["code"] == "bad_arguments"
    assert (sim.commands, sim.digest, sim.log.count) == (1, before, 0)


def test_each_participant_has_a_share_of_its_own(sim: Simulation) -> None:
    assert sim.mine("kim") == {"bell": {"here": True}}
    assert sim.mine("lee") == {}


# Queries


def test_a_query_that_changes_something_is_a_bug(sim: Simulation) -> None:
    with pytest.raises(Broken):
        sim.query(Query("bell.meddle", {"how": "emit"}))


def test_a_query_may_refuse_and_its_bugs_are_called_bugs(sim: Simulation) -> None:
    with pytest.raises(Refused):
        sim.query(Query("bell.meddle", {"how": "refuse"}))
    with pytest.raises(Broken) as broken:
        sim.query(Query("bell.meddle", {"how": "fail"}))
    assert (broken.value.where, broken.value.command) == ("bell.meddle", 0)


def test_a_command_is_answered_unlogged_only_if_it_fits_and_changes_nothing() -> None:
    sim = pipeline(1)
    assert sim.answer_unlogged(Command("server.next_finished", {"wait": False})) == {"seen": None}
    assert sim.answer_unlogged(Command("server.next_finished")) is None
    with pytest.raises(EngineError):
        sim.answer_unlogged(Command("server.next_finished", {"wait": "no"}))
    assert sim.commands == 0


# Limits


def test_a_crowded_agenda_refuses_commands_before_it_breaks(
    sim: Simulation, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.engines.sim.simulation.AGENDA_ENTRIES_FOR_COMMANDS", 4_000)
    monkeypatch.setattr("labs.engines.sim.simulation.AGENDA_ENTRIES_MAX", 6_000)
    assert sim.execute(Command("bell.grow", {"entries": 4_500})).error is None
    assert sim.execute(ring()).error == {"code": "limit", "message": "", "data": {"what": "agenda", "most": 4_000}}
    sim.run_until(1_000_000)
    assert sim.execute(ring()).error is None


def test_an_agenda_beyond_its_limit_is_a_bug(sim: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.simulation.AGENDA_ENTRIES_MAX", 6_000)
    with pytest.raises(Broken):
        sim.execute(Command("bell.grow", {"entries": 8_000}))


def test_there_are_only_so_many_kinds_of_ids(sim: Simulation, bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.uuids.ID_KINDS_MAX", 2)
    bell.make_uuid("a")
    bell.make_uuid("b")
    bell.make_uuid("a")
    with pytest.raises(Refused):
        bell.make_uuid("c")


def test_there_are_only_so_many_components(sim: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.simulation.COMPONENTS_MAX", len(sim.components))
    with pytest.raises(ValueError, match="too many"):
        Bell(sim, "one-more")
