"""Who may do what in a room: its owner steers, everybody else watches."""

OWNER = "owner"
WATCHER = "watcher"


def may(role: str, name: str) -> bool:
    """Whether a member of that role may send the command `component.method` or `room.verb`."""
    return role == OWNER and bool(name)
