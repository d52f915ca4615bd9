"""Whom preemption evicts, and by which criterion it chooses the node; also budgets.py and what a nomination means."""

from typing import Any

import pytest

from labs.engines.kube.scheduler.plugins.default_preemption import DefaultPreemption
from tests.engines.kube.scheduler.cluster import Manifest, explained, judged, node, pod, thing

EARLY, LATE = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"


def victim(name: str, on: str, cpu: str = "4", priority: int = 0, started: str = "", **more: Any) -> Manifest:
    status = {"startTime": started} if started else {}
    return pod(name, on=on, cpu=cpu, priority=priority, status=status, **more)


def preempted(*objects: Manifest, cpu: str = "4", **more: Any) -> Any:
    """What happens to a new Pod of priority 100 on nodes of four CPUs."""
    return judged(*objects, pod(cpu=cpu, priority=100, **more))["preemption"]


def budget(allowed: int | None = None, labels: Any = None, **spec: Any) -> Manifest:
    status = {} if allowed is None else {"disruptionsAllowed": allowed}
    rules = {"selector": {"matchLabels": labels or {"app": "db"}}, **spec}
    return thing("PodDisruptionBudget", "pdb", "policy/v1", namespace="default", spec=rules, status=status)


TWO = [node("a"), node("b")]
DB = {"app": "db"}


def test_only_those_go_without_whom_the_pod_fits() -> None:
    there = [victim("one", "a", "1", 1), victim("two", "a", "1", 2), victim("three", "a", "2", 3)]
    assert preempted(node("a"), *there, cpu="2") == {"nominatedNode": "a", "victims": ["default/two", "default/one"]}


def test_the_most_important_come_back_first_and_of_equals_the_longest_running() -> None:
    there = [victim("late", "a", "2", 1, LATE), victim("early", "a", "2", 1, EARLY)]
    assert preempted(node("a"), *there, cpu="2")["victims"] == ["default/late"]
    not_started = [victim("unknown", "a", "2", 1), victim("late", "a", "2", 1, LATE)]
    assert preempted(node("a"), *not_started, cpu="2")["victims"] == ["default/unknown"]


def test_pods_of_the_same_priority_are_safe() -> None:
    assert preempted(node("a"), victim("old", "a", priority=100)) is None


def test_a_pod_that_fits_after_a_larger_one_left_comes_back() -> None:
    there = [victim("large", "a", "3", 1), victim("small", "a", "1", 1)]
    assert preempted(node("a"), *there, cpu="3")["victims"] == ["default/large"]


CRITERIA = {
    "a: fewest violations of budgets": (
        [victim("one", "a", labels=DB), victim("two", "b", priority=50)], [budget(0)], ("b", ["two"]),
    ),
    "b: lowest highest priority": (
        [victim("one", "a", priority=5), *(victim(f"two-{n}", "b", "1", 4) for n in range(4))], [],
        ("b", ["two-0", "two-1", "two-2", "two-3"]),
    ),
    "c: smallest sum of priorities, in which every Pod counts": (
        [
            victim("one", "a", "2", 5), victim("two", "a", "2", 5),
            victim("three", "b", "2", 5), victim("four", "b", "2", 4),
        ], [], ("b", ["three", "four"]),
    ),
    "c: so fewer Pods come before lower ones": (
        [victim("one", "a", "2", 5), victim("two", "a", "2", -100), victim("three", "b", priority=5)], [],
        ("b", ["three"]),
    ),
    "e: latest start of the most important": (
        [victim("one", "a", priority=5, started=EARLY), victim("two", "b", priority=5, started=LATE)], [],
        ("b", ["two"]),
    ),
    "e: the earliest of these counts": (
        [
            victim("one", "a", "2", 5, EARLY), victim("two", "a", "2", 5, "2026-02-01T00:00:00Z"),
            victim("three", "b", "2", 5, LATE), victim("four", "b", "2", 5, LATE),
        ], [], ("b", ["four", "three"]),
    ),
    "f: the first of equals": ([victim("one", "a"), victim("two", "b")], [], ("a", ["one"])),
}  # fmt: skip


@pytest.mark.parametrize("criterion", CRITERIA)
def test_the_node_is_chosen_by_one_criterion_after_the_other(criterion: str) -> None:
    there, budgets, (chosen, victims) = CRITERIA[criterion]
    found = preempted(*TWO, *there, *budgets)
    assert found == {"nominatedNode": chosen, "victims": [f"default/{name}" for name in victims]}


def test_fewest_victims_decide_where_sums_are_equal() -> None:
    """Only at the lowest priority of all a Pod counts nothing in the sum."""
    lowest = -(2**31)
    there = [victim("one", "a", "2", lowest), victim("two", "a", "2", lowest), victim("three", "b", priority=lowest)]
    assert preempted(*TWO, *there) == {"nominatedNode": "b", "victims": ["default/three"]}


def test_those_whom_a_budget_protects_come_back_first() -> None:
    there = [victim("free", "a", "2", 50), victim("kept", "a", "2", 1, labels=DB)]
    assert preempted(node("a"), *there, budget(0), cpu="2")["victims"] == ["default/free"]
    assert preempted(node("a"), *there, budget(1), cpu="2")["victims"] == ["default/kept"]


def test_a_budget_is_broken_where_nothing_else_helps() -> None:
    assert preempted(node("a"), victim("kept", "a", labels=DB), budget(0))["victims"] == ["default/kept"]


