"""States kept along a run."""

from collections.abc import Iterator

import pytest

from labs.engines.sim import Simulation
from labs.rooms import checkpoints
from labs.rooms.checkpoints import BYTES_MAX, KEPT_MAX, Checkpoint, Trail
from tests.rooms.models import small


def at(at_us: int, commands: int = 0, size: int = 10) -> Checkpoint:
    return Checkpoint(at_us, commands, commands, "", b"x" * size)


def kept(trail: Trail) -> list[int]:
    """The moments kept, oldest first."""
    found: list[int] = []
    moment = 10**15
    while (checkpoint := trail.before(moment, 10**9)) is not None:
        found.insert(0, checkpoint.at_us)
        moment = checkpoint.at_us - 1
    return found


@pytest.fixture
def stopwatch(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """What the next looks at the wall clock show."""
    times: list[float] = []
    monkeypatch.setattr(checkpoints, "perf_counter", lambda: times.pop(0))
    yield times
    assert times == []


def test_beyond_the_number_every_second_one_goes_and_the_newest_stays() -> None:
    trail = Trail()
    for number in range(KEPT_MAX + 1):
        trail.keep(at(number))
    assert kept(trail) == list(range(0, KEPT_MAX + 1, 2))


def test_beyond_the_size_every_second_one_goes_and_the_newest_stays() -> None:
    trail = Trail()
    for number in range(5):
        trail.keep(at(number, size=BYTES_MAX // 4))
    assert kept(trail) == [0, 2, 4]
    trail.keep(at(5, size=BYTES_MAX // 4))
    assert kept(trail) == [0, 2, 4, 5], "the bytes are counted anew"


def test_one_that_is_too_big_alone_is_kept() -> None:
    trail = Trail()
    trail.keep(at(1, size=20_000_000))
    assert kept(trail) == [1]


def test_the_one_before_a_cut_is_not_after_it_in_time() -> None:
    trail = Trail()
    trail.keep(at(10))
    trail.keep(at(20))
    assert trail.before(9, 0) is None
    assert trail.before(10, 0) == at(10)
    assert trail.before(19, 0) == at(10)
    assert trail.before(20, 0) == at(20)


def test_the_one_before_a_cut_is_not_after_it_in_commands() -> None:
    trail = Trail()
    for commands in range(4):
        trail.keep(at(10, commands))
    assert trail.before(10, 2) == at(10, 2)
    assert trail.before(99, 0) == at(10, 0)


def test_what_was_taken_after_a_command_can_be_forgotten() -> None:
    trail = Trail()
    for commands in range(4):
        trail.keep(at(commands, commands))
    trail.forget_after(1)
    assert kept(trail) == [0, 1]
    assert trail.last == at(1, 1)


def test_one_is_taken_after_enough_engine_time(stopwatch: list[float]) -> None:
    trail, sim = Trail(), Simulation(1)
    small(sim)
    trail.note_work(sim, 0.02)
    assert trail.last is None
    stopwatch += [1.0, 1.001]
    trail.note_work(sim, 0.006)
    last = trail.before(sim.now_us, 0)
    assert last is not None
    assert (last.at_us, last.digest) == (sim.now_us, sim.digest)


def test_a_costly_one_makes_the_next_wait_for_twenty_times_its_cost(stopwatch: list[float]) -> None:
    trail, sim = Trail(), Simulation(1)
    small(sim)
    stopwatch += [1.0, 1.1]
    trail.note_work(sim, 0.03)
    sim.run_until(1_000_000)
    trail.note_work(sim, 1.99)
    assert kept(trail) == [0]
    stopwatch += [2.0, 2.1]
    trail.note_work(sim, 0.02)
    assert kept(trail) == [0, 1_000_000]


def test_a_state_that_cannot_be_kept_costs_the_checkpoint_and_nothing_else() -> None:
    trail, sim = Trail(), Simulation(1)
    small(sim)
    sim.components["tally"].total = {1, 2}  # type: ignore[attr-defined]
    trail.note_work(sim, 1.0)
    assert trail.last is None
