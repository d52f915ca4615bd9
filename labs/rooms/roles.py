"""Who may do what in a room: its owner steers, everybody else watches."""

OWNER = "owner"
WATCHER = "watcher"
OWN_OF_THE_ROOM = "tickets."  # commands that only the room itself gives, for a caller who has left


def may(role: str, name: str) -> bool:
    """Whether a member of that role may send the command `component.method` or `room.verb`."""
    return role == OWNER and not name.startswith(OWN_OF_THE_ROOM)
