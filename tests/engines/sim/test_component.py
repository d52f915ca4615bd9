"""What a part is and may do: its name, its marks, ids, and the causes of what it says."""

import re
from typing import Any

import pytest

from labs.engines.sim import Command, Component, Data, Query, Simulation
from labs.engines.sim import command as command_
from tests.engines.sim.bell import Bell, events, ring

UUID_FORM = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")


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
    first = bell.make_uuid("message")
    other.make_uuid("message")
    again = Bell(Simulation(1))
    assert (first, bell.make_uuid("message")) == (again.make_uuid("message"), again.make_uuid("message"))
    assert UUID_FORM.fullmatch(first)
    assert first not in (Bell(Simulation(2)).make_uuid("message"), again.make_uuid("order"), other.make_uuid("message"))


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


def test_the_cause_of_one_dispatch_does_not_stick_to_what_comes_after_it(sim: Simulation, bell: Bell) -> None:
    sim.execute(ring("x", delay_us=10))
    sim.run_until(10)
    bell.ring_again("from outside")
    assert [event["cause"] for event in events(sim)] == [-1, 0]


def test_a_listener_acts_because_of_the_event_and_the_rest_because_of_the_old_cause(sim: Simulation) -> None:
    class Echo(Component):
        def __init__(self, sim: Simulation) -> None:
            super().__init__(sim, "echo")
            self.listen("Rang", "on_rang")

        def on_rang(self, data: Data) -> None:
            self.emit("Echoed")

        @command_
        def both(self) -> None:
            self.emit("Rang")
            self.emit("After")

    Echo(sim)
    sim.execute(Command("echo.both"))
    assert [(event["event"], event["cause"]) for event in events(sim)] == [("Rang", -1), ("Echoed", 1), ("After", -1)]
