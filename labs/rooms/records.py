"""All that rooms read from and write to the database, as plain functions for a thread of their own."""

import asyncio
import json
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models.functions import Length

from labs.catalog import UnknownLab
from labs.engines.sim import Command
from labs.rooms import branches
from labs.rooms.checkpoints import BYTES_MAX, Checkpoint
from labs.rooms.models import Branch, GoalReached, LoggedCommand, Member, Room, StoredCheckpoint, Visitor
from labs.rooms.run import Logged
from labs.rooms.visitors import token_hash
from labs.rooms.wire_keys import keys_of

P = ParamSpec("P")
Result = TypeVar("Result")

COLUMNS = ("room_id", "branch", "number", "at_us", "name", "args", "by", "key", "broken")  # of LoggedCommand
HEAD = ("head_us", "head_commands", "head_digest", "playing", "rate", "wire_open")  # of Room
LOGGED = COLUMNS[2:]
CHECKPOINTS_STORED_MAX = 64  # of one room, and no more than BYTES_MAX together; then every second one goes


class UnknownRoom(LookupError):
    """There is no room of that code."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A room as the database has it."""

    room: Room
    log: list[Logged]
    checkpoints: list[Checkpoint]  # taken under today's rules, oldest first
    rules: str  # today's
    keys: list[tuple[str, str]]  # (member, key) of the commands in all branches
    branches: list[dict[str, Any]]  # as `branches.shown` has them
    wire_keys: dict[str, str]  # key id -> name


class Records:
    """One thread with one connection: commands of all rooms are written in the order they were stamped."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="records")

    async def run(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: _try(work, *args, **kwargs))

    def close(self) -> None:
        self._thread.submit(lambda: connection.close()).result()  # the thread's own, not this one's
        self._thread.shutdown()


def _try(work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
    """After an error, a connection that no longer works is closed: the next call opens another."""
    try:
        return work(*args, **kwargs)
    except DatabaseError:
        close_old_connections()
        raise


def load(code: str, rules_now: Callable[[str], str]) -> Stored:
    """Raises UnknownRoom, also for a room of a lab that is no longer there."""
    close_old_connections()
    room = Room.objects.filter(code=code).first()
    if room is None:
        raise UnknownRoom(code)
    try:
        rules = rules_now(room.lab)
    except UnknownLab:
        raise UnknownRoom(code) from None
    keyed = LoggedCommand.objects.filter(room=room, key__isnull=False).values_list("by", "key")
    keys = [(by, key or "") for by, key in keyed]
    checkpoints = branches.checkpoints_of(room, room.branch, rules)
    return Stored(room, log_of(room, room.branch), checkpoints, rules, keys, branches.shown(room), keys_of(room))


def log_of(room: Room, branch: int) -> list[Logged]:
    rows = LoggedCommand.objects.filter(branches.lineage(room, branch), room=room).order_by("number")
    return [_logged(*row) for row in rows.values_list(*LOGGED)]


def _logged(number: int, at_us: int, name: str, args: str, by: str, key: str | None, broken: bool) -> Logged:
    return Logged(number, at_us, Command(name, json.loads(args), by), key, broken)


def write_commands(batch: list[tuple[Room, Logged]]) -> None:
    """Commit them all in one transaction: from here on they are part of the run.

    Plain SQL, because every wire call passes here and `bulk_create` was the largest part of its cost.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in COLUMNS)
    table, places = quote(LoggedCommand._meta.db_table), ", ".join(["%s"] * len(COLUMNS))
    insert = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608  names are our own, values are not in it
    rows = [_row(room, logged) for room, logged in batch]
    with nullcontext() if len(rows) == 1 else transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(insert, rows)  # one row alone is a transaction of its own


def _row(room: Room, logged: Logged) -> tuple[Any, ...]:
    """In the order of COLUMNS."""
    asked = logged.command
    place = (room.pk, room.branch, logged.number, logged.at_us)
    return (*place, asked.name, json.dumps(asked.args), asked.by, logged.key, logged.broken)


def skip_commands(room: Room, numbers: list[int]) -> None:
    """From now on replay skips these; what was kept after the first of them is no longer true."""
    with transaction.atomic():
        LoggedCommand.objects.filter(room=room, branch=room.branch, number__in=numbers).update(broken=True)
        after = min(numbers) - 1
        StoredCheckpoint.objects.filter(room=room, branch=room.branch, commands__gt=after).delete()


def save_heads(heads: list[tuple[Room, tuple[Any, ...]]]) -> None:
    """Once a second for every room that runs, values in the order of HEAD: plain SQL like `write_commands`."""
    quote = connection.ops.quote_name
    changes = ", ".join(f"{quote(column)} = %s" for column in HEAD)
    update = f"UPDATE {quote(Room._meta.db_table)} SET {changes} WHERE id = %s"  # noqa: S608  names are our own
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(update, [(*head, room.pk) for room, head in heads])


def store_checkpoint(room: Room, checkpoint: Checkpoint, rules: str) -> None:
    """Add one, and thin the older ones where there are too many."""
    kept = StoredCheckpoint.objects.filter(room=room, branch=room.branch)
    kept.create(
        room=room, branch=room.branch, at_us=checkpoint.at_us, commands=checkpoint.commands, events=checkpoint.events,
        rules=rules, digest=checkpoint.digest, state=zlib.compress(checkpoint.state, 1),
    )  # fmt: skip
    sizes = list(kept.order_by("-id").values_list("id", Length("state")))
    if len(sizes) > CHECKPOINTS_STORED_MAX or sum(size for _, size in sizes) > BYTES_MAX:
        kept.filter(id__in=[row_id for row_id, _ in sizes[1::2]]).delete()


def create_room(room: Room, token: str = "") -> Room:
    """Save a new room; with a token, its visitor is the owner."""
    with transaction.atomic():
        room.save()
        Branch.objects.create(room=room, number=0)
        if token:
            make_owner(room, token)
    return room


def make_owner(room: Room, token: str) -> None:
    visitor, _ = Visitor.objects.get_or_create(token_hash=token_hash(token))
    Member.objects.update_or_create(room=room, visitor=visitor, defaults={"role": Member.OWNER})


def is_owner(code: str, token: str) -> bool:
    if not token:
        return False
    return Member.objects.filter(room__code=code, visitor__token_hash=token_hash(token), role=Member.OWNER).exists()


def goal_reached(room: Room, goal: str, at_us: int, digest: str) -> None:
    """Once reached is reached for good, for everybody who steers the room; what is only played earns nothing."""
    if not room.earns:
        return
    for member in Member.objects.filter(room=room, role=Member.OWNER).select_related("visitor"):
        GoalReached.objects.get_or_create(
            visitor=member.visitor, lab=room.lab, goal=goal,
            defaults={"room": room, "branch": room.branch, "at_us": at_us, "digest": digest},
        )  # fmt: skip
