"""A room from the database: where it was, without stopping anybody else meanwhile."""

import asyncio
from time import perf_counter

import pytest

from labs.engines.sim import DEFAULT_START, Command
from labs.rooms import checkpoints
from labs.rooms.models import Room
from labs.rooms.records import Stored
from labs.rooms.recovery import recover
from labs.rooms.run import Logged, Run
from tests.rooms.conftest import Shelf
from tests.rooms.models import Tally, busy, small

ADD = Command("tally.add", {"n": 1}, "kim")


def stored(head_us: int, *at_us: int, rules: str = "rules-1") -> Stored:
    room = Room(code="ABC234", lab="small", seed=1, start=DEFAULT_START, rules=rules, head_us=head_us, playing=True)
    log = [Logged(number, moment, ADD, f"k{number}") for number, moment in enumerate(at_us, 1)]
    return Stored(room, log, [], "rules-1", [], [], {})


async def test_a_room_stands_at_its_head(shelf: Shelf) -> None:
    live = (await recover(stored(5_500_000, 1_000_000), 100.0)).live
    assert live.sim.now_us == 5_500_000
    assert live.clock.target_us(101.0) == 6_500_000


async def test_a_command_after_the_head_carries_it_on(shelf: Shelf) -> None:
    live = (await recover(stored(5_500_000, 1_000_000, 7_000_000), 100.0)).live
    assert (live.sim.now_us, live.sim.commands) == (7_000_000, 2)


async def test_the_newest_checkpoint_saves_the_way_to_it(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    found = stored(60_000_000, 1_000_000, 50_000_000)
    run = Run(small, 1, DEFAULT_START)
    run.log = found.log
    found.checkpoints.append(checkpoints.take(run.seek(40_000_000, 1)))
    seconds: list[int] = []
    second = Tally.second

    def count(self: Tally) -> None:
        seconds.append(self.sim.now_us)
        second(self)

    monkeypatch.setattr(Tally, "second", count)
    live = (await recover(found, 100.0)).live
    assert seconds == [moment * 1_000_000 for moment in range(41, 61)]
    assert live.sim.digest == Run.seek(run, 60_000_000, 2).digest


async def test_a_long_replay_gives_others_their_turn_and_leaves_checkpoints(shelf: Shelf) -> None:
    shelf.put(busy)
    gaps, last_s = [], perf_counter()

    async def others() -> None:
        nonlocal last_s
        while True:
            gaps.append(perf_counter() - last_s)
            last_s = perf_counter()
            await asyncio.sleep(0)

    task = asyncio.get_running_loop().create_task(others())
    live = (await recover(stored(400_000, *range(0, 400_000, 200)), 100.0)).live
    task.cancel()
    assert len(gaps) > 4
    assert live.run.trail.last is not None
    assert live.work_s > 0.05


async def test_other_rules_without_a_known_digest_go_on(shelf: Shelf) -> None:
    recovered = await recover(stored(0, rules="rules-0"), 100.0)
    assert (recovered.other_rules, recovered.elsewhere) == (True, False)
    assert not recovered.live.facts.other_rules
