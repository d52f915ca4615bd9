"""The few commands that a simulated container understands: enough for `sleep 60`, `exit 3` and the like.

A list of commands parted by `;`, `&&` or a new line is gone through from the left. `sleep N` takes its time, `exit N`
ends, echo and its like take none, a loop or `tail -f` goes on for ever. At a program that is none of these, nothing
is known of the rest: it is the image's own, which does what the image does.
"""

import re
from dataclasses import replace

from labs.engines.kube.kubelet.behaviour import Behaviour

SHELLS = ("sh", "bash", "ash", "/bin/sh", "/bin/bash")
AT_ONCE = (
    ":", "cat", "chmod", "cp", "date", "echo", "env", "false", "hostname", "id", "ls", "mkdir", "mv", "printf", "pwd",
    "rm", "set", "test", "touch", "true", "uname", "[",
)  # fmt: skip
ENDLESS = ("while", "until", "tail", "top", "watch", "yes")
COMPUTES_MS = {"perl": 5_000}  # the Job of Kubernetes' documentation works out pi
UNITS_MS = {"": 1_000, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
YEAR_MS = 31_536_000_000
TIME = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,3})[0-9]*)?([smhd]?)", re.ASCII)


def commanded(words: list[str], image: Behaviour) -> Behaviour:
    """What a container does that is started with these words (command and args)."""
    if not words:
        return image
    took_ms, code = 0, 0
    for line in _lines(words):
        match line:
            case ["sleep", time] if (taken := _milliseconds(time)) is not None:
                took_ms += taken
            case [program, *_] if program == "sleep" or program in ENDLESS:
                return replace(image, exits_after_ms=None, heeds_term=False)
            case ["exit", *rest]:
                return _ends(image, took_ms, int(rest[0][-9:]) & 255 if rest and rest[0].isdecimal() else 0)
            case [program, *_] if program in AT_ONCE:
                code = 1 if program == "false" else 0
            case [program, *_] if program in COMPUTES_MS:
                took_ms, code = took_ms + COMPUTES_MS[program], 0
            case _:
                return image if not took_ms else replace(image, start_ms=image.start_ms + took_ms)
    return _ends(image, took_ms, code)


def _ends(image: Behaviour, after_ms: int, code: int) -> Behaviour:
    """The first process of a container is deaf to signals that it does not expect, as sleep and sh are."""
    return replace(image, exits_after_ms=after_ms, exit_code=code, heeds_term=False)


def _lines(words: list[str]) -> list[list[str]]:
    if words[0] in SHELLS and len(words) > 2 and words[1].startswith("-") and words[1].endswith("c"):
        found = [line.split() for line in re.split(r";|&&|\n", words[2])]
    else:
        found = [words]
    return [[line[0].rpartition("/")[2], *line[1:]] for line in found if line]


def takes_us(words: list[str]) -> int | None:
    """How long a hook's command takes; None: for ever."""
    ends_ms = commanded(words, Behaviour(exits_after_ms=0)).exits_after_ms
    return None if ends_ms is None else ends_ms * 1000


def _milliseconds(time: str) -> int | None:
    found = TIME.fullmatch(time)
    if not found:
        return None
    whole, part, unit = found.groups()
    return min(int(whole) * UNITS_MS[unit] + int((part or "").ljust(3, "0")) * UNITS_MS[unit] // 1000, YEAR_MS)
