"""Whether a message can be had, as far as it is concerned itself."""

from typing import Any


def is_visible(queue: dict[str, Any], number: str) -> bool:
    message = queue["messages"].get(number)
    return message is not None and message["state"] == "visible"
