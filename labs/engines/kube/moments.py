"""Times as Kubernetes writes them (RFC 3339), in numbers that can be compared, whatever their offset."""

import re

FORM = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII)
NANOS_A_SECOND = 10**9


def nanos_of(text: str) -> int:
    """Nanoseconds since 1970 in UTC. Raises ValueError for anything else than a moment."""
    match = FORM.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no moment")
    year, month, day, hours, minutes, seconds = (int(part) for part in match.groups()[:6])
    offset_minutes = int(match[8] + "1") * (int(match[9]) * 60 + int(match[10])) if match[8] else 0
    minutes += (_days(year, month, day) * 24 + hours) * 60 - offset_minutes
    return (minutes * 60 + seconds) * NANOS_A_SECOND + int((match[7] or "").ljust(9, "0")[:9])


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970 in the Gregorian calendar; years are counted from March, so that a leap day is the last."""
    if month < 3:
        year, month = year - 1, month + 12
    leap_days = year // 4 - year // 100 + year // 400
    return year * 365 + leap_days + (153 * (month - 3) + 2) // 5 + day - 719_469
