"""What the program in a container does, as a scenario scripts it."""

from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True)
class Behaviour:
    """Times in milliseconds since the process began; None: never, or not stated.

    Until `start_ms` nobody listens (connections are refused), until `ready_after_ms` it answers 503, after
    `hangs_after_ms` it answers nothing any more.
    """

    start_ms: int = 0
    response_ms: int = 5
    ready_after_ms: int = 0
    hangs_after_ms: int | None = None
    exits_after_ms: int | None = None
    exit_code: int = 0
    memory_mib: int = 16  # more than its limit, and the kernel ends it when it has started
    stop_ms: int = 100  # from SIGTERM to its end
    term_code: int = 0  # with which it ends then
    heeds_term: bool = True  # False: only SIGKILL ends it
    size_mib: int = 0
    pull_ms: int | None = None


FOREVER = Behaviour()
NAMES = tuple(field.name for field in fields(Behaviour))


def behaviour_from(script: dict[str, Any], base: Behaviour = FOREVER) -> Behaviour:
    """Raises ValueError for a word that no program understands."""
    unknown = [name for name in script if name not in NAMES]
    if unknown:
        raise ValueError(f"no behaviour: {unknown}")
    return replace(base, **script)
