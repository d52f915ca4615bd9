"""Pods that do not fit on the node are refused there."""

from typing import Any

import pytest

from tests.engines.kube.kubelet.bench import Bench


def asking(cpu: str, memory: str = "1Gi") -> dict[str, Any]:
    return {"resources": {"requests": {"cpu": cpu, "memory": memory}}}


def affinity(key: str) -> dict[str, Any]:
    term = {"matchExpressions": [{"key": key, "operator": "Exists"}]}
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [term]}}}


@pytest.mark.parametrize(
    ("container", "reason", "message"),
    [
        (asking("1500m"), "OutOfcpu", "cpu, requested: 1500, used: 3000, capacity: 4000"),
        (
            asking("1", "15Gi"),
            "OutOfmemory",
            "memory, requested: 16106127360, used: 2147483648, capacity: 17179869184",
        ),
    ],
)
def test_a_pod_that_asks_for_more_than_is_left_is_refused(container: dict[str, Any], reason: str, message: str) -> None:
    bench = Bench()
    bench.create(container=asking("3", "2Gi"))
    bench.create(name="two", container=container)
    bench.run(5)
    text = f"Node didn't have enough resource: {message}"
    status = bench.pod("two")["status"]
    assert (status["phase"], status["reason"], status["message"]) == ("Failed", reason, f"Pod was rejected: {text}")
    assert bench.told("two") == [[reason, text, 1]]
    assert bench.pod()["status"]["phase"] == "Running"


def test_what_has_finished_leaves_its_share_to_others() -> None:
    bench = Bench()
    bench.create("shop/job:1", container=asking("3"), restartPolicy="Never")
    bench.run(20)
    bench.create(name="two", container=asking("3"))
    bench.run(5)
    assert bench.pod("two")["status"]["phase"] == "Running"


def test_the_number_of_pods_is_limited() -> None:
    bench = Bench()
    for number in range(111):
        bench.create(name=f"web-{number}")
    bench.run(5)
    refused = bench.facts("PodRefused")
    assert [data for _, _, data in refused] == [{"pod": "default/web-110", "reason": "OutOfpods"}]


@pytest.mark.parametrize("spec", [{"nodeSelector": {"disk": "fast"}}, {"affinity": affinity("disk")}])
def test_a_pod_that_wants_another_node_is_refused(spec: dict[str, Any]) -> None:
    bench = Bench()
    bench.create(**spec)
    bench.run(5)
    status = bench.pod()["status"]
    assert (status["phase"], status["reason"]) == ("Failed", "NodeAffinity")
    text = "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"
    assert status["message"] == f"Pod was rejected: {text}"


@pytest.mark.parametrize("spec", [{"nodeSelector": {"disk": "fast"}}, {"affinity": affinity("disk")}])
def test_labels_that_the_node_got_later_count(spec: dict[str, Any]) -> None:
    bench = Bench()
    bench.run(1)
    bench.do("apiserver.patch", resource="nodes", name="node-a", patch={"metadata": {"labels": {"disk": "fast"}}})
    bench.create(**spec)
    bench.run(5)
    assert bench.pod()["status"]["phase"] == "Running"
