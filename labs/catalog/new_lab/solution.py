"""One way to reach the goals: commands with their times and what to say beside them, and the measures of a run."""

from typing import Any

COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 10,
        "command": "shipping.stop",
        "args": {},
        "comment": {
            "en": "✎ What happens here, and what to look at.",
            "ko": "✎ 여기서 무슨 일이 일어나고 무엇을 보아야 하는지 적습니다.",
        },
        "gap": {"en": "✎ What should happen now?", "ko": "✎ 이제 무엇을 해야 할까요?"},
    },
    {
        "at_s": 20,
        "command": "shipping.start",
        "args": {},
        "comment": {
            "en": "✎ What this has changed.",
            "ko": "✎ 무엇이 달라졌는지 적습니다.",
        },
        "gap": {"en": "✎ How does it go on?", "ko": "✎ 어떻게 이어 가야 할까요?"},
    },
]
END_S = 50

BROKEN_COMMANDS: list[dict[str, Any]] = [
    {"at_s": 5, "command": "shipping.set_concurrency", "args": {"concurrency": 10}},
]
BROKEN_END_S = 50

# How far a measure may differ between the seeds; one that is not named here must not differ.
SPREAD = {"done": 4, "waited": 4}


def measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note may quote as {{ run.NAME }}."""
    return {
        "orders": _count(facts, "OrderAccepted"),
        "done": _count(facts, "MessageDeleted"),
        "waited": _most_waiting(facts),
    }


def broken_measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note may quote as {{ broken.NAME }}: of the broken variant, left alone."""
    return measures(facts)


def _count(facts: list[dict[str, Any]], event: str) -> int:
    return sum(fact["event"] == event for fact in facts)


def _most_waiting(facts: list[dict[str, Any]]) -> int:
    """The most messages that were in the queue at one moment."""
    waiting = most = 0
    for fact in facts:
        waiting += (fact["event"] == "MessageSent") - (fact["event"] == "MessageDeleted")
        most = max(most, waiting)
    return most
