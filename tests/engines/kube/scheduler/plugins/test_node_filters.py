"""A node alone: node_name.py, node_unschedulable.py, taint_toleration.py on tolerations.py, node_ports.py."""

from typing import Any

import pytest

from labs.engines.kube.scheduler.plugins.node_name import NodeName
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.snapshot import Snapshot
from tests.engines.kube.scheduler.cluster import fitting, judged, node, pod, reasons, scored

TAINTED = "node(s) had untolerated taint {team: red}"
RED = {"key": "team", "value": "red", "effect": "NoSchedule"}


def toleration(**fields: Any) -> list[dict[str, Any]]:
    return [fields]


def test_a_cordoned_node_takes_only_who_tolerates_that() -> None:
    nodes = [node("open"), node("shut", unschedulable=True)]
    assert reasons(judged(*nodes, pod())) == {"open": [], "shut": ["node(s) were unschedulable"]}
    tolerant = pod(tolerations=toleration(key="node.kubernetes.io/unschedulable", operator="Exists"))
    assert fitting(judged(*nodes, tolerant)) == ["open", "shut"]


@pytest.mark.parametrize(
    ("tolerations", "passes"),
    [
        ([], False),
        (toleration(key="team", operator="Equal", value="red", effect="NoSchedule"), True),
        (toleration(key="team", value="red"), True),
        (toleration(key="team", operator="Exists"), True),
        (toleration(operator="Exists"), True),
        (toleration(key="team", value="blue", effect="NoSchedule"), False),
        (toleration(key="other", operator="Exists"), False),
        (toleration(key="team", value="red", effect="PreferNoSchedule"), False),
        (toleration(key="team", value="red", effect="NoExecute", tolerationSeconds=60), False),
        (toleration(key="other", operator="Exists") + toleration(key="team", operator="Exists"), True),
    ],
)
def test_a_toleration_fits_a_taint_by_key_operator_value_and_effect(tolerations: Any, passes: bool) -> None:
    result = judged(node("a", taints=[RED]), pod(tolerations=tolerations))
    assert reasons(result) == {"a": [] if passes else [TAINTED]}


@pytest.mark.parametrize(
    ("taints", "told"),
    [
        ([{**RED, "effect": "PreferNoSchedule"}], []),
        ([{**RED, "effect": "NoExecute"}], [TAINTED]),
        ([{"key": "gpu", "effect": "NoSchedule"}], ["node(s) had untolerated taint {gpu: }"]),
        ([{"key": "first", "value": "1", "effect": "NoExecute"}, RED], ["node(s) had untolerated taint {first: 1}"]),
    ],
)
def test_the_first_taint_that_is_not_tolerated_is_named(taints: Any, told: list[str]) -> None:
    assert reasons(judged(node("a", taints=taints), pod())) == {"a": told}


def soft(*keys: str) -> list[dict[str, str]]:
    return [{"key": key, "value": "x", "effect": "PreferNoSchedule"} for key in keys]


def test_nodes_with_fewer_soft_taints_are_better() -> None:
    nodes = [node("none"), node("one", taints=soft("a")), node("three", taints=soft("a", "b", "c"))]
    assert scored("TaintToleration", *nodes, pod()) == {"none": 100, "one": 67, "three": 0}
    assert scored("TaintToleration", *nodes, pod(), kind="raw") == {"none": 0, "one": 1, "three": 3}
    assert scored("TaintToleration", *nodes, pod(), kind="weighted") == {"none": 300, "one": 201, "three": 0}


def test_only_tolerations_of_soft_taints_or_of_all_count_in_the_score() -> None:
    nodes = [node("plain"), node("soft", taints=soft("a"))]
    hard = toleration(key="a", value="x", effect="NoSchedule")
    assert scored("TaintToleration", *nodes, pod(tolerations=hard)) == {"plain": 100, "soft": 0}
    every = toleration(key="a", value="x")
    assert scored("TaintToleration", *nodes, pod(tolerations=every)) == {"plain": 100, "soft": 100}


def with_port(name: str = "new", on: str = "", **port: Any) -> dict[str, Any]:
    made = pod(name, on=on)
    made["spec"]["containers"][0]["ports"] = [{"containerPort": 80, **port}]
    return made


TAKEN = ["node(s) didn't have free ports for the requested pod ports"]


@pytest.mark.parametrize(
    ("there", "wanted", "clash"),
    [
        ({"hostPort": 80}, {"hostPort": 80}, True),
        ({"hostPort": 80}, {"hostPort": 81}, False),
        ({"hostPort": 80}, {}, False),
        ({"hostPort": 80}, {"hostPort": 80, "protocol": "UDP"}, False),
        ({"hostPort": 80, "hostIP": "10.0.0.1"}, {"hostPort": 80, "hostIP": "10.0.0.2"}, False),
        ({"hostPort": 80, "hostIP": "10.0.0.1"}, {"hostPort": 80, "hostIP": "10.0.0.1"}, True),
        ({"hostPort": 80, "hostIP": "0.0.0.0"}, {"hostPort": 80, "hostIP": "10.0.0.1"}, True),
        ({"hostPort": 80, "hostIP": "10.0.0.1"}, {"hostPort": 80}, True),
    ],
)
def test_a_port_of_the_node_is_taken_once(there: Any, wanted: Any, clash: bool) -> None:
    result = judged(node("a"), with_port("old", "a", **there), with_port(**wanted))
    assert reasons(result) == {"a": TAKEN if clash else []}


def test_a_sidecar_s_port_counts_and_an_init_container_s_does_not() -> None:
    for policy, told in (({"restartPolicy": "Always"}, TAKEN), ({}, [])):
        early = {"name": "early", "image": "x", "ports": [{"containerPort": 80, "hostPort": 80}], **policy}
        result = judged(node("a"), with_port("old", "a", hostPort=80), pod(initContainers=[early]))
        assert reasons(result) == {"a": told}


def test_a_pod_that_names_its_node_fits_there_only() -> None:
    snapshot, plugin = Snapshot([node("a"), node("b")]), NodeName({})
    wanted = PodInfo(pod(on="b"))
    found = plugin.pre_filter(wanted, snapshot)
    first, second = plugin.filter(found.state, wanted, snapshot.nodes)
    assert first == ("NodeName", "UnschedulableAndUnresolvable", ("node(s) didn't match the requested node name",))
    assert second is None
    assert plugin.pre_filter(PodInfo(pod()), snapshot).skip
