"""Stop, wait, start."""

from labs.engines.sim import Fact

COMMANDS = [
    {
        "at_s": 5,
        "command": "shipping.stop",
        "args": {},
        "comment": {"en": "Shipping stops.", "ko": "Shipping이 멈춥니다."},
        "gap": {"en": "What stops Shipping?", "ko": "무엇이 Shipping을 멈출까요?"},
    },
    {
        "at_s": 15,
        "command": "shipping.start",
        "args": {},
        "comment": {"en": "Shipping starts.", "ko": "Shipping이 다시 일합니다."},
        "gap": {"en": "And what starts it?", "ko": "무엇이 다시 켤까요?"},
    },
]
END_S = 25
BROKEN_COMMANDS = [
    {
        "at_s": 2,
        "command": "shipping.stop",
        "args": {},
        "comment": {"en": "Stop it.", "ko": "멈춥니다."},
    },
    {
        "at_s": 3,
        "command": "shipping.start",
        "args": {},
        "comment": {"en": "Start it.", "ko": "다시 켭니다."},
    },
]
BROKEN_END_S = 10


def measures(facts: list[Fact]) -> dict[str, int]:
    return {"sent": sum(fact["event"] == "MessageSent" for fact in facts), "lost": 0}


def broken_measures(facts: list[Fact]) -> dict[str, int]:
    return {"sent": sum(fact["event"] == "MessageSent" for fact in facts)}
