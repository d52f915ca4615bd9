"""Questions about a run, answered from its recording in a thread, while the room goes on."""

import asyncio
from collections.abc import Callable
from math import inf
from typing import Any

from labs.catalog import get_lab
from labs.engines.sim import Query, Refused
from labs.rooms import compare, event_pages, history, why, words
from labs.rooms.branches import checkpoints_of, head_of
from labs.rooms.hosted import Hosted
from labs.rooms.past import Past
from labs.rooms.records import Records, log_of
from labs.rooms.run import Run

Json = dict[str, Any]
ANSWERS_KEPT = 8


class Questions:
    """One room being asked. Raises Refused, and what a part refuses its own question with (EngineError)."""

    def __init__(self, hosted: Hosted, records: Records) -> None:
        self._hosted, self._live, self._records = hosted, hosted.live, records

    async def ask(self, name: str, args: Json) -> Json:
        """At a pause everybody asks the same: it is answered once."""
        async with self._hosted.asking:
            head, shown, answers = self._live.sim, self._live.shown, self._hosted.answers
            cut = (self._live.facts.branch, head.now_us, head.commands, shown.now_us, shown.commands)
            key = (name, repr(sorted(args.items())), *cut)
            if key not in answers:
                answers[key] = await self._find(name, dict(args))
                if len(answers) > ANSWERS_KEPT:
                    answers.popitem(last=False)
            return answers[key]

    async def _find(self, name: str, args: Json) -> Json:
        match name:
            case "room.history":
                branch = args.pop("branch", self._live.facts.branch)
                return {"branch": branch, **await _answer(history.history, await self._past(branch))}
            case "room.log":
                return await _answer(event_pages.page, await self._past(args.pop("branch", None)), **args)
            case "room.why":
                args.setdefault("at_us", self._live.shown.now_us)
                return await _answer(why.why, await self._past(None), **args)
            case "room.words":
                return await _answer(words.words, self._past_shown())
            case "room.compare":
                return await self._compare(args["a"], args["b"])
            case "room.query":
                return self._query(**args)
        raise Refused("unknown_command")

    def _query(self, query: str, args: Json) -> Json:
        return {"answer": self._live.query_shown(Query(query, args))}

    async def _past(self, branch: int | None) -> Past:
        """Of the whole run: the branch that is the room's, or another one."""
        if branch is None or branch == self._live.facts.branch:
            head = self._live.sim
            return Past(self._live.run.fork(head.now_us, head.commands), head.now_us)
        return await self._records.run(_stored_past, self._hosted, branch)

    def _past_shown(self) -> Past:
        shown = self._live.shown
        return Past(self._live.run.fork(shown.now_us, shown.commands), shown.now_us)

    async def _compare(self, a: int, b: int) -> Json:
        known = {branch["number"]: branch for branch in self._live.facts.branches}
        for number in (a, b):
            if number not in known:
                raise Refused("unknown_branch", branch=number)
        fork_us = 1000 * _fork_ms(known, a, b, self._live.facts.branch)
        return await _answer(compare.compare, await self._past(a), b=await self._past(b), fork_us=fork_us)


async def _answer(work: Callable[..., Json], past: Past, **args: Any) -> Json:
    return await asyncio.to_thread(work, past, **args)


def _stored_past(hosted: Hosted, branch: int) -> Past:
    """A branch that is not the room's: from the database. Raises Refused("unknown_branch")."""
    room = hosted.room
    head_us, commands = head_of(room, branch)
    run = Run(get_lab(room.lab).build, room.seed, room.start)
    run.log = log_of(room, branch)[:commands]
    for checkpoint in checkpoints_of(room, branch, hosted.rules):
        if checkpoint.at_us <= head_us and checkpoint.commands <= commands:
            run.trail.keep(checkpoint)
    return Past(run, head_us)


def _fork_ms(known: dict[int, Json], a: int, b: int, head: int) -> int:
    """Up to here two branches are the same run."""
    ancestry = {number: _lineage(known, number, head) for number in (a, b)}
    common = [number for number in ancestry[a] if number in ancestry[b]]
    left_ms = [ancestry[number][common[0]] for number in (a, b)] if common else [0.0]
    return 0 if min(left_ms) == inf else int(min(left_ms))  # a branch beside itself differs nowhere


def _lineage(known: dict[int, Json], number: int, head: int) -> dict[int, float]:
    """Branch -> until when a branch is the same as it, itself first."""
    until: dict[int, float] = {}
    until_ms = inf if number == head else float(known[number]["head_ms"])
    at: int | None = number
    while at is not None and at in known:
        until[at] = until_ms
        until_ms = min(until_ms, known[at]["at_ms"])
        at = known[at]["parent"]
    return until
