"""Explains in a child process, within a time; how it went when there is no answer is a word for the page."""

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from signal import SIGXCPU
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings

from labs.gateways.kube.explaining import Options
from labs.gateways.kube.limits import EXPLAIN_S_MAX, EXPLAINING_MAX

PLACES_LOGGED = 3
CHILD = ("-m", "labs.gateways.kube.child")

logger = logging.getLogger(__name__)
room_for = BoundedSemaphore(EXPLAINING_MAX)


class NoAnswer(Exception):
    """`why`: "busy" (others are being explained), "too_long", "too_much" (memory), "broken" (a bug)."""

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
        raise NoAnswer(_why(done.returncode, done.stderr.decode(errors="replace").splitlines()))
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _why(code: int, lines: list[str]) -> str:
    """A bug is logged with the places where it was met last, and without a word of what was handed in."""
    if code == -SIGXCPU:
        return "too_long"
    if lines and lines[-1].startswith("MemoryError"):
        return "too_much"
    places = [line.strip() for line in lines if line.startswith("  File ")]
    logger.error("explaining ended with %d: %s", code, "; ".join(places[-PLACES_LOGGED:]))
    return "broken"
