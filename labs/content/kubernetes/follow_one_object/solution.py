"""One way to reach the goals: commands with their times and what to say beside them, and the measures of a run."""

from typing import Any

SECOND_US = 1_000_000
CUT_OFF = {"a": "apiserver", "b": "scheduler"}

COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 18,
        "command": "kubectl.scale",
        "args": {"name": "shipping", "replicas": 3},
        "comment": {
            "en": "One number in one object changes, nothing else. Watch who writes next.",
            "ko": "객체 하나에서 숫자 하나만 바꿉니다. 그다음에 누가 무엇을 쓰는지 지켜보세요.",
        },
        "gap": {
            "en": "Two Pods run. You want a third. Which object do you change?",
            "ko": "파드 두 개가 실행되고 있습니다. 하나 더 필요합니다. 어떤 객체를 바꾸면 될까요?",
        },
    },
    {
        "at_s": 34,
        "command": "network.cut",
        "args": CUT_OFF,
        "predict": "cut",
        "comment": {
            "en": "The scheduler hears nothing any more. It runs on, and does not know.",
            "ko": "이제 스케줄러에는 아무 소식도 닿지 않습니다. 스케줄러는 그 사실을 모른 채 계속 돕니다.",
        },
    },
    {
        "at_s": 39,
        "command": "kubectl.scale",
        "args": {"name": "shipping", "replicas": 5},
        "comment": {
            "en": "Two more Pods are written, and stay Pending: nobody writes the name of a node into them.",
            "ko": "파드 두 개가 더 기록되지만 Pending에 머뭅니다. 노드 이름을 기록해 줄 쪽이 없기 때문입니다.",
        },
    },
    {
        "at_s": 94,
        "command": "network.heal",
        "args": CUT_OFF,
        "comment": {
            "en": "Nobody repeats anything. Within a minute the scheduler asks again, from the version it had seen.",
            "ko": "다시 보내 주는 쪽은 없습니다. 스케줄러가 1분 안에 마지막으로 본 버전부터 스스로 다시 묻습니다.",
        },
        "gap": {
            "en": "Two Pods wait for a node. What has to come back, and what need not be done again?",
            "ko": "파드 두 개가 노드를 기다립니다. 무엇을 복구해야 할까요? 다시 하지 않아도 되는 일은 무엇일까요?",
        },
    },
    {
        "at_s": 150,
        "command": "network.cut",
        "args": CUT_OFF,
        "predict": "gone",
        "comment": {
            "en": "Once more, and this time for longer than the API server remembers.",
            "ko": "한 번 더 끊습니다. 이번에는 API 서버가 변경 기록을 남겨 두는 시간보다 오래 끊습니다.",
        },
    },
    {
        "at_s": 155,
        "command": "kubectl.scale",
        "args": {"name": "shipping", "replicas": 6},
        "comment": {
            "en": "A sixth Pod, for the scheduler to find later. Ten minutes go by.",
            "ko": "스케줄러가 나중에 발견할 여섯 번째 파드입니다. 그대로 10분이 지납니다.",
        },
    },
    {
        "at_s": 770,
        "command": "network.heal",
        "args": CUT_OFF,
        "comment": {
            "en": "The history it asks for is gone: 410 Gone. It lists everything anew, and places the Pod.",
            "ko": "스케줄러가 묻는 기록은 이미 지워졌습니다(410 Gone). 전체 목록을 새로 받고 파드의 노드를 정합니다.",
        },
    },
]
END_S = 870

BROKEN_COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 30,
        "command": "controller-manager.start",
        "args": {},
        "comment": {
            "en": "It lists what there is, finds a wish without Pods, and goes on as if nothing had been.",
            "ko": "목록을 받아 보니 파드가 없는 디플로이먼트가 있습니다. 아무 일도 없었다는 듯 이어서 처리합니다.",
        },
    },
]
BROKEN_END_S = 60

# How far a measure may differ between the seeds; one that is not named here must not differ.
SPREAD = {"ready_s": 2, "missed": 1, "again_s": 20}  # who lost the API server asks again after up to 60 s


def measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ run.NAME }}."""
    asked = _first(facts, "ObjectChanged", by="kubectl")
    ready = _first(facts, "GoalReached", goal="handed")
    cut, healed = _first(facts, "LinkCut"), _first(facts, "LinkHealed")
    last_healed = _first(facts[::-1], "LinkHealed")
    writes = [fact for fact in facts if _is_write(fact) and asked["id"] <= fact["id"] <= ready["id"]]
    return {
        "made": _pods_written(facts, 0, asked["id"]),
        "ready_s": _seconds(asked, ready),
        "writers": len({fact["data"]["by"] for fact in writes}),
        "missed": _first(facts, "WatchResumed")["data"]["missed"],
        "again_s": _seconds(last_healed, _first(facts, "ListedAgain")),
        "waited": _pods_written(facts, cut["id"], healed["id"]),
        "expired": sum(fact["event"] == "WatchExpired" for fact in facts),
    }


def _pods_written(facts: list[dict[str, Any]], after: int, before: int) -> int:
    """How many Pods the replicaset controller has written between two facts."""
    created = [fact for fact in facts if fact["event"] == "ObjectCreated" and after < fact["id"] < before]
    return sum((fact["data"]["resource"], fact["data"]["by"]) == ("pods", "replicaset-controller") for fact in created)


def broken_measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ broken.NAME }}: of the cluster without its controllers, left alone."""
    made = [fact["data"]["resource"] for fact in facts if fact["event"] == "ObjectCreated"]
    return {resource: made.count(resource) for resource in ("deployments", "replicasets", "pods")}


def _is_write(fact: dict[str, Any]) -> bool:
    """Into one of the objects between the wish and the container; nodes report on themselves all the time."""
    is_written = fact["event"] in ("ObjectCreated", "ObjectChanged")
    return is_written and fact["data"]["resource"] in ("deployments", "replicasets", "pods")


def _first(facts: list[dict[str, Any]], event: str, **data: Any) -> dict[str, Any]:
    """The first fact of this kind with these values; the last of all facts, if there is none."""
    for fact in facts:
        if fact["event"] == event and all(fact["data"].get(name) == value for name, value in data.items()):
            return fact
    return {**facts[-1], "data": {**facts[-1]["data"], "missed": 0}}


def _seconds(since: dict[str, Any], until: dict[str, Any]) -> int:
    return int((until["at_us"] - since["at_us"]) // SECOND_US)
