"""How a measurement is told: what, the figure, the goal, and whether it holds."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figure:
    """One line of the table; `holds` is None where there is no goal."""

    what: str
    value: str
    goal: str = ""
    holds: bool | None = None

    def line(self) -> str:
        mark = {True: "holds", False: "MISSED", None: ""}[self.holds]
        return f"{self.what:<74} {self.value:<34} {self.goal:<12} {mark}".rstrip()


def ratio(
    what: str, ours: list[float], theirs: list[float], least: float | None = None, most: float | None = None
) -> Figure:
    """Median of the ratios of interleaved rounds, with the worst and best round."""
    ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    middle = median(ratios)
    goal = f">= {least}" if least is not None else f"<= {most}" if most is not None else ""
    holds = middle >= least if least is not None else middle <= most if most is not None else None
    return Figure(what, f"{middle:.2f} ({ratios[0]:.2f}..{ratios[-1]:.2f})", goal, holds)


def cpu_of(work: Callable[..., object], *args: object) -> float:
    """CPU seconds of this process for one call."""
    started = process_time()
    work(*args)
    return process_time() - started


def cpu_of_process(pid: int) -> float:
    """CPU seconds a process has used so far (Linux)."""
    fields = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()  # noqa: SIM115, PTH123
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def resident_bytes(pid: int) -> int:
    for line in open(f"/proc/{pid}/status"):  # noqa: SIM115, PTH123
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    return 0
