"""Room codes: short enough to read from a projector, not guessable in bulk."""

import re
from secrets import choice

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without 0/O/1/I/L
LENGTH = 6  # 31^6 = 887 million
READING = re.compile(r"[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{8,32}")  # a shared run, and the token of one who reads it


def new_code() -> str:
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


def reading(run_id: str, token: str) -> str | None:
    """The code of somebody's own look at a shared run, or None if it cannot be one."""
    code = f"{run_id}/{token}"
    return code if READING.fullmatch(code) else None


def normal(code: str) -> str | None:
    """A typed code as it is stored, or None if it cannot be one."""
    typed = code.strip().upper().replace("-", "").replace(" ", "")
    return typed if len(typed) == LENGTH and all(letter in ALPHABET for letter in typed) else None
