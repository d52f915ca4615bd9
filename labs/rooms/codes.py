"""Room codes: short enough to read from a projector, not guessable in bulk."""

from secrets import choice

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without 0/O/1/I/L
LENGTH = 6  # 31^6 = 887 million


def new_code() -> str:
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


def normal(code: str) -> str | None:
    """A typed code as it is stored, or None if it cannot be one."""
    typed = code.strip().upper().replace("-", "").replace(" ", "")
    return typed if len(typed) == LENGTH and all(letter in ALPHABET for letter in typed) else None
