"""Opens a new room: of a lab, or of a recorded run."""

import json
from secrets import randbelow

from django.db import IntegrityError, transaction
from django.utils import timezone

from labs import catalog
from labs.rooms.codes import new_code
from labs.rooms.exports import RunDocument, member_key
from labs.rooms.models import LoggedCommand, Room
from labs.rooms.records import create_room
from labs.rooms.run import Logged

SEED_MAX = 1_000_000
TRIES = 5
ROWS_A_BATCH = 500


def open_room(
    lab: str,
    *,
    token: str = "",
    seed: int | None = None,
    playing: bool = True,
    wire_open: bool = False,
    earns: bool = True,
    at_us: int = 0,
) -> Room:
    """A new room, saved, standing at `at_us`; the visitor with `token` owns it. Raises catalog.UnknownLab."""
    catalog.get_lab(lab)
    room = Room(
        lab=lab, seed=randbelow(SEED_MAX) if seed is None else seed,
        start=timezone.now().replace(microsecond=0).isoformat(), rules=catalog.rules(lab),
        playing=playing, wire_open=wire_open, earns=earns, head_us=at_us,
    )  # fmt: skip
    return _save(room, token)


def open_recorded(run: RunDocument, token: str) -> Room:
    """A room of one's own with the same commands, standing where the run's head stood. Raises catalog.UnknownLab."""
    catalog.get_lab(run.lab)
    room = Room(
        lab=run.lab, seed=run.seed, start=run.start, rules=run.rules, playing=False,
        head_us=run.head_us, head_commands=len(run.log), head_digest=run.digest,
    )  # fmt: skip
    with transaction.atomic():
        _save(room, token)
        LoggedCommand.objects.bulk_create((_row(room, logged) for logged in run.log), batch_size=ROWS_A_BATCH)
    return room


def _save(room: Room, token: str) -> Room:
    """Under a code that is free."""
    for _ in range(TRIES):
        room.code = new_code()
        try:
            return create_room(room, token)
        except IntegrityError:
            continue
    raise RuntimeError("no free room code found")


def _row(room: Room, logged: Logged) -> LoggedCommand:
    asked = logged.command
    return LoggedCommand(
        room=room, number=logged.number, at_us=logged.at_us, name=asked.name, args=json.dumps(asked.args),
        by=asked.by, key=None if logged.key is None else member_key(logged.number), broken=logged.broken,
    )  # fmt: skip
