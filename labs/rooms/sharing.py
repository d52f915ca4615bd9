"""Shared runs: a run as it was at one moment, for whoever has its link."""

import re
from secrets import token_urlsafe

import orjson
from django.db import transaction

from labs.catalog import UnknownLab, get_lab
from labs.engines.sim import Refused
from labs.rooms.exports import BadDocument, RunDocument, read_commands, write_bytes, write_commands
from labs.rooms.limits import EXPORT_BYTES_MAX, SHARES_MAX
from labs.rooms.models import Room, SharedRun

ID_BYTES = 16  # random; 22 characters


class UnknownRun(LookupError):
    """There is no shared run of that id."""


def share(room: Room, run: RunDocument) -> SharedRun:
    """Keep the run; the same moment of the same run is kept once. Raises Refused("limit")."""
    try:
        write_bytes(run)
    except BadDocument:
        raise Refused("limit", what="export_bytes", most=EXPORT_BYTES_MAX) from None
    kept = {
        "lab": run.lab, "seed": run.seed, "start": run.start, "rules": run.rules, "at_us": run.at_us,
        "head_us": run.head_us, "digest": run.digest, "commands": _commands(run, room.code),
    }  # fmt: skip
    with transaction.atomic():
        room = Room.objects.select_for_update().get(pk=room.pk)  # so that two at once count each other
        same = SharedRun.objects.filter(room=room, **kept).first()
        if same is not None:
            return same
        if SharedRun.objects.filter(room=room).count() >= SHARES_MAX:
            raise Refused("limit", what="shares", most=SHARES_MAX)
        return SharedRun.objects.create(id=token_urlsafe(ID_BYTES), room=room, **kept)


def _commands(run: RunDocument, code: str) -> str:
    """As JSON, without the way into the room: wire clients name their queues by its address."""
    return re.sub(f"/rooms/{code}/", "/rooms/-/", orjson.dumps(write_commands(run.log)).decode(), flags=re.IGNORECASE)


def run_document(shared: SharedRun) -> RunDocument:
    return RunDocument(
        lab=shared.lab, seed=shared.seed, start=shared.start, rules=shared.rules,
        log=read_commands(orjson.loads(shared.commands), shared.head_us),
        head_us=shared.head_us, at_us=shared.at_us, digest=shared.digest,
    )  # fmt: skip


def shared_run(run_id: str) -> SharedRun:
    """Raises UnknownRun, also for a run of a lab that is no longer there."""
    shared = SharedRun.objects.filter(pk=run_id).first() if run_id.isascii() and run_id.isprintable() else None
    if shared is None:
        raise UnknownRun(run_id)
    try:
        get_lab(shared.lab)
    except UnknownLab:
        raise UnknownRun(run_id) from None
    return shared


def document_of(run_id: str) -> RunDocument:
    """Raises UnknownRun."""
    return run_document(shared_run(run_id))
