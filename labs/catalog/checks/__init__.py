"""Whether a lab keeps its promises: its files, both languages, its solution and its broken variant over all seeds."""

from labs.catalog.checks.counts import miscounts
from labs.catalog.checks.runs import bench_problems, run_problems, spread_problems
from labs.catalog.checks.structure import structure_problems
from labs.catalog.checks.trial import Trial
from labs.catalog.checks.wording import wording_problems
from labs.catalog.errors import LabError
from labs.catalog.lab import Lab

__all__ = [
    "Trial",
    "bench_problems",
    "check_lab",
    "completeness_problems",
    "run_problems",
    "spread_problems",
    "structure_problems",
]


def check_lab(lab: Lab) -> list[LabError]:
    """Everything that is wrong; a lab that cannot be read is not run."""
    found = structure_problems(lab)
    if found:
        return found
    found = completeness_problems(lab)
    if lab.is_bench:
        return [*found, *bench_problems(lab)]
    try:
        trials = [Trial(lab, seed) for seed in lab.seeds]
    except LabError as error:
        return [*found, error]
    return [*found, *(problem for trial in trials for problem in run_problems(trial)), *spread_problems(trials)]


def completeness_problems(lab: Lab) -> list[LabError]:
    """What a lab that can be read still lacks."""
    return [*([] if lab.is_bench else miscounts(lab)), *wording_problems(lab)]
