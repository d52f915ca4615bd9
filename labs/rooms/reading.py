"""Shared runs being read: every reader has a simulation of their own, which is in no database."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from labs.catalog import get_lab
from labs.engines.sim import Broken, Refused
from labs.rooms.clock import Clock
from labs.rooms.exports import RunDocument
from labs.rooms.hosted import Hosted
from labs.rooms.live import LiveRoom
from labs.rooms.models import Room
from labs.rooms.records import Records, UnknownRoom
from labs.rooms.replay import Replay
from labs.rooms.run import Run
from labs.rooms.screens import Facts
from labs.rooms.sharing import UnknownRun, document_of

AWAKE_AFTER_LAST_S = 30.0  # nothing is lost when it goes: the next call does the run again
RUNS_KEPT = 20  # done once, for the readers to come


class Readings:
    """Makes readings; the code of one is `<run>/<reader's token>`."""

    def __init__(self, records: Records, rules: Callable[[str], str]) -> None:
        self._records, self._rules = records, rules
        self._runs: OrderedDict[str, asyncio.Task[tuple[RunDocument, Run]]] = OrderedDict()

    async def open(self, code: str) -> Hosted:
        """Raises UnknownRoom; Refused("room_broken") if the run cannot be done again under today's rules."""
        try:
            document, run = await self._run(code.partition("/")[0])
            run = run.fork(document.head_us, len(document.log))
            head = await Replay(run).to(document.head_us, len(run.log))
        except Broken as error:
            raise Refused("room_broken") from error
        elsewhere = bool(document.digest) and head.digest != document.digest
        facts = Facts(lab=document.lab, code=code, other_rules=elsewhere, reading=True)
        live = LiveRoom(run, head, Clock(head.now_us, monotonic(), playing=False), facts)
        if document.at_us < document.head_us:
            live.look_back(await Replay(run).to(document.at_us, run.commands_until(document.at_us)), monotonic())
        row = Room(code=code, lab=document.lab, seed=document.seed, start=document.start)  # never saved
        return Hosted(row, live, self._rules(document.lab), monotonic(), awake_after_s=AWAKE_AFTER_LAST_S)

    async def _run(self, run_id: str) -> tuple[RunDocument, Run]:
        """The run with checkpoints along its way, done once however many open the link at the same time."""
        task = self._runs.get(run_id)
        if task is None:
            task = self._runs[run_id] = asyncio.get_running_loop().create_task(self._do(run_id))
            if len(self._runs) > RUNS_KEPT:
                self._runs.popitem(last=False)
        self._runs.move_to_end(run_id)
        try:
            return await asyncio.shield(task)
        except Exception:
            if self._runs.get(run_id) is task:
                del self._runs[run_id]
            raise

    async def _do(self, run_id: str) -> tuple[RunDocument, Run]:
        try:
            document = await self._records.run(document_of, run_id)
        except UnknownRun:
            raise UnknownRoom(run_id) from None
        run = Run(get_lab(document.lab).build, document.seed, document.start)
        run.log = document.log
        await Replay(run, leave_checkpoints=True).to(document.head_us, len(run.log))
        return document, run
