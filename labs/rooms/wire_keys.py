"""Key pairs that a room issues to participants, so that their real clients are let in and are who they say they are.

A secret follows from the site's own secret and the key id: no database holds it, and it is shown once.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from secrets import choice

from django.utils.crypto import salted_hmac

from labs.engines.sim import Refused
from labs.rooms.codes import ALPHABET
from labs.rooms.models import Room, WireKey

KEYS_MAX = 500  # of one room
NAME_LENGTH_MAX = 40
NAME = re.compile(r"[A-Za-z0-9._-]{1,40}")
# People on the room's page and the room itself have names of these forms; nobody outside may take one.
TAKEN = re.compile(r"m-[0-9a-f]{8}|room|owner")
KEY_ID = re.compile(r"WKSP[A-Z2-9]{16}")  # as long as AWS's own, and none of them
SECRET_LENGTH = 40
SALT = "labs.rooms.wire_keys"


@dataclass(frozen=True, slots=True)
class Wire:
    """Who is let in: everybody, where it is open, and the holders of the room's keys (key id -> name)."""

    open: bool
    keys: dict[str, str]


def may_be_called(name: str) -> bool:
    """Whether a participant outside may have that name."""
    return bool(NAME.fullmatch(name)) and not TAKEN.fullmatch(name)


def is_issued(key_id: str) -> bool:
    """Whether a key id has the form of those that rooms issue."""
    return KEY_ID.fullmatch(key_id) is not None


def secret_of(key_id: str) -> str:
    return b64encode(salted_hmac(SALT, key_id, algorithm="sha256").digest()).decode()[:SECRET_LENGTH]


def keys_of(room: Room) -> dict[str, str]:
    """Key id -> name, oldest first."""
    return dict(WireKey.objects.filter(room=room).order_by("id").values_list("key_id", "name"))


def make_key(room: Room, name: str) -> WireKey:
    """A new key for a participant; one they had is void.

    Raises Refused("bad_arguments") for what cannot be a name, Refused("limit").
    """
    if not may_be_called(name):
        raise Refused("bad_arguments", argument="name", problem="no_name")
    if WireKey.objects.filter(room=room).exclude(name=name).count() >= KEYS_MAX:
        raise Refused("limit", what="wire_keys", most=KEYS_MAX)
    drop_keys(room, name)
    return WireKey.objects.create(room=room, name=name, key_id=f"WKSP{''.join(choice(ALPHABET) for _ in range(16))}")


def drop_keys(room: Room, name: str) -> None:
    """Whoever holds a key of that participant is not let in by it any more."""
    WireKey.objects.filter(room=room, name=name).delete()
