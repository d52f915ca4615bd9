"""What a Pod gets from other objects, in `making.py`."""

from tests.engines.kube.apiserver.cluster import Cluster, pod


def test_a_pod_has_the_priority_of_its_class() -> None:
    cluster = Cluster()
    cluster.create("priorityclasses", "high", {"value": 1_000, "preemptionPolicy": "Never"})
    spec = cluster.create("pods", "p", pod(priorityClassName="high"))["spec"]
    assert (spec["priority"], spec["preemptionPolicy"]) == (1_000, "Never")
    critical = cluster.create("pods", "q", pod(priorityClassName="system-node-critical"))["spec"]
    assert critical["priority"] == 2_000_001_000
    body = {"metadata": {"name": "r"}, **pod(priorityClassName="low")}
    refused = cluster.refused("create", resource="pods", body=body)
    assert (refused["code"], refused["message"]) == (
        "Forbidden", 'pods "r" is forbidden: no PriorityClass with name low was found'
    )  # fmt: skip
    body = {"metadata": {"name": "r"}, **pod(priority=5)}
    assert cluster.refused("create", resource="pods", body=body)["message"] == (
        'pods "r" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission '
        "controller computed 0 from the given PriorityClass name"
    )
    body = {"metadata": {"name": "r"}, **pod(preemptionPolicy="Never")}
    assert cluster.refused("create", resource="pods", body=body)["message"] == (
        'pods "r" is forbidden: the string value of PreemptionPolicy (Never) must not be provided in pod spec; '
        "priority admission controller computed PreemptLowerPriority from the given PriorityClass name"
    )
