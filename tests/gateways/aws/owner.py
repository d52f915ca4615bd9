"""Somebody at the room's page who steers it: a WebSocket as the browser's, without the browser."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

WAIT_S_MAX = 20.0
Frame = dict[str, Any]


@contextmanager
def at_the_page(room: dict[str, Any], *, watches: bool = True) -> Iterator["Owner"]:
    """The room's owner, there until the end of the block; without `watches` no viewer, only somebody who asks."""
    site = room["url"].partition("/rooms/")[0]
    with connect(room["live_url"], origin=Origin(site), max_size=None) as socket:
        if watches:
            socket.send(json.dumps({"resume": None, "lens": "scene"}))
        yield Owner(socket)


class Owner:
    """Asks for commands and remembers every frame."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.frames: list[Frame] = []
        self._acks: dict[str, Any] = {}
        self._asked = 0

    def ask(self, command: str, **args: Any) -> Any:
        """The command's result."""
        self._asked += 1
        key = f"test-{self._asked}"
        self._socket.send(json.dumps({"key": key, "command": command, "args": args}))
        self._read_until(lambda: key in self._acks)
        assert "result" in self._acks[key], self._acks[key]
        return self._acks[key]["result"]

    def wait_for_entity(self, fits: Callable[[str, dict[str, Any]], bool]) -> dict[str, Any]:
        """The first entity of any frame, also of those yet to come, that fits."""
        found: list[dict[str, Any]] = []

        def look() -> bool:
            sets = (frame["set"] for frame in self.frames)
            found.extend(value for each in sets for key, value in each.items() if fits(key, value))
            return bool(found)

        self._read_until(look)
        return found[0]

    def wait_for_event(self, name: str, **data: Any) -> dict[str, Any]:
        """The first event of that name with these data."""
        found: list[dict[str, Any]] = []

        def look() -> bool:
            events = (event for frame in self.frames for event in frame["events"] if event["event"] == name)
            found.extend(event for event in events if data.items() <= event["data"].items())
            return bool(found)

        self._read_until(look)
        return found[0]

    def _read_until(self, condition: Callable[[], bool]) -> None:
        until_s = monotonic() + WAIT_S_MAX
        while not condition():
            message = json.loads(self._socket.recv(max(0.0, until_s - monotonic())))
            if "ack" in message:
                self._acks[message["ack"]] = message
            elif "set" in message:
                self.frames.append(message)
