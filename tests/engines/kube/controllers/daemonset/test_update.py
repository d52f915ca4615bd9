"""A rolling update of a DaemonSet, node by node; and what is too much on a node (nodes.py, status.py)."""

from typing import Any

import pytest

from labs.engines.kube.controllers.daemonset.nodes import finished, is_missing, superfluous
from labs.engines.kube.controllers.daemonset.placing import Verdict
from labs.engines.kube.controllers.daemonset.status import status_of
from labs.engines.kube.controllers.daemonset.update import Update, with_surge, without_surge
from labs.engines.kube.moments import nanos_of

Manifest = dict[str, Any]
NOW = nanos_of("2026-01-01T00:01:00Z")
HERE = Verdict(True, True)


def pod(name: str, *, new: bool = False, up: bool = True, leaving: bool = False, phase: str = "Running") -> Manifest:
    ready = {"type": "Ready", "status": "True" if up else "False", "lastTransitionTime": "2026-01-01T00:00:00Z"}
    metadata = {
        "name": name,
        "creationTimestamp": name,
        "labels": {"controller-revision-hash": "new" if new else "old"},
    }
    if leaving:
        metadata["deletionTimestamp"] = "2026-01-01T00:00:59Z"
    return {"metadata": metadata, "spec": {"nodeName": name[0]}, "status": {"phase": phase, "conditions": [ready]}}


def update(pods: dict[str, list[Manifest]], **limits: Any) -> Update:
    wish = {"metadata": {"generation": 2}, "spec": {"updateStrategy": {"rollingUpdate": limits}}}
    return Update(wish, "new", len(pods), pods, NOW)


def names(pods: list[Manifest]) -> list[str]:
    return [one["metadata"]["name"] for one in pods]


@pytest.mark.parametrize(
    ("pods", "unavailable", "goes"),
    [
        ({"a": [pod("a1")], "b": [pod("b1")]}, 1, ["a1"]),
        ({"a": [pod("a1")], "b": [pod("b1")]}, "50%", ["a1"]),
        ({"a": [pod("a1")], "b": [pod("b1")], "c": [pod("c1")]}, "50%", ["a1", "b1"]),
        # One is down for its update already.
        ({"a": [], "b": [pod("b1")]}, 1, []),
        ({"a": [pod("a1", leaving=True)], "b": [pod("b1")]}, 1, []),
        ({"a": [pod("a2", new=True, up=False)], "b": [pod("b1")]}, 1, []),
        ({"a": [pod("a2", new=True)], "b": [pod("b1")]}, 1, ["b1"]),
        # What is down anyway may go whatever the limit.
        ({"a": [pod("a1", up=False)], "b": [pod("b1", up=False)], "c": [pod("c1")]}, 1, ["a1", "b1", "c1"]),
        ({"a": [pod("a1", up=False)], "b": []}, 1, ["a1"]),
        ({"a": [pod("a2", new=True)], "b": [pod("b2", new=True)]}, 1, []),
    ],
)
def test_without_surge_as_many_as_may_be_down_go(
    pods: dict[str, list[Manifest]], unavailable: Any, goes: list[str]
) -> None:
    assert names(without_surge(update(pods, maxUnavailable=unavailable))) == goes


@pytest.mark.parametrize(
    ("pods", "nodes", "goes"),
    [
        ({"a": [pod("a1")], "b": [pod("b1")]}, ["a"], []),
        ({"a": [pod("a1"), pod("a2", new=True, up=False)], "b": [pod("b1")]}, [], []),
        ({"a": [pod("a1"), pod("a2", new=True)], "b": [pod("b1")]}, ["b"], ["a1"]),
        ({"a": [pod("a1", up=False)], "b": [pod("b1")]}, ["a", "b"], []),
        ({"a": [pod("a2", new=True)], "b": [pod("b2", new=True)]}, [], []),
    ],
)
def test_with_surge_the_new_one_comes_first(pods: dict[str, list[Manifest]], nodes: list[str], goes: list[str]) -> None:
    found, unwanted = with_surge(update(pods, maxSurge=1, maxUnavailable=0))
    assert (found, names(unwanted)) == (nodes, goes)


def test_if_nothing_may_be_down_nor_too_many_one_may_be_down() -> None:
    assert update({"a": []}, maxUnavailable=0).unavailable == 1
    assert update({"a": []}, maxUnavailable=0, maxSurge=1).unavailable == 0


def test_a_pod_on_its_way_out_keeps_the_place_unless_two_are_allowed() -> None:
    leaving = [pod("a1", leaving=True)]
    assert is_missing(HERE, [], False)
    assert not is_missing(HERE, leaving, False)
    assert is_missing(HERE, leaving, True)
    assert not is_missing(Verdict(False, True), [], False)


def test_of_several_on_a_node_the_oldest_stays() -> None:
    plain = update({"a": []})
    assert names(superfluous(HERE, [pod("a2"), pod("a1"), pod("a3", phase="Failed")], plain)) == ["a2"]
    assert names(superfluous(Verdict(False, False), [pod("a1"), pod("a2", leaving=True)], plain)) == ["a1"]
    assert names(finished([pod("a3", phase="Failed"), pod("a4")])) == ["a3"]


@pytest.mark.parametrize(
    ("pods", "goes"),
    [
        ([pod("a1"), pod("a2", new=True, up=False)], []),
        ([pod("a1"), pod("a2", new=True)], ["a1"]),
        ([pod("a1", up=False), pod("a2", new=True, up=False)], ["a1"]),
        ([pod("a1"), pod("a2"), pod("a3", new=True, up=False)], ["a2"]),
    ],
)
def test_beside_a_surge_only_one_old_one_stays_until_the_new_one_is_up(pods: list[Manifest], goes: list[str]) -> None:
    assert names(superfluous(HERE, pods, update({"a": pods}, maxSurge=1))) == goes


def test_the_status_counts_nodes() -> None:
    pods = {"a": [pod("a1"), pod("a0", new=True)], "b": [pod("b1", up=False)], "c": [], "d": [pod("d1")]}
    verdicts = {"a": HERE, "b": HERE, "c": HERE, "d": Verdict(False, True), "e": Verdict(False, False)}
    assert status_of(update(pods), verdicts) == {
        "currentNumberScheduled": 2, "numberMisscheduled": 1, "desiredNumberScheduled": 3, "numberReady": 1,
        "updatedNumberScheduled": 1, "numberAvailable": 1, "numberUnavailable": 2, "observedGeneration": 2,
    }  # fmt: skip
