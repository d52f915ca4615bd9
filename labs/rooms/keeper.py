"""Once a second: what a restart needs goes to the database."""

import logging

from labs.rooms.hosted import Hosted
from labs.rooms.records import Records, goal_reached, save_heads, store_checkpoint

log = logging.getLogger(__name__)
STORE_WORK_S = 1.0  # engine time between two stored checkpoints: what a restart may have to replay


class Keeper:
    """Saves heads, checkpoints and reached goals; a database that is away for a moment costs nothing but this."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def keep(self, rooms: list[Hosted]) -> bool:
        """False if the database was away: what stands in it is then old."""
        rooms = [hosted for hosted in rooms if hosted.changing is None and not hosted.live.facts.reading]
        try:
            await self.save_heads(rooms)
            for hosted in rooms:
                await self._store_checkpoint(hosted)
                await self._note_goals(hosted)
        except Exception:
            log.exception("rooms could not be saved")
            return False
        return True

    async def save_heads(self, rooms: list[Hosted]) -> None:
        """Where the rooms stand, if that is not known yet."""
        moved = [(hosted, stands) for hosted in rooms if (stands := hosted.stands()) != hosted.saved]
        if moved:
            await self._records.run(save_heads, [(hosted.room, stands) for hosted, stands in moved])
        for hosted, stands in moved:
            hosted.saved = stands

    async def _store_checkpoint(self, hosted: Hosted) -> None:
        live, last = hosted.live, hosted.live.run.trail.last
        if last is not None and live.work_s - hosted.stored_work_s >= STORE_WORK_S:
            hosted.stored_work_s = live.work_s
            await self._records.run(store_checkpoint, hosted.room, last, hosted.rules)

    async def _note_goals(self, hosted: Hosted) -> None:
        for goal, status in hosted.live.goals().items():
            if status == "reached" and goal not in hosted.goals:
                hosted.goals.append(goal)
                sim = hosted.live.sim
                await self._records.run(goal_reached, hosted.room, goal, sim.now_us, sim.digest)
