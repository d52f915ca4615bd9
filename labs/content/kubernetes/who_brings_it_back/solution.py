"""One way to reach the goals: commands with their times and what to say beside them, and the measures of a run."""

from typing import Any

SECOND_US = 1_000_000
OWNER = "replicaset-controller"
COURIER = "default/courier"
UNREACHABLE = {"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute"}


def tolerating(seconds: int) -> dict[str, Any]:
    """Arguments of kubectl.apply: the Pods of Shipping leave a lost node after that many seconds."""
    template = {"spec": {"tolerations": [{**UNREACHABLE, "tolerationSeconds": seconds}]}}
    manifest = {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "shipping"}, "spec": {"template": template},
    }  # fmt: skip
    return {"manifest": manifest}


COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 18,
        "command": "node-a.kill_container",
        "args": {"pod": COURIER},
        "comment": {
            "en": "A process dies. Its kubelet starts the container again at once, in the same Pod.",
            "ko": "프로세스가 죽습니다. kubelet이 같은 파드 안에서 컨테이너를 곧바로 다시 시작합니다.",
        },
    },
    {
        "at_s": 30,
        "command": "node-a.kill_container",
        "args": {"pod": COURIER},
        "comment": {
            "en": "Once more. This time the kubelet waits for ten seconds: CrashLoopBackOff.",
            "ko": "한 번 더 죽입니다. 이번에는 kubelet이 10초를 기다립니다. 이것이 CrashLoopBackOff입니다.",
        },
    },
    {
        "at_s": 50,
        "command": "kubectl.delete",
        "args": {"resource": "pods", "name": "$pod shipping"},
        "comment": {
            "en": "Now the Pod itself goes. Its owner counts one too few and writes another, with a new name.",
            "ko": "이번에는 파드가 사라집니다. 소유자가 하나 모자란 것을 보고 이름이 다른 파드를 새로 만듭니다.",
        },
    },
    {
        "at_s": 70,
        "command": "kubectl.delete",
        "args": {"resource": "pods", "name": "courier"},
        "predict": "bare",
        "comment": {
            "en": "The courier has no owner, so nobody counts it. It stays away.",
            "ko": "courier에는 소유자가 없어 세는 쪽도 없습니다. 돌아오지 않습니다.",
        },
        "gap": {
            "en": "Shipping has got its Pod back. Which Pod would nobody bring back? Delete that one.",
            "ko": "Shipping은 파드를 되찾았습니다. 삭제하면 아무도 다시 만들지 않을 파드는 어느 것일까요?",
        },
    },
    {
        "at_s": 160,
        "command": "node-b.crash",
        "args": {},
        "predict": "dead",
        "comment": {
            "en": "A whole node loses its power. First nobody notices, then nobody hurries.",
            "ko": "노드 하나의 전원이 나갑니다. 처음에는 아무도 모르고, 알고 나서도 서두르지 않습니다.",
        },
    },
    {
        "at_s": 545,
        "command": "node-b.start",
        "args": {},
        "comment": {
            "en": "The node comes back. Its kubelet finds that the old Pod is to end, and clears it away.",
            "ko": "노드가 돌아옵니다. kubelet은 예전 파드를 지워야 한다는 것을 알고 정리합니다.",
        },
    },
    {
        "at_s": 590,
        "command": "kubectl.apply",
        "args": tolerating(30),
        "predict": "tuned",
        "comment": {
            "en": "A shorter time in the template. Tolerations belong to a Pod, so all Pods are made anew.",
            "ko": "템플릿에 더 짧은 시간을 적습니다. 톨러레이션은 파드에 적히는 것이라 파드를 모두 새로 만듭니다.",
        },
        "gap": {
            "en": "Five of the six minutes come from one number in the Pods. Make it small enough for two minutes.",
            "ko": "6분 가운데 5분은 파드에 적힌 숫자 하나에서 나옵니다. 2분 안에 끝나도록 그 숫자를 줄여 보세요.",
        },
        "also": [{"command": "kubectl.apply", "args": tolerating(5)}],
    },
    {
        "at_s": 625,
        "command": "node-c.crash",
        "args": {},
        "comment": {
            "en": "Another node loses its power. Noticing takes as long as before; the waiting is shorter.",
            "ko": "다른 노드의 전원이 나갑니다. 알아채는 데 걸리는 시간은 그대로이고 기다리는 시간만 짧아집니다.",
        },
    },
    {
        "at_s": 725,
        "command": "node-c.start",
        "args": {},
        "comment": {
            "en": "Power again. Had only the network been away, the Pod would have moved for nothing.",
            "ko": "전원을 다시 켭니다. 네트워크만 잠시 끊긴 것이었다면 파드는 괜히 옮겨 간 셈입니다.",
        },
    },
]
END_S = 760

