"""The goals of the scheduler's lab: a good hand, a label that is heard of, and a place that is kept."""

from typing import Any

import pytest

from labs.catalog import get_lab
from labs.catalog.play import Played, play
from labs.content.kubernetes.scheduler.scenario import POINTS_LESS, judged, residents
from labs.engines.kube import read_cluster

LAB = get_lab("scheduler")


def at(second: float, command: str, **args: Any) -> dict[str, Any]:
    return {"at_s": second, "command": command, "args": args}


def bound(second: float, name: str, node: str) -> dict[str, Any]:
    return at(second, "kubectl.bind", name=name, node=node)


def labelled(second: float, disk: str | None) -> dict[str, Any]:
    return at(second, "kubectl.label", resource="nodes", name="node-a", labels={"disk": disk})


def after(end_s: float, *script: dict[str, Any]) -> Played:
    played = play(LAB.build, 1, script, end_s)
    assert played.refused == []
    return played


@pytest.mark.parametrize(
    ("name", "node", "values"),
    [
        ("stock", "node-a", {"plugin": "NodeAffinity"}),
        ("search", "node-b", {"plugin": "NodeResourcesFit"}),
        ("mail", "node-c", {"best": "node-a"}),
        ("mail", "node-b", {"best": "node-a"}),
    ],
)
def test_a_hand_that_a_filter_forbids_or_that_is_far_from_the_best_misses_and_says_by_how_much(
    name: str, node: str, values: dict[str, Any]
) -> None:
    played = after(40, bound(30, name, node))
    [missed] = [fact for fact in played.facts if fact["event"] == "GoalMissed"]
    [cause] = [fact for fact in played.facts if fact["id"] == missed["cause"]]
    assert played.goals["by-hand"] == "missed"
    assert cause["event"] == ("PlacedWorse" if "best" in values else "PlacedAgainstFilter")
    assert cause["data"].items() >= {"pod": f"default/{name}", "node": node, **values}.items()
    assert cause["cause"] == -1  # and leads on to the command, which was on its way for a while


def test_each_hand_is_judged_by_what_is_there_at_that_moment() -> None:
    hands = [bound(30, "search", "node-a"), bound(34, "mail", "node-a"), bound(38, "stock", "node-b")]
    assert after(44, *hands).goals["by-hand"] == "reached"


def test_a_label_that_comes_back_within_the_half_minute_proves_nothing() -> None:
    begun = [labelled(30, "ssd"), labelled(50, None)]
    assert after(82, *begun, labelled(60, "ssd")).goals["stays"] == "not_yet"
    assert after(84, *begun).goals["stays"] == "reached"


def test_a_pod_that_is_gone_has_not_stayed() -> None:
    gone = at(60, "kubectl.delete", resource="pods", name="report")
    assert after(84, labelled(30, "ssd"), labelled(50, None), gone).goals["stays"] == "not_yet"


def test_points_are_lost_against_the_best_node_that_the_filters_leave() -> None:
    nodes = [
        {
            "apiVersion": "v1", "kind": "Node", "metadata": {"name": name},
            "status": {"allocatable": {"cpu": cpu, "memory": "8Gi", "pods": "110"}},
        }
        for name, cpu in (("large", "8"), ("small", "4"), ("tiny", "1"))
    ]  # fmt: skip
    [ledger, _] = residents()
    manifests = read_cluster([*nodes, {**ledger, "spec": {**ledger["spec"], "nodeSelector": {}}}])
    found = {node: judged(manifests, "default/ledger", node) for node in ("tiny", "large", "small", "gone")}
    assert [found[node][0] for node in ("tiny", "gone")] == ["PlacedAgainstFilter"] * 2
    assert found["large"][1]["points"] == 0
    assert (found["small"][1]["best"], found["small"][1]["points"] > POINTS_LESS) == ("large", True)
