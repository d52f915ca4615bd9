"""One way to reach the goals: commands with their times and what to say beside them, and the measures of a run."""

from collections.abc import Iterator
from typing import Any

TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:"
RAW = {"RawMessageDelivery": "true"}

COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 27,
        "command": "sqs.create_queue",
        "args": {"QueueName": "shipping", "Attributes": {"VisibilityTimeout": "30"}},
        "comment": {
            "en": "So far every order has been shipped twice. First, a queue for Shipping. Nothing flows into it yet.",
            "ko": (
                "지금까지 모든 주문이 두 번씩 발송되었습니다. "
                "먼저 Shipping이 쓸 큐를 만듭니다. 아직 아무것도 들어오지 않습니다."
            ),
        },
    },
    {
        "at_s": 33,
        "command": "sns.subscribe",
        "args": {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": f"{QUEUE}shipping", "Attributes": RAW},
        "comment": {
            "en": "The queue is the topic's fourth subscriber now. It gets every order too.",
            "ko": "이제 큐가 토픽의 네 번째 구독자입니다. 큐도 모든 주문의 복사본을 받습니다.",
        },
    },
    {
        "at_s": 37,
        "command": "shipping.attach",
        "args": {"queue": "shipping"},
        "predict": "who",
        "comment": {
            "en": "Both instances now ask this queue for work. Whoever asks gets the next.",
            "ko": "이제 두 인스턴스가 이 큐에서 일감을 가져갑니다. 먼저 요청한 쪽이 받습니다.",
        },
        "gap": {
            "en": "The queue fills, and nobody empties it. Who should work it off, and how do you say so?",
            "ko": "큐는 차오르는데 비우는 쪽이 없습니다. 누가 이 큐를 처리해야 할까요? 직접 연결해 보세요.",
        },
    },
    {
        "at_s": 41,
        "command": "sns.unsubscribe",
        "args": {"SubscriptionArn": "$subscription orders>shipping/1"},
        "comment": {
            "en": "The topic still pushes to both directly. Shipping 1 unsubscribes first.",
            "ko": "토픽은 아직 인스턴스에도 직접 보냅니다. 먼저 Shipping 1의 구독을 끊습니다.",
        },
    },
    {
        "at_s": 45,
        "command": "sns.unsubscribe",
        "args": {"SubscriptionArn": "$subscription orders>shipping/2"},
        "comment": {
            "en": "Then Shipping 2. From here on each order reaches Shipping by one way only.",
            "ko": "다음은 Shipping 2입니다. 이제부터 주문이 Shipping에 이르는 길은 하나뿐입니다.",
        },
    },
    {
        "at_s": 50,
        "command": "sqs.create_queue",
        "args": {"QueueName": "accounting", "Attributes": {"VisibilityTimeout": "30"}},
        "comment": {
            "en": (
                "Accounting gets a queue of its own. "
                "It must not share Shipping's: what one takes, the other never sees."
            ),
            "ko": (
                "Accounting에도 전용 큐를 만듭니다. Shipping의 큐를 함께 쓰면 안 됩니다. "
                "한쪽이 가져간 주문은 다른 쪽이 볼 수 없습니다."
            ),
        },
    },
    {
        "at_s": 57,
        "command": "sns.subscribe",
        "args": {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": f"{QUEUE}accounting", "Attributes": RAW},
        "comment": {
            "en": "The topic copies to this queue too.",
            "ko": "토픽은 이 큐에도 복사본을 보냅니다.",
        },
    },
    {
        "at_s": 61,
        "command": "accounting.attach",
        "args": {"queue": "accounting"},
        "comment": {
            "en": "Accounting works it off.",
            "ko": "Accounting이 이 큐를 처리합니다.",
        },
    },
    {
        "at_s": 65,
        "command": "sns.unsubscribe",
        "args": {"SubscriptionArn": "$subscription orders>accounting/1"},
        "comment": {
            "en": "The last direct subscription ends. One topic, a queue for each service.",
            "ko": "마지막 직접 구독을 끊습니다. 토픽 하나에 서비스마다 큐 하나가 되었습니다.",
        },
    },
    {
        "at_s": 75,
        "command": "shipping.stop",
        "args": {},
        "predict": "backlog",
        "comment": {
            "en": "Now the test: Shipping stops altogether. The topic does not notice; the copies wait in the queue.",
            "ko": "이제 시험해 봅니다. Shipping을 모두 멈춥니다. 토픽은 이를 모르고, 복사본은 큐에서 기다립니다.",
        },
    },
    {
        "at_s": 99,
        "command": "shipping.scale",
        "args": {"instances": 4},
        "comment": {
            "en": "New instances begin at once, and at the same queue.",
            "ko": "새 인스턴스는 같은 큐에서 바로 일을 시작합니다.",
        },
        "also": [
            {"command": "shipping.scale", "args": {"instances": 3}},
            {"command": "shipping.set_concurrency", "args": {"concurrency": 7}},
        ],
        "gap": {
            "en": "About a hundred orders wait, and more come in. Two instances need minutes. What do you change?",
            "ko": "주문이 백여 건 기다리고, 그사이에도 계속 들어옵니다. 둘만으로는 몇 분이 걸립니다. 무엇을 바꿀까요?",
        },
    },
    {
        "at_s": 103,
        "command": "shipping.start",
        "args": {},
        "comment": {
            "en": "The two that were stopped are back as well. All share one backlog; no order is lost.",
            "ko": "멈췄던 둘도 돌아왔습니다. 모두가 밀린 주문을 나누어 처리하고, 잃은 주문은 없습니다.",
        },
    },
]
END_S = 155

BROKEN_COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 20,
        "command": "sqs.create_queue",
        "args": {"QueueName": "accounting", "Attributes": {"VisibilityTimeout": "30"}},
        "comment": {
            "en": "Accounting needs a queue of its own …",
            "ko": "Accounting에는 전용 큐가 필요합니다.",
        },
    },
    {
        "at_s": 23,
        "command": "sns.subscribe",
        "args": {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": f"{QUEUE}accounting", "Attributes": RAW},
        "comment": {
            "en": "… with a copy of every order …",
            "ko": "그 큐도 모든 주문의 복사본을 받습니다.",
        },
    },
    {
        "at_s": 26,
        "command": "accounting.attach",
        "args": {"queue": "accounting"},
        "comment": {
            "en": "… and works that one off instead of Shipping's.",
            "ko": "Accounting은 이제 Shipping의 큐 대신 이 큐를 처리합니다.",
        },
    },
]
BROKEN_END_S = 50

