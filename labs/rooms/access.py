"""The way into a room: by code, by cookie, by the signed link that `open_room` prints."""

from django.core import signing

from labs.rooms.models import Room, SharedRun
from labs.rooms.records import is_owner
from labs.rooms.roles import OWNER, READER, WATCHER

CLAIM_SALT = "labs.rooms.claim"


def claim_for(code: str) -> str:
    """A secret that makes whoever presents it an owner of the room."""
    return signing.Signer(salt=CLAIM_SALT).signature(code)


def claims(code: str, claim: str) -> bool:
    try:
        signing.Signer(salt=CLAIM_SALT).unsign(f"{code}:{claim}")
    except signing.BadSignature:
        return False
    return True


def role_in_room(code: str, token: str, claim: str = "") -> str | None:
    """The visitor's role, or None if there is no such room, or no such shared run ("<run>/<reading>")."""
    run_id, slash, _ = code.partition("/")
    if slash:
        return READER if SharedRun.objects.filter(pk=run_id).exists() else None
    if not Room.objects.filter(code=code).exists():
        return None
    if (claim and claims(code, claim)) or is_owner(code, token):
        return OWNER
    return WATCHER
