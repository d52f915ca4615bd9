"""One way to reach the goals: commands with their times and what to say beside them, and the measures of a run."""

from typing import Any

COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 41,
        "command": "sqs.set_queue_attributes",
        "args": {"QueueUrl": "shipping", "Attributes": {"VisibilityTimeout": "15"}},
        "comment": {
            "en": "Every order came back after 6 s, and packing takes 9. Now it stays hidden until it is packed.",
            "ko": "포장에 9초가 걸리는데 주문은 6초마다 되돌아왔습니다. 이제는 포장을 마칠 때까지 숨어 있습니다.",
        },
        "also": [
            {
                "command": "sqs.set_queue_attributes",
                "args": {"QueueUrl": "shipping", "Attributes": {"VisibilityTimeout": "10"}},
            },
        ],
        "gap": {
            "en": "Packing takes 9 s. What do you change so that an order stays hidden until it is packed and deleted?",
            "ko": "포장에는 9초가 걸립니다. 포장하고 삭제할 때까지 주문이 숨어 있게 하려면 무엇을 바꿔야 할까요?",
        },
    },
    {
        "at_s": 85,
        "command": "shipping.crash",
        "args": {"instance": 1},
        "predict": "crash",
        "comment": {
            "en": "A crash: what was in hand is forgotten there, but none of it had been deleted from the queue.",
            "ko": "비정상 종료입니다. 하던 일은 모두 잊지만, 큐에서 삭제한 것은 하나도 없습니다.",
        },
        "also": [
            {"command": "shipping.crash", "args": {"instance": 2}},
            {"command": "shipping.crash", "args": {}},
        ],
        "gap": {
            "en": "Nothing comes back any more. How do you find out whether a message still can, when it has to?",
            "ko": "이제 되돌아오는 주문이 없습니다. 꼭 돌아와야 할 때는 돌아오는지 어떻게 확인할까요?",
        },
    },
    {
        "at_s": 115,
        "command": "shipping.start",
        "args": {},
        "comment": {
            "en": "What was in hand comes back when its time is over, and whoever runs packs it. Nobody looks for it.",
            "ko": "하던 주문은 제한 시간이 지나면 되돌아오고, 실행 중인 쪽이 포장합니다. 나서서 찾지 않아도 됩니다.",
        },
    },
]
END_S = 130

BROKEN_COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 40,
        "command": "sqs.set_queue_attributes",
        "args": {"QueueUrl": "shipping", "Attributes": {"VisibilityTimeout": "15"}},
        "comment": {
            "en": "Fifteen seconds: longer than the packing, and short enough to wait for after a crash.",
            "ko": "15초면 포장하기에 넉넉하고, 인스턴스가 비정상 종료된 뒤에 기다릴 만합니다.",
        },
    },
]
BROKEN_END_S = 100

# How far a measure may differ between the seeds; one that is not named here must not differ.
SPREAD = {"parcels": 3, "deleted": 2, "most": 1, "in_hand": 1, "back_s": 2, "stuck": 2}

FIRST_S = 40


def measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ run.NAME }}; the first four are of the first 40 s."""
    early = [fact for fact in facts if fact["at_us"] <= FIRST_S * 1_000_000]
    crashed_us = min((fact["at_us"] for fact in facts if fact["event"] == "WorkerCrashed"), default=0)
    packed = _packed(facts)
    in_hand = [fact["data"]["trace"] for fact in facts if fact["event"] == "WorkLost"]
    return {
        "orders": _count(early, "OrderAccepted"),
        "parcels": _count(early, "WorkFinished"),
        "deleted": _count(early, "MessageDeleted"),
        "most": max((len(moments) for moments in _packed(early).values()), default=0),
        "in_hand": len(in_hand),
        "lost": sum(trace not in packed for trace in in_hand),
        "back_s": max((packed[trace][-1] - crashed_us for trace in in_hand if trace in packed), default=0) // 1_000_000,
    }


def broken_measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ broken.NAME }}: of the variant with the long timeout, left alone."""
    packed = _packed(facts)
    stuck = [fact for fact in facts if fact["event"] == "WorkLost" and fact["data"]["trace"] not in packed]
    since_us = min((fact["at_us"] for fact in stuck), default=0)
    return {
        "orders": _count(facts, "OrderAccepted"),
        "stuck": len(stuck),
        "longest_s": (facts[-1]["at_us"] - since_us) // 1_000_000,
    }


def _count(facts: list[dict[str, Any]], event: str) -> int:
    return sum(fact["event"] == event for fact in facts)


def _packed(facts: list[dict[str, Any]]) -> dict[str, list[int]]:
    """Order -> when it was packed, each time, in us."""
    moments: dict[str, list[int]] = {}
    for fact in facts:
        if fact["event"] == "WorkFinished":
            moments.setdefault(fact["data"]["trace"], []).append(fact["at_us"])
    return moments
