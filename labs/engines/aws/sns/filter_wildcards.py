"""Patterns with "*" for any number of signs, "\\*" for a star and "\\\\" for a backslash."""

from functools import lru_cache

ESCAPED = "*\\"


@lru_cache(maxsize=512)
def read_wildcard(pattern: str) -> tuple[str, ...]:
    """What stands before, between and after the stars; raises ValueError with AWS's words."""
    parts, escaped, star = [""], False, False
    for position, sign in enumerate(pattern):
        if escaped and sign not in ESCAPED:
            raise ValueError(f"Invalid escape character at pos {position - 1}")
        if star and sign == "*":
            raise ValueError(f"Consecutive wildcard characters at pos {position - 1}")
        star = sign == "*" and not escaped
        if star:
            parts.append("")
        escaped = sign == "\\" and not escaped
        if not star and not escaped:
            parts[-1] += sign
    if escaped:
        raise ValueError(f"Invalid escape character at pos {len(pattern) - 1}")
    return tuple(parts)


def matches_wildcard(text: str, pattern: str) -> bool:
    """Takes each part where it first comes, which is enough: no star forbids anything."""
    first, *rest = read_wildcard(pattern)
    if not rest:
        return text == first
    *between, last = rest
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in between:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
