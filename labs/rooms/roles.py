"""Who may do what in a room: its owner steers, a reader of a shared run looks around in it, others watch."""

from labs.rooms.controls import QUESTIONS

OWNER = "owner"
READER = "reader"
WATCHER = "watcher"
OWN_OF_THE_ROOM = "tickets."  # commands that only the room itself gives, for a caller who has left
READING = frozenset(
    {"room.play", "room.pause", "room.step", "room.step_back", "room.set_rate", "room.seek", "room.to_head"}
)


def may(role: str, name: str) -> bool:
    """Whether a member of that role may send the command `component.method` or `room.verb`."""
    if name in QUESTIONS:
        return True
    if role == READER:
        return name in READING
    return role == OWNER and not name.startswith(OWN_OF_THE_ROOM)
