"""The outcome of a prediction can be drawn: its series exists, its moment comes, its values fit the axis."""

from bisect import bisect_right
from collections.abc import Iterator

from labs.catalog.checks.trial import Trial
from labs.catalog.errors import LabError
from labs.catalog.parts import Predict
from labs.catalog.play import Played

SECOND_US = 1_000_000


def outcome_problems(trial: Trial) -> Iterator[LabError]:
    """In the run of the solution, which the first rung plays."""
    file = trial.lab.note_file("en")
    for prediction in trial.lab.note("en").predictions:
        reason = _reason(prediction, trial.solved, trial.lab.solution.end_s)
        if reason:
            yield LabError(file, prediction.line, f"{reason} (seed {trial.seed})")


def _reason(prediction: Predict, played: Played, end_s: float) -> str:
    from_us = _anchor_us(prediction, played)
    if from_us is None:
        return f"the solution's run has no event {prediction.after}"
    until_s = from_us / SECOND_US + (prediction.at_s or prediction.until_s)
    if until_s > end_s:
        return f"the outcome is known at {until_s:g} s, and the solution ends at {end_s:g} s"
    if prediction.series is None:
        return ""
    line = played.series.get(prediction.series)
    if line is None:
        return f"unknown series {prediction.series!r}; there are: {', '.join(sorted(played.series))}"
    last = bisect_right(played.times_us, round(until_s * SECOND_US))
    first = last - 1 if prediction.asks == "number" else bisect_right(played.times_us, from_us)
    beyond = [value for value in line[first:last] if not prediction.least <= value <= prediction.most]
    return f"the outcome {beyond[0]} lies outside of the axis" if beyond else ""


def _anchor_us(prediction: Predict, played: Played) -> int | None:
    """The moment from which its times count."""
    if prediction.after is None:
        return 0
    event = prediction.after["event"]
    wanted = {key: value for key, value in prediction.after.items() if key != "event"}
    for fact in played.facts:
        if fact["event"] == event and wanted.items() <= fact["data"].items():
            return int(fact["at_us"])
    return None