# How far a measure may differ between the seeds; one that is not named here must not differ.
SPREAD = {"parcels": 8, "twice": 8, "waited": 14, "drained_s": 6, "unshipped": 40, "unbooked": 40, "unsettled": 10}

FIRST_S = 20


def measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ run.NAME }}."""
    shipped = _shipped(facts)
    early = [fact for fact in facts if fact["at_us"] <= FIRST_S * 1_000_000]
    right_us = _cut_us(facts)
    orders = [fact["data"] for fact in facts if fact["event"] == "OrderAccepted" and fact["at_us"] > right_us]
    return {
        "orders": _count(early, "OrderAccepted"),
        "parcels": sum(_shipped(early).values()),
        "twice": sum(times == 2 for times in _shipped(early).values()),
        "twice_after": sum(shipped.get(order["trace"], 0) > 1 for order in orders),
        "lost": _count(facts, "OrderLost"),
        "waited": max((waiting for _, waiting in _waiting(facts, "shipping")), default=0),
        "drained_s": _drained_s(facts),
    }


def broken_measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ broken.NAME }}: of the shop with one queue for both, left alone."""
    lost = [fact["data"]["program"] for fact in facts if fact["event"] == "OrderLost"]
    orders = _count(facts, "OrderAccepted")
    return {
        "orders": orders,
        "unshipped": lost.count("shipping"),
        "unbooked": lost.count("accounting"),
        "unsettled": orders - len(lost),
    }


def _count(facts: list[dict[str, Any]], event: str) -> int:
    return sum(fact["event"] == event for fact in facts)


def _shipped(facts: list[dict[str, Any]]) -> dict[str, int]:
    """Order -> how many parcels it became."""
    times: dict[str, int] = {}
    for fact in facts:
        if fact["event"] == "WorkFinished" and fact["data"]["program"] == "shipping":
            times[fact["data"]["trace"]] = times.get(fact["data"]["trace"], 0) + 1
    return times


def _cut_us(facts: list[dict[str, Any]]) -> int:
    """When the topic's last direct way to Shipping was cut, in us; the end of time if never."""
    cuts = [fact["at_us"] for fact in facts if fact["event"] == "Unsubscribed" and _is_packer(fact["data"]["target"])]
    return int(cuts[-1] if cuts else facts[-1]["at_us"])


def _is_packer(target: str) -> bool:
    return target.startswith("shipping/")


def _waiting(facts: list[dict[str, Any]], queue: str) -> Iterator[tuple[int, int]]:
    """Whenever it changes: the moment in us, and how many messages wait in the queue; who is hidden does not wait."""
    waiting: dict[str, bool] = {}
    for fact in facts:
        data = fact["data"]
        if data.get("queue") != queue or fact["event"] not in ("MessageSent", "MessageVisible", "MessageReceived"):
            continue
        if fact["event"] == "MessageReceived":
            waiting.pop(data["message"], None)
        else:
            waiting[data["message"]] = True
        yield fact["at_us"], len(waiting)


def _drained_s(facts: list[dict[str, Any]]) -> int:
    """From Shipping's return on, how long until nothing waited in its queue."""
    back_us = next((fact["at_us"] for fact in facts if fact["event"] == "WorkerStarted"), None)
    if back_us is None:
        return 0
    empty = (at_us for at_us, waiting in _waiting(facts, "shipping") if at_us > back_us and not waiting)
    return int(next(empty, back_us) - back_us) // 1_000_000
