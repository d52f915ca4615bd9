"""What the room's own buttons do, one method for each: time, its past, and its branches."""

import asyncio
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

from django.db import DatabaseError

from labs.engines.sim import Fact, Refused, Reply, Simulation
from labs.rooms import branches
from labs.rooms.hosted import Hosted
from labs.rooms.limits import BRANCH_NAME_LENGTH_MAX
from labs.rooms.past import Past
from labs.rooms.records import Records, load
from labs.rooms.recovery import recover
from labs.rooms.replay import Replay
from labs.rooms.writer import NotWritten

Json = dict[str, Any]


class Steering:
    """One room at one moment of being steered. Raises Refused and NotWritten; `rules`: lab -> its hash today."""

    def __init__(self, hosted: Hosted, records: Records, rules: Callable[[str], str]) -> None:
        self._hosted, self._live = hosted, hosted.live
        self._records, self._rules = records, rules

    # Time

    async def play(self) -> None:
        """A shared run that has come to its end begins again."""
        if self._live.facts.reading and not self._live.playhead:
            await self.seek(0)
        self._live.play(monotonic())

    async def pause(self) -> None:
        self._live.pause(monotonic())

    async def set_rate(self, rate: float) -> None:
        self._live.set_rate(float(rate), monotonic())

    async def step(self, count: int = 1) -> None:
        """Forward to the next visible event: of the recording where the playhead is in the past, else of the run."""
        _check_count(count)
        if not self._live.playhead:
            for _ in range(count):
                self._live.step(monotonic())
            return
        moments = await self._in_thread(lambda past: _later(past, self._live.shown.now_us, count))
        await (self.seek(moments[-1]) if moments else self.to_head())

    async def step_back(self, count: int = 1) -> None:
        _check_count(count)
        moments = await self._in_thread(lambda past: _earlier(past, self._live.shown.now_us, count))
        await self.seek(moments[-1] if len(moments) == count else 0)

    # The past

    async def seek(self, at_us: int) -> None:
        """The newest seek wins; at or after the head, it is the head that is shown."""
        live, hosted = self._live, self._hosted
        live.stand(monotonic())
        hosted.seeks += 1
        this = hosted.seeks
        at_us = max(0, at_us)
        if at_us >= live.sim.now_us:
            await self.to_head()
            return
        run = live.run
        sim = await Replay(run).to(at_us, run.commands_until(at_us))
        if hosted.seeks == this and live.run is run and not hosted.changing:  # it may be another branch by now
            live.look_back(sim, monotonic())

    async def to_head(self) -> None:
        self._live.look_ahead(monotonic())

    async def _in_thread(self, find: Callable[[Past], list[int]]) -> list[int]:
        live = self._live
        live.stand(monotonic())
        past = Past(live.run.fork(live.sim.now_us, live.sim.commands), live.sim.now_us)
        return await asyncio.to_thread(find, past)

    # Branches

    async def branch(self, name: str = "") -> Json:
        """Continue from here: what is shown becomes the head of a new branch; the one left stays as it is."""
        name = _check_name(name)
        async with self._hosted.still():
            live = self._live
            playing = live.shown_clock.playing
            live.pause(monotonic())  # a recording that plays on would leave the fork behind
            sim = live.playhead.sim if live.playhead else await self._copy_of_head()
            fork = (sim.now_us, sim.commands, sim.digest)
            number = await self._write(branches.add, name, fork, self._left())
            live.branch_off(live.run.fork(sim.now_us, sim.commands), sim, monotonic())
            await self._settle()
            if playing:
                live.play(monotonic())
        return {"branch": number}

    async def _copy_of_head(self) -> Simulation:
        head = self._live.sim
        return await Replay(self._live.run).to(head.now_us, head.commands)

    async def switch(self, branch: int) -> None:
        if branch == self._live.facts.branch:
            await self.to_head()
            return
        async with self._hosted.still():
            live = self._live
            live.stand(monotonic())
            await self._write(branches.switch, branch, self._left())
            room = self._hosted.room
            recovered = await recover(await self._records.run(load, room.code, self._rules), monotonic())
            other = recovered.live
            if room.head_digest and other.sim.digest != room.head_digest:
                room.other_rules = live.facts.other_rules = True
            live.branch_off(other.run, other.sim, monotonic())
            await self._settle()

    async def rename_branch(self, branch: int, name: str) -> None:
        await self._write(branches.rename, branch, _check_name(name))
        await self._settle_names()

    async def delete_branch(self, branch: int) -> None:
        await self._write(branches.delete, branch)
        await self._settle_names()

    def _left(self) -> branches.Head:
        head = self._live.sim
        return head.now_us, head.commands, head.digest

    async def _write(self, work: Callable[..., Any], *args: Any) -> Any:
        try:
            return await self._records.run(work, self._hosted.room, *args)
        except DatabaseError as error:
            raise NotWritten from error

    async def _settle(self) -> None:
        """Who waited for an answer in the branch that was left has none; keys from there are used up."""
        hosted, live = self._hosted, self._live
        live.facts.branch = hosted.room.branch
        hosted.replies.clear()
        for number in list(hosted.late):
            future = hosted.late.pop(number)
            if not future.done():
                future.set_result(Reply())
        hosted.forget_numbers()
        await self._settle_names()

    async def _settle_names(self) -> None:
        self._live.facts.branches = await self._write(branches.shown)
        self._hosted.answers.clear()


def _check_count(count: int) -> None:
    if not 1 <= count <= 100:
        raise Refused("bad_arguments", argument="count", least=1, most=100)


def _check_name(name: str) -> str:
    name = name.strip()
    if len(name) > BRANCH_NAME_LENGTH_MAX or (name and not name.isprintable()):
        raise Refused("bad_arguments", argument="name", most=BRANCH_NAME_LENGTH_MAX)
    return name


def _earlier(past: Past, at_us: int, count: int) -> list[int]:
    return _moments(past.newest_first(at_us), count)


def _later(past: Past, at_us: int, count: int) -> list[int]:
    return _moments(past.oldest_first(at_us + 1), count)


def _moments(facts: Iterator[Fact], count: int) -> list[int]:
    """The first so many different moments of a row of facts."""
    found: list[int] = []
    for fact in facts:
        if found and fact["at_us"] == found[-1]:
            continue
        if len(found) == count:
            break
        found.append(fact["at_us"])
    return found
