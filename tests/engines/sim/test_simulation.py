"""Clock, agenda, commands, causes, and what happens when a component has a bug."""

import json
from typing import Any

import pytest

from labs.engines.sim import Broken, Command, Component, EngineError, Event, Query, Refused, Simulation, endpoint, query
from labs.engines.sim import command as command_
from labs.engines.sim.event_log import EVENTS_KEPT
from tests.engines.sim.models import copied, pipeline, refused


class Bell(Component):
    """Rings when told to, and can fail in every way there is."""

    def __init__(self, sim: Simulation, name: str = "bell") -> None:
        super().__init__(sim, name)
        self.rung: list[Any] = []
        self.kept: dict[str, Any] = {}
        self.listen("Cracked", "on_cracked")

    @command_
    def ring(self, mark: str = "", delay_us: int = 0) -> dict[str, int]:
        self.rung.append([self.sim.now_us, mark])
        if delay_us:
            self.call_later(delay_us, "ring_again", mark)
        return {"rung": len(self.rung)}

    def ring_again(self, mark: str) -> None:
        self.emit("Rang", mark=mark)
        self.rung.append([self.sim.now_us, mark])

    @command_
    def chain(self, steps: int, then: str) -> None:
        """A long row of events, each scheduled by the one before, and at its end a failure."""
        self.link(steps, then)

    def link(self, steps: int, then: str) -> None:
        self.emit("Linked", steps=steps)
        if steps:
            self.call_later(10, "link", steps - 1, then)
        else:
            getattr(self, then)()

    def fail(self) -> None:
        raise ZeroDivisionError

    def refuse(self) -> None:
        raise Refused("not_now")

    @command_
    def crack(self) -> None:
        self.emit("Cracked")

    def on_cracked(self, event: Event) -> None:
        raise Refused("cracked")

    @command_
    def turn_around(self) -> None:
        self.call_later(0, "turn_around")

    @command_
    def go_back(self) -> None:
        self.call_later(-1, "ring")

    @command_
    def keep(self, value: dict[str, Any]) -> None:
        self.kept = value

    @command_
    def grow(self, entries: int) -> None:
        for _ in range(entries):
            self.call_later(1_000_000, "ring")

    @command_
    def who(self) -> list[Any]:
        return [self.sim.caller, self.sim.trace]

    @query
    def how_often(self) -> int:
        return len(self.rung)

    @query
    def meddle(self, how: str) -> Any:
        return {"emit": lambda: self.emit("Meddled"), "fail": self.fail, "refuse": self.refuse}[how]()

    @endpoint
    def inside(self) -> None:
        """Not for outside."""

    @command_
    def _secret(self) -> None:
        """Not for anybody."""

    def mine(self, caller: str) -> dict[str, Any] | None:
        return {"here": True} if caller == "@kim" else None


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


def ring(mark: str = "", delay_us: int = 0) -> Command:
    return Command("bell.ring", {"mark": mark, "delay_us": delay_us})


def events(sim: Simulation) -> list[Event]:
    return [json.loads(line) for line in sim.log.lines]


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
        "bell.call_later", "network.request", "network.set_latency", "network.open_call", "tickets.open",
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


# Causes


def test_an_event_names_the_command_or_event_it_follows_from(sim: Simulation) -> None:
    sim.execute(ring())
    sim.execute(ring("x", delay_us=10))
    sim.execute(Command("bell.chain", {"steps": 2, "then": "ring"}))
    sim.run_until(1_000)
    assert [(event["event"], event["cause"]) for event in events(sim)] == [
        ("Linked", -3), ("Rang", -2), ("Linked", 1), ("Linked", 3),
    ]  # fmt: skip


def test_what_the_scenario_itself_schedules_has_the_cause_0(sim: Simulation, bell: Bell) -> None:
    bell.call_later(5, "ring_again", "")
    sim.run_until(5)
    assert events(sim)[0]["cause"] == 0


def test_a_listener_acts_because_of_the_event_and_the_rest_because_of_the_old_cause(sim: Simulation) -> None:
    class Echo(Component):
        def __init__(self, sim: Simulation) -> None:
            super().__init__(sim, "echo")
            self.listen("Rang", "on_rang")

        def on_rang(self, event: Event) -> None:
            self.emit("Echoed")

        @command_
        def both(self) -> None:
            self.emit("Rang")
            self.emit("After")

    Echo(sim)
    sim.execute(Command("echo.both"))
    assert [(event["event"], event["cause"]) for event in events(sim)] == [("Rang", -1), ("Echoed", 1), ("After", -1)]


# Bugs


def test_a_bug_names_its_command_however_long_the_chain_of_causes(sim: Simulation, bell: Bell) -> None:
    sim.execute(ring())
    sim.execute(Command("bell.chain", {"steps": EVENTS_KEPT + 5, "then": "fail"}))
    sim.run_until(100_000)
    sim.execute(ring())
    with pytest.raises(Broken) as broken:
        sim.run_until(1_000_000)
    assert (broken.value.where, broken.value.command) == ("bell.link", 2)