BROKEN_COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 420,
        "command": "kubectl.apply",
        "args": tolerating(30),
        "comment": {
            "en": "A toleration with a limit. The new Pods go to nodes that are alive.",
            "ko": "톨러레이션에 기한을 정합니다. 새 파드는 살아 있는 노드로 갑니다.",
        },
    },
    {
        "at_s": 460,
        "command": "node-c.crash",
        "args": {},
        "comment": {
            "en": "The proof: another node loses its power, and this time its Pods are replaced without a hand.",
            "ko": "확인할 차례입니다. 다른 노드의 전원이 나가도 이번에는 아무도 손대지 않아도 파드가 교체됩니다.",
        },
    },
]
BROKEN_END_S = 580

# How far a measure may differ between the seeds; one that is not named here must not differ.
SPREAD = {"replaced_s": 1, "noticed_s": 1, "evicted_s": 1, "lost_s": 2, "tuned_s": 2}


def measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ run.NAME }}."""
    crashes = [fact for fact in facts if fact["event"] == "NodeCrashed"]
    deleted = [fact for fact in facts if fact["event"] == "ObjectDeleted" and fact["data"]["key"] == COURIER]
    started = [fact["data"] for fact in facts if fact["event"] == "ContainerStarted"]
    after = facts[facts.index(deleted[0]) :] if deleted else []
    return {
        "restarts": max((one["restarts"] for one in started if one["pod"] == COURIER), default=0),
        "back_off_s": max((one["data"]["delay_ms"] // 1000 for one in facts if one["event"] == "BackedOff"), default=0),
        "replaced_s": _until_ready(facts, _touched(facts)),
        "couriers": sum(_is_made(fact) and fact["data"]["key"] == COURIER for fact in after),
        "noticed_s": _until(facts, crashes[:1], "NodeWentUnknown"),
        "evicted_s": _until(facts, crashes[:1], "PodEvicted"),
        "lost_s": _until_ready(facts, crashes[:1]),
        "tuned_s": _until_ready(facts, crashes[1:]),
        "running": _running(facts),
        "nodeless": _nodeless(facts),
    }


def broken_measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ broken.NAME }}: of the variant left alone."""
    crashes = [fact for fact in facts if fact["event"] == "NodeCrashed"]
    return {
        "minutes": (BROKEN_END_S - crashes[0]["at_us"] // SECOND_US) // 60,
        "noticed_s": _until(facts, crashes, "NodeWentUnknown"),
        "evicted": sum(fact["event"] == "PodEvicted" for fact in facts),
        "running": _running(facts),
    }


def _touched(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where a person first changed a Pod of somebody else: its deletion."""
    owned = [fact["data"]["key"] for fact in facts if _is_made(fact)]
    return [
        fact for fact in facts
        if fact["event"] == "ObjectChanged" and fact["data"]["by"] == "kubectl" and fact["data"]["key"] in owned
    ][:1]  # fmt: skip


def _is_made(fact: dict[str, Any]) -> bool:
    return bool(fact["event"] == "ObjectCreated" and fact["data"]["resource"] == "pods")


def _until(facts: list[dict[str, Any]], since: list[dict[str, Any]], event: str) -> int:
    """Seconds until the first fact of this kind after another; 0 where there is none."""
    later = [fact for fact in facts if since and fact["id"] > since[0]["id"] and fact["event"] == event]
    return _seconds(since[0], later[0]) if later else 0


def _until_ready(facts: list[dict[str, Any]], since: list[dict[str, Any]]) -> int:
    """Seconds until the first Pod that an owner has written since then is ready; 0 where there is none."""
    later = [fact for fact in facts if since and fact["id"] > since[0]["id"]]
    made = [fact["data"]["key"] for fact in later if _is_made(fact) and fact["data"]["by"] == OWNER]
    ready = [fact for fact in later if fact["event"] == "ContainerReady" and fact["data"]["pod"] in made[:1]]
    return _seconds(since[0], ready[0]) if ready else 0


def _running(facts: list[dict[str, Any]]) -> int:
    """Containers of Shipping that run at the end, whether the cluster knows of them or not."""
    count = {"ContainerStarted": 1, "ContainerExited": -1}
    return sum(count[fact["event"]] for fact in facts if fact["event"] in count and "shipping" in fact["data"]["pod"])


def _nodeless(facts: list[dict[str, Any]]) -> int:
    """Pods that an owner has written, and that have never been given a node."""
    made = [fact["data"]["key"] for fact in facts if _is_made(fact) and fact["data"]["by"] == OWNER]
    placed = [fact["data"]["pod"] for fact in facts if fact["event"] == "PodScheduled"]
    return sum(pod not in placed for pod in made)


def _seconds(since: dict[str, Any], until: dict[str, Any]) -> int:
    return int((until["at_us"] - since["at_us"]) // SECOND_US)
