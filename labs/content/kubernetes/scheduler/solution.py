"""One way to reach the goals: commands with their times and what to say beside them, and the measures of a run."""

from typing import Any

from labs.content.kubernetes.scheduler.scenario import REPORT, SIZES, pod, residents
from labs.engines.kube import explain, read_cluster

SECOND_US = 1_000_000

COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 30,
        "command": "kubectl.bind",
        "args": {"name": "stock", "node": "node-b"},
        "comment": {
            "en": "Stock must run in zone-b. The filters leave one node, and nothing has to be scored.",
            "ko": "stock은 zone-b에서만 실행할 수 있습니다. 필터를 통과한 노드가 하나뿐이라 점수를 매길 것도 없습니다.",
        },
    },
    {
        "at_s": 42,
        "command": "kubectl.bind",
        "args": {"name": "mail", "node": "node-a"},
        "comment": {
            "en": "Mail fits on node-a and on node-c. On node-c no CPU would be left, so node-a scores more.",
            "ko": "mail은 node-a와 node-c에 모두 들어갑니다. node-c에는 CPU가 남지 않으므로 node-a의 점수가 높습니다.",
        },
        "gap": {
            "en": "Mail asks for 1 CPU and 1 GiB. Which node do you write into it?",
            "ko": "mail은 CPU 1개와 1GiB를 요청합니다. 어느 노드의 이름을 기록하면 될까요?",
        },
    },
    {
        "at_s": 54,
        "command": "kubectl.bind",
        "args": {"name": "search", "node": "node-c"},
        "comment": {
            "en": "Search asks for 2.5 GiB. Node-b has too little memory left; node-a and node-c are about as good.",
            "ko": "search는 2.5GiB를 요청합니다. node-b는 메모리가 모자라고, node-a와 node-c는 점수가 비슷합니다.",
        },
    },
    {
        "at_s": 68,
        "command": "kubectl.label",
        "args": {"resource": "nodes", "name": "node-a", "labels": {"disk": "ssd"}},
        "predict": "again",
        "comment": {
            "en": "Only the node has changed. The scheduler hears of it and looks at Report once more.",
            "ko": "바뀐 것은 노드뿐입니다. 스케줄러가 그 소식을 듣고 report를 다시 살펴봅니다.",
        },
        "gap": {
            "en": "Report waits: no node has the label it asks for. What do you give to node-a?",
            "ko": "report가 기다립니다. 요청한 레이블이 붙은 노드가 없습니다. node-a에 무엇을 붙이면 될까요?",
        },
    },
    {
        "at_s": 90,
        "command": "kubectl.label",
        "args": {"resource": "nodes", "name": "node-a", "labels": {"disk": None}},
        "predict": "stays",
        "comment": {
            "en": "The reason for the choice is gone. The choice is not made again: Report runs on.",
            "ko": "노드를 고른 이유가 사라졌습니다. 그래도 다시 고르지는 않습니다. report는 그대로 실행됩니다.",
        },
    },
    {
        "at_s": 130,
        "command": "kubectl.delete",
        "args": {"resource": "pods", "name": "cache"},
        "comment": {
            "en": "Cache gives back the 6 GiB it had asked for, whether it used them or not. Archive fits on node-b.",
            "ko": "cache가 실제로 썼는지와 상관없이 요청했던 6GiB가 풀립니다. 이제 archive가 node-b에 들어갑니다.",
        },
    },
]
END_S = 160

BROKEN_COMMANDS: list[dict[str, Any]] = [
    {
        "at_s": 40,
        "command": "kubectl.taint",
        "args": {"node": "node-b", "taint": "maintenance=true:NoSchedule-"},
        "comment": {
            "en": "The maintenance is long over. Without the taint node-b passes the filters, and both Pods go there.",
            "ko": "점검은 이미 끝났습니다. 테인트를 떼면 node-b가 필터를 통과하고, 두 파드가 모두 그리로 갑니다.",
        },
    },
]
BROKEN_END_S = 60


def measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ run.NAME }}; the totals are those of Order, as one can work them out by hand."""
    placed = {fact["data"]["pod"]: fact["data"]["node"] for fact in facts if fact["event"] == "PodScheduled"}
    refused = {fact["data"]["pod"]: fact["data"]["message"] for fact in facts if fact["event"] == "PodUnschedulable"}
    deleted = [fact["data"]["key"] for fact in facts if fact["event"] == "ObjectDeleted"]
    return {
        **order_totals(),
        "small": int(placed.get("default/order") == "node-c"),
        "waited": len(refused),
        "again": int(placed.get(REPORT) is not None),
        "moved": deleted.count(REPORT),
    }


def order_totals() -> dict[str, int]:
    """The points of each node for Order, all of them and those for room."""
    nodes = [
        {
            "apiVersion": "v1", "kind": "Node", "metadata": {"name": name},
            "status": {"allocatable": {"cpu": cpu, "memory": memory, "pods": "110"}},
        }
        for name, (cpu, memory) in SIZES.items()
    ]  # fmt: skip
    there = [
        {**one, "spec": {**one["spec"], "nodeName": node}}
        for one, node in zip(residents(), ("node-a", "node-b"), strict=True)
    ]
    told = explain(read_cluster([*nodes, *there, pod("order", "1", "1Gi")]))["results"][0]["nodes"]
    points = {f"total_{name[-1]}": told[name]["total"] for name in SIZES}
    rooms = {f"room_{name[-1]}": told[name]["scores"]["NodeResourcesFit"]["weighted"] for name in SIZES}
    return {**points, **rooms}


def broken_measures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """What the note quotes as {{ broken.NAME }}: of the cluster with the taint, left alone."""
    return {"waiting": len({fact["data"]["pod"] for fact in facts if fact["event"] == "PodUnschedulable"})}
