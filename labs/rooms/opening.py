"""Opens a new room of a lab."""

from secrets import randbelow

from django.db import IntegrityError
from django.utils import timezone

from labs import catalog
from labs.rooms.codes import new_code
from labs.rooms.models import Room
from labs.rooms.records import create_room

SEED_MAX = 1_000_000
TRIES = 5


def open_room(
    lab: str, *, token: str = "", seed: int | None = None, playing: bool = True, wire_open: bool = False
) -> Room:
    """A new room, saved; the visitor with `token` owns it. Raises catalog.UnknownLab."""
    catalog.get_lab(lab)
    for _ in range(TRIES):
        room = Room(
            code=new_code(), lab=lab, seed=randbelow(SEED_MAX) if seed is None else seed,
            start=timezone.now().replace(microsecond=0).isoformat(), rules=catalog.rules(lab),
            playing=playing, wire_open=wire_open,
        )  # fmt: skip
        try:
            return create_room(room, token)
        except IntegrityError:
            continue
    raise RuntimeError("no free room code found")
