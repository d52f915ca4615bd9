"""What happens when a component has a bug: the run stops, and the command that led there is named."""

import pytest

from labs.engines.sim import Broken, Command, Simulation
from labs.engines.sim.event_log import EVENTS_KEPT
from tests.engines.sim.bell import Bell, ring
from tests.engines.sim.models import copied, pipeline


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
    for wrong in ({1, 2}, float("nan"), object(), b"bytes", (1, 2)):
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
