"""The door to "why?": a question about a run's past, answered with values."""

from typing import Any

from labs.engines.aws import explain
from labs.engines.kube import explain_run
from labs.rooms.past import Past


def why(past: Past, about: str, at_us: int | None = None) -> dict[str, Any]:
    """{"lines": [Line]}: what is so with an entity, an order or a message, and because of what.

    Raises Refused for what is not there.
    """
    moment_us = past.at_us if at_us is None else min(max(at_us, 0), past.at_us)
    tell = explain_run if past.is_cluster else explain
    return {"lines": tell(past, about, moment_us)}
