"""What a run of the lab must show, with every seed: goals, measures, proofs, outcomes, answers."""

from collections.abc import Iterator, Sequence

from labs.catalog.checks.lines import line_of, line_with
from labs.catalog.checks.outcomes import outcome_problems
from labs.catalog.checks.references import reference_problems
from labs.catalog.checks.trial import Trial
from labs.catalog.errors import LabError
from labs.catalog.lab import LANGUAGES, Lab
from labs.catalog.parts import Predict, Review
from labs.catalog.play import Played, play
from labs.catalog.solution import Measures
from labs.catalog.sources import blamed

BENCH_S = 10


def run_problems(trial: Trial) -> list[LabError]:
    """What is wrong with one seed."""
    return [
        *_solved(trial),
        *_broken(trial),
        *_proofs(trial),
        *_answers(trial),
        *outcome_problems(trial),
        *(reference_problems(trial) if trial.seed == trial.lab.seeds[0] else ()),
    ]


def bench_problems(lab: Lab) -> list[LabError]:
    """A bench has no solution; its goals have words all the same."""
    with blamed(lab.folder):
        return [*_goals_are_told(lab, play(lab.build, lab.seeds[0], [], BENCH_S))]


def _solved(trial: Trial) -> Iterator[LabError]:
    yield from _goals_are_told(trial.lab, trial.solved)
    yield from _reached(trial, trial.solved, "COMMANDS", "the solution")
    if trial.seed == trial.lab.seeds[0]:
        yield from _otherwise(trial)


def _otherwise(trial: Trial) -> Iterator[LabError]:
    """What fills a gap as well leads to the same goals."""
    solution = trial.lab.solution
    for place, script in solution.otherwise():
        words = f"the solution with {script[place]['command']!r} in a gap"
        yield from _reached(trial, solution.run(trial.seed, script), "COMMANDS", words)


def _broken(trial: Trial) -> Iterator[LabError]:
    broken = trial.lab.broken
    yield from _goals_are_told(broken, trial.alone)
    yield from _reached(trial, trial.mended, "BROKEN_COMMANDS", "BROKEN_COMMANDS")
    for goal, status in trial.alone.goals.items():
        if status == "reached":
            file = broken.folder / "scenario.py"
            reason = f"the broken variant, left alone, reaches {goal!r} with seed {trial.seed}"
            yield LabError(file, line_of(file, "build_broken"), reason)


def _goals_are_told(lab: Lab, played: Played) -> Iterator[LabError]:
    """The goals of the scenario are those of the note."""
    for language in LANGUAGES:
        file = lab.note_file(language)
        for goal in lab.goals(language).keys() - played.goals.keys():
            line = line_with(file, rf"^```goal +{goal} *$|^ +{goal}:")
            yield LabError(file, line, f"the scenario has no goal {goal!r}; it has: {', '.join(played.goals)}")
    scenario = lab.folder / "scenario.py"
    for goal in played.goals.keys() - (lab.goals("ko").keys() & lab.goals("en").keys()):
        yield LabError(scenario, line_with(scenario, f'"{goal}"'), f"the note does not tell the goal {goal!r}")


def _reached(trial: Trial, played: Played, script: str, words: str) -> Iterator[LabError]:
    file = trial.lab.solution.file
    for place, reason in played.refused:
        yield LabError(file, line_of(file, script, place), f"refused with seed {trial.seed}: {reason}")
    for goal, status in played.goals.items():
        if status != "reached":
            reason = f"{words} does not reach {goal!r} with seed {trial.seed}: it is {status}"
            yield LabError(file, line_of(file, script), reason)


def _proofs(trial: Trial) -> Iterator[LabError]:
    for prediction in trial.lab.note("en").predictions:
        yield from _proof(trial, prediction, trial.measures)


def _answers(trial: Trial) -> Iterator[LabError]:
    """Every question can be answered with a run of this seed."""
    for review in trial.lab.note("en").reviews:
        try:
            found = trial.lab.measured_for(review, trial.seed)
        except LabError as error:
            yield error
        else:
            yield from _proof(trial, review, found)


def _proof(trial: Trial, part: Predict | Review, found: Measures) -> Iterator[LabError]:
    """The measures are what the part says, give or take their spread."""
    file, spread = trial.lab.note_file("en"), trial.lab.solution.spread
    for name, value in part.proof.items():
        if name not in found:
            yield LabError(file, part.line, f"unknown measure {name!r}; there are: {', '.join(found)}")
        elif abs(found[name] - value) > spread.get(name, 0):
            reason = f"{name!r} is {found[name]} with seed {trial.seed}, not {value}"
            yield LabError(file, part.line, reason)


def spread_problems(trials: Sequence[Trial]) -> list[LabError]:
    """Measures that differ more between the seeds than the solution says."""
    lab = trials[0].lab
    names = {*trials[0].measures, *trials[0].broken_measures}
    found = [
        *_spread(lab, "measures", [trial.measures for trial in trials]),
        *_spread(lab, "broken_measures", [trial.broken_measures for trial in trials]),
    ]
    for name in lab.solution.spread:
        if name not in names:
            file = lab.solution.file
            found.append(LabError(file, line_of(file, "SPREAD"), f"unknown measure {name!r}"))
    return found


def _spread(lab: Lab, function: str, measured: list[Measures]) -> Iterator[LabError]:
    file = lab.solution.file
    for name in measured[0]:
        values = [measures.get(name) for measures in measured]
        whole = [value for value in values if isinstance(value, int) and not isinstance(value, bool)]
        allowed = lab.solution.spread.get(name, 0)
        if len(whole) < len(values):
            yield LabError(file, line_of(file, function), f"{name!r} is not a whole number with every seed: {values}")
        elif max(whole) - min(whole) > allowed:
            reason = f"{name!r} differs by more than {allowed} between the seeds: {min(whole)} to {max(whole)}"
            yield LabError(file, line_of(file, "SPREAD" if name in lab.solution.spread else function), reason)
