"""Explains in a child process, within a time; how it went when there is no answer is a word for the page."""

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings

from labs.gateways.kube.explaining import Options
from labs.gateways.kube.limits import EXPLAIN_S_MAX, EXPLAINING_MAX

CHILD = ("-m", "labs.gateways.kube.child")

logger = logging.getLogger(__name__)
room_for = BoundedSemaphore(EXPLAINING_MAX)


class NoAnswer(Exception):
    """`why`: "busy" (others are being explained), "too_long", "too_much" (memory, or a bug in the engine)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def explain_apart(content: bytes, asked: Options, seconds: float = EXPLAIN_S_MAX) -> dict[str, Any]:
    """What `child` answers. Raises NoAnswer; blocks its thread."""
    if not room_for.acquire(blocking=False):
        raise NoAnswer("busy")
    try:
        return _asked(json.dumps(asdict(asked)).encode() + b"\n" + content, seconds)
    finally:
        room_for.release()


def _asked(handed: bytes, seconds: float) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603  its own code
            [sys.executable, *CHILD], input=handed, capture_output=True, timeout=seconds, cwd=settings.BASE_DIR, env={}
        )
    except subprocess.TimeoutExpired:
        raise NoAnswer("too_long") from None
    if done.returncode != 0:
        logger.error("explaining ended with %d: %s", done.returncode, _places_of(done.stderr.decode()))
        raise NoAnswer("too_much")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _places_of(traceback: str) -> str:
    """Where it ended, without a word of what was handed in."""
    return "; ".join(line.strip() for line in traceback.splitlines() if line.startswith("  File "))