@pytest.mark.parametrize(
    ("rules", "victims"),
    [
        ({"minAvailable": 1}, ["kept"]),
        ({"minAvailable": 2}, ["free"]),
        ({"minAvailable": "51%"}, ["free"]),
        ({"minAvailable": "50%"}, ["kept"]),
        ({"maxUnavailable": 0}, ["free"]),
        ({"maxUnavailable": 1}, ["kept"]),
        ({"maxUnavailable": "1%"}, ["kept"]),
        ({}, ["free"]),
    ],
)
def test_a_budget_without_a_status_is_worked_out_from_what_is_there(rules: Any, victims: list[str]) -> None:
    there = [victim("free", "a", "2", 50), victim("kept", "a", "2", 1, labels=DB)]
    other = victim("other", "b", "4", 200, labels=DB)
    found = preempted(*TWO, *there, other, budget(**rules), cpu="2")
    assert found["victims"] == [f"default/{name}" for name in victims]


def test_a_budget_protects_pods_of_its_namespace_that_its_selector_names() -> None:
    there = [victim("free", "a", "2", 50), victim("kept", "a", "2", 1, labels=DB)]
    elsewhere = budget(0)
    elsewhere["metadata"]["namespace"] = "other"
    empty = {**budget(0), "spec": {"selector": {}}}
    for other in (elsewhere, empty, budget(0, {"app": "web"})):
        assert preempted(node("a"), *there, other, cpu="2")["victims"] == ["default/kept"]


def test_nodes_that_nothing_can_help_are_not_tried() -> None:
    cordoned = node("a", unschedulable=True)
    assert preempted(cordoned, victim("one", "a")) is None
    result = judged(cordoned, node("b", cpu="1"), victim("one", "a"), pod(cpu="4", priority=100))
    told = "preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling."
    assert result["message"].endswith(told)


def test_whom_others_keep_away_comes_where_they_leave() -> None:
    apart = {"labelSelector": {"matchLabels": {"app": "new"}}, "topologyKey": "kubernetes.io/hostname"}
    rule = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [apart]}}
    there = [victim("shy", "a", "1", affinity=rule), victim("calm", "a", "1")]
    assert preempted(node("a"), *there, cpu="1", labels={"app": "new"})["victims"] == ["default/shy"]


def test_whom_the_spread_keeps_away_comes_where_its_own_kind_leaves() -> None:
    rule = {
        "topologyKey": "kubernetes.io/hostname", "maxSkew": 1, "whenUnsatisfiable": "DoNotSchedule",
        "labelSelector": {"matchLabels": DB},
    }  # fmt: skip
    there = [victim("one", "a", "1", labels=DB), victim("x", "a", "1", labels=DB)]
    there.append(victim("two", "b", "4", 200, labels=DB))
    # Two on a, one on b: a third on a needs one to leave, b is full of a more important Pod.
    found = preempted(*TWO, *there, cpu="1", labels=DB, topologySpreadConstraints=[rule])
    assert found == {"nominatedNode": "a", "victims": ["default/x"]}


def test_ports_are_freed_too() -> None:
    def with_port(made: Manifest) -> Manifest:
        made["spec"]["containers"][0]["ports"] = [{"containerPort": 80, "hostPort": 80}]
        return made

    there = [with_port(victim("web", "a", "1")), victim("calm", "a", "1")]
    found = judged(node("a"), *there, with_port(pod(priority=100)))
    assert found["preemption"]["victims"] == ["default/web"]


def test_the_nominated_pod_keeps_its_place_from_less_important_ones() -> None:
    """The victim has not gone yet, and its place is promised."""
    results = explained(node("a"), victim("old", "a", "3"), pod("high", cpu="3", priority=100), pod("low", cpu="2"))
    assert results["high"]["outcome"] == "nominated"
    assert results["low"]["outcome"] == "unschedulable"
    assert results["low"]["nodes"]["a"]["reasons"] == ["Insufficient cpu"]


def test_a_nomination_in_the_manifest_counts_for_the_less_important_only() -> None:
    promised = pod("promised", cpu="3", priority=50, status={"nominatedNodeName": "a"}, schedulingGates=[{"name": "x"}])
    lower, higher = pod("lower", cpu="2"), pod("higher", cpu="2", priority=60)
    results = explained(node("a"), promised, lower, higher, bind=False)
    assert (results["lower"]["outcome"], results["higher"]["outcome"]) == ("unschedulable", "scheduled")


def test_the_nominated_node_is_tried_alone_first() -> None:
    new = pod(cpu="1", status={"nominatedNodeName": "a"})
    result = judged(*TWO, victim("old", "a", "3"), new)
    assert (result["node"], list(result["nodes"])) == ("a", ["a"])
    assert judged(*TWO, victim("old", "a", "4"), new)["node"] == "b"


def test_while_victims_leave_nobody_else_is_evicted() -> None:
    condition = {"type": "DisruptionTarget", "status": "True", "reason": "PreemptionByScheduler"}
    leaving = victim("old", "a", metadata={"deletionTimestamp": LATE})
    leaving["status"] = {"conditions": [condition]}
    waiting = pod(cpu="4", priority=100, status={"nominatedNodeName": "a"})
    assert judged(*TWO, leaving, victim("other", "b"), waiting)["message"] == (
        "0/2 nodes are available: 2 Insufficient cpu."
        " preemption: not eligible due to a terminating pod on the nominated node."
    )
    leaving["status"] = {"conditions": []}
    assert judged(*TWO, leaving, victim("other", "b"), waiting)["outcome"] == "nominated"


@pytest.mark.parametrize(("hopeful", "tried"), [(3, 3), (100, 100), (900, 100), (2_000, 200)])
def test_so_many_candidates_are_enough(hopeful: int, tried: int) -> None:
    assert DefaultPreemption({}).candidates_most(hopeful) == tried


def test_preemption_can_be_left_out() -> None:
    result = judged(node("a"), victim("old", "a"), pod(cpu="4", priority=100), preemption=False)
    assert (result["outcome"], result["preemption"]) == ("unschedulable", None)
