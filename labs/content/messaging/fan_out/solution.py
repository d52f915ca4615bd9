"""One way to reach every goal of the fan-out: commands with their times and what to say beside them."""

from typing import Any

COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 10,
        "command": "shipping.stop",
        "args": {},
        "comment": {
            "en": "Both instances of Shipping stop. The topic does not notice: their queue takes the copies.",
            "ko": "Shipping의 두 인스턴스가 모두 멈춥니다. 토픽은 이를 모르고, 복사본은 Shipping의 큐에 쌓입니다.",
        },
    },
    {
        "at_s": 31,
        "command": "shipping.start",
        "args": {},
        "comment": {
            "en": "About a hundred orders have waited, and none is lost. Two instances share the backlog.",
            "ko": "주문 백여 건이 기다렸지만 하나도 잃지 않았습니다. 두 인스턴스가 밀린 주문을 나누어 처리합니다.",
        },
    },
]
END_S = 60
