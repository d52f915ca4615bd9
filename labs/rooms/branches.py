"""The branches of a room in the database: whose log a run has, and where each of them stands."""

import zlib
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from labs.engines.sim import Refused
from labs.rooms.checkpoints import BYTES_MAX, Checkpoint
from labs.rooms.limits import BRANCHES_MAX, RUN_US_MAX
from labs.rooms.models import Branch, LoggedCommand, Room, StoredCheckpoint
from labs.rooms.run import COMMANDS_MAX

Head = tuple[int, int, str]  # at_us, commands, digest


def shown(room: Room) -> list[dict[str, Any]]:
    """What a screen needs to know of them, the root first."""
    return [
        {
            "number": branch.number, "parent": branch.parent, "name": branch.name, "at_ms": branch.at_us // 1000,
            "head_ms": branch.head_us // 1000,
        }
        for branch in Branch.objects.filter(room=room).order_by("number")
    ]  # fmt: skip


def lineage(room: Room, number: int) -> Q:
    """Which rows of a room's log make up a branch: its own, and of each ancestor those before the fork."""
    rows = Q(branch=number)
    for ancestor, _, commands in _ancestors(room, number):
        rows |= Q(branch=ancestor, number__lte=commands)
    return rows


def checkpoints_of(room: Room, number: int, rules: str) -> list[Checkpoint]:
    """As many as a trail would keep, oldest first; at least one, if there is any. Also the ancestors' before a fork."""
    found: list[Checkpoint] = []
    stored = StoredCheckpoint.objects.filter(_states(room, number), room=room, rules=rules)
    for row in stored.order_by("-commands", "-at_us").iterator(chunk_size=1):
        state = zlib.decompress(row.state)
        found.insert(0, Checkpoint(row.at_us, row.commands, row.events, row.digest, state))
        if sum(len(checkpoint.state) for checkpoint in found) > BYTES_MAX:
            break
    return found


def _states(room: Room, number: int) -> Q:
    """Which checkpoints serve a branch: its own, and of each ancestor those before the fork."""
    rows = Q(branch=number)
    for ancestor, at_us, commands in _ancestors(room, number):
        rows |= Q(branch=ancestor, at_us__lte=at_us, commands__lte=commands)
    return rows


def _ancestors(room: Room, number: int) -> Iterator[tuple[int, int, int]]:
    """Each with the cut (at_us, commands) up to which its run is also that branch's, the parent first."""
    known = {branch.number: branch for branch in Branch.objects.filter(room=room)}
    branch, at_us, commands = known.get(number), RUN_US_MAX, COMMANDS_MAX
    while branch is not None and branch.parent is not None:
        at_us, commands = min(at_us, branch.at_us), min(commands, branch.commands)
        yield branch.parent, at_us, commands
        branch = known.get(branch.parent)


def add(room: Room, name: str, fork: Head, left: Head) -> int:
    """A new branch of the one the room is on, which stays at `left`; the room goes on from `fork` on the new one.

    Raises Refused("limit").
    """
    with transaction.atomic():
        if Branch.objects.filter(room=room).count() >= BRANCHES_MAX:
            raise Refused("limit", what="branches", most=BRANCHES_MAX)
        _leave(room, left)
        last: int = Branch.objects.filter(room=room).aggregate(last=Max("number"))["last"]
        at_us, commands, _ = fork
        Branch.objects.create(
            room=room, number=last + 1, parent=room.branch, name=name, at_us=at_us, commands=commands
        )  # fmt: skip
        _go_to(room, last + 1, fork)
    return last + 1


def switch(room: Room, number: int, left: Head) -> None:
    """Raises Refused("unknown_branch")."""
    with transaction.atomic():
        branch = _one(room, number)
        _leave(room, left)
        _go_to(room, number, (branch.head_us, branch.head_commands, branch.head_digest))


def start_anew(room: Room) -> None:
    """A new root beside the first: what was recorded leads elsewhere under today's rules."""
    with transaction.atomic():
        _leave(room, (room.head_us, room.head_commands, room.head_digest))
        last: int = Branch.objects.filter(room=room).aggregate(last=Max("number"))["last"]
        Branch.objects.create(room=room, number=last + 1)
        room.playing, room.other_rules = False, True
        _go_to(room, last + 1, (0, 0, ""))


def rename(room: Room, number: int, name: str) -> None:
    """Raises Refused("unknown_branch")."""
    branch = _one(room, number)
    branch.name = name
    branch.save(update_fields=["name"])


def delete(room: Room, number: int) -> None:
    """Raises Refused: "unknown_branch"; "branch_in_use" for a root, the room's own and one that others leave."""
    with transaction.atomic():
        branch = _one(room, number)
        children = Branch.objects.filter(room=room, parent=number).exists()
        if branch.parent is None or number == room.branch or children:
            raise Refused("branch_in_use", branch=number)
        LoggedCommand.objects.filter(room=room, branch=number).delete()
        StoredCheckpoint.objects.filter(room=room, branch=number).delete()
        branch.delete()


def head_of(room: Room, number: int) -> tuple[int, int]:
    """Where a branch stands that is not the room's: (at_us, commands). Raises Refused("unknown_branch")."""
    branch = _one(room, number)
    return branch.head_us, branch.head_commands


def _one(room: Room, number: int) -> Branch:
    branch = Branch.objects.filter(room=room, number=number).first()
    if branch is None:
        raise Refused("unknown_branch", branch=number)
    return branch


def _leave(room: Room, left: Head) -> None:
    at_us, commands, digest = left
    Branch.objects.update_or_create(
        room=room, number=room.branch, defaults={"head_us": at_us, "head_commands": commands, "head_digest": digest}
    )


def _go_to(room: Room, number: int, head: Head) -> None:
    room.branch = number
    room.head_us, room.head_commands, room.head_digest = head
    room.save()