def test_a_bug_names_its_command_over_the_network_and_after_a_restart() -> None:
    sim = pipeline(1)
    sim.execute(Command("caller.set_pace", {"mean_us": 50_000}))
    sim.execute(Command("caller.crash", {"after_us": 2_000_000}))
    for at_us in range(100_000, 1_000_000, 100_000):
        sim.run_until(at_us)
        sim.execute(Command("caller.start"))
        sim = copied(sim)
    with pytest.raises(Broken) as broken:
        sim.run_until(10_000_000)
    assert broken.value.command == 2


def test_a_bug_in_the_scenario_blames_no_command(sim: Simulation, bell: Bell) -> None:
    bell.call_later(10, "fail")
    sim.execute(ring())
    with pytest.raises(Broken) as broken:
        sim.run_until(10)
    assert broken.value.command == 0


def test_a_bug_that_was_due_anyway_is_not_blamed_on_the_command_that_comes_then(sim: Simulation, bell: Bell) -> None:
    bell.call_later(0, "fail")
    with pytest.raises(Broken) as broken:
        sim.execute(ring())
    assert (broken.value.where, broken.value.command) == ("bell.fail", 0)


def test_a_refusal_nobody_asked_for_is_a_bug(sim: Simulation) -> None:
    sim.execute(Command("bell.chain", {"steps": 1, "then": "refuse"}))
    with pytest.raises(Broken) as late:
        sim.run_until(100)
    assert late.value.command == 1


def test_a_listener_that_refuses_is_a_bug_and_not_the_commands_answer(sim: Simulation) -> None:
    with pytest.raises(Broken) as broken:
        sim.execute(Command("bell.crack"))
    assert (broken.value.where, broken.value.command) == ("bell.crack", 1)


def test_an_event_that_is_not_json_is_a_bug(sim: Simulation, bell: Bell) -> None:
    for wrong in ({1, 2}, float("nan"), object(), b"bytes"):
        with pytest.raises((TypeError, ValueError)):
            bell.emit("Wrong", value=wrong)


def test_an_endless_loop_at_one_instant_stops_the_room_and_not_the_process(
    sim: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.engines.sim.simulation.INSTANT_ENTRIES_MAX", 20_000)
    with pytest.raises(Broken) as broken:
        sim.execute(Command("bell.turn_around"))
    assert isinstance(broken.value.__cause__, OverflowError)


def test_many_commands_at_one_instant_of_a_paused_room_are_no_endless_loop(
    sim: Simulation, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.engines.sim.simulation.INSTANT_ENTRIES_MAX", 3_000)
    for _ in range(10_000):
        assert sim.execute(ring(delay_us=1_000)).error is None
    sim.run_until(1_000)
    assert sim.log.count == 10_000


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
    monkeypatch.setattr("labs.engines.sim.simulation.ID_KINDS_MAX", 2)
    bell.make_id("a")
    bell.make_id("b")
    bell.make_id("a")
    with pytest.raises(Refused):
        bell.make_id("c")


def test_there_are_only_so_many_components(sim: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.engines.sim.simulation.COMPONENTS_MAX", len(sim.components))
    with pytest.raises(ValueError, match="too many"):
        Bell(sim, "one-more")


# Building


@pytest.mark.parametrize("name", ["", "a.b", "a>b", "@kim", "loss a", "bell", "network", "a\n", "x" * 81])
def test_a_name_that_is_taken_or_means_something_else_is_not_given(sim: Simulation, name: Any) -> None:
    with pytest.raises(ValueError, match="no name"):
        Bell(sim, name)


def test_parts_and_listeners_are_fixed_once_a_run_has_begun(sim: Simulation, bell: Bell) -> None:
    sim.run_until(1)
    with pytest.raises(ValueError, match="built"):
        Bell(sim, "late")
    with pytest.raises(ValueError, match="built"):
        bell.listen("Rang", "ring")


def test_ids_depend_on_seed_component_kind_and_count_only(sim: Simulation, bell: Bell) -> None:
    other = Bell(sim, "other")
    first = bell.make_id("message")
    other.make_id("message")
    again = Bell(Simulation(1))
    assert (first, bell.make_id("message")) == (again.make_id("message"), again.make_id("message"))
    assert len(first) == 32
    assert first not in (Bell(Simulation(2)).make_id("message"), again.make_id("order"), other.make_id("message"))


def test_only_parts_that_were_dispatched_to_are_marked(sim: Simulation, bell: Bell) -> None:
    Bell(sim, "silent")
    sim.touched.clear()
    sim.execute(ring(delay_us=10))
    assert list(sim.touched) == ["bell"]
    sim.touched.clear()
    sim.query(Query("bell.how_often"))
    sim.run_until(9)
    assert not sim.touched
    sim.run_until(10)
    assert list(sim.touched) == ["bell"]
