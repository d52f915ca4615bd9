"""The text of FailedScheduling (kube-scheduler 1.34, FitError)."""

from collections.abc import Iterable, Mapping

from labs.engines.kube.scheduler.framework import Status

NO_NODES = "no nodes available to schedule pods"
NOT_HELPFUL = "Preemption is not helpful for scheduling"


def fit_error(nodes: int, found: str, after: str = "") -> str:
    """`found` is what the filters or one plug-in before them said, `after` what preemption said."""
    parts = [f"0/{nodes} nodes are available:", *([f"{found}."] if found else []), *([after] if after else [])]
    return " ".join(parts)


def histogram(reasons: Mapping[str, int]) -> str:
    """How often each reason was given, in the order of texts: `10 x` comes before `2 y`."""
    return ", ".join(sorted(f"{count} {reason}" for reason, count in reasons.items()))


def counted(statuses: Iterable[Status]) -> dict[str, int]:
    """Reason -> number of nodes."""
    counts: dict[str, int] = {}
    for status in statuses:
        for reason in status.reasons:
            counts[reason] = counts.get(reason, 0) + 1
    return counts
