"""Which events may help which rejected Pod."""

from typing import Any

import pytest

from labs.engines.kube.scheduler.framework import Profile
from labs.engines.kube.scheduler.hints import HINTS, NodeNews, OtherNews, PodNews, helps, interested
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.pod_info import PodInfo
from tests.engines.kube.scheduler.cluster import ZONE, Manifest, node, pod

TAINT = {"key": "k", "effect": "NoSchedule"}
SPREAD = {
    "maxSkew": 1, "topologyKey": ZONE, "whenUnsatisfiable": "DoNotSchedule",
    "labelSelector": {"matchLabels": {"app": "web"}},
}  # fmt: skip
TERM = [{"topologyKey": ZONE, "labelSelector": {"matchLabels": {"app": "web"}}}]
NEAR = {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": TERM}}
FAR = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": TERM}}
WEB = {"app": "web"}


def news(before: Manifest | None, after: Manifest | None) -> NodeNews | PodNews:
    if (before or after or {})["kind"] == "Node":
        return NodeNews(*(None if one is None else NodeInfo(one) for one in (before, after)))
    return PodNews(*(None if one is None else PodInfo(one) for one in (before, after)))


SMALL, LARGE = node("a", cpu="1"), node("a", cpu="4")
PORT: dict[str, Any] = {"containers": [{"name": "c", "ports": [{"containerPort": 80, "hostPort": 80}]}]}
# Plug-in, what the Pod asks for, what was, what is, whether it may help.
CASES: dict[str, tuple[str, Manifest, Manifest | None, Manifest | None, bool]] = {
    "a node with room": ("NodeResourcesFit", pod(cpu="2"), None, LARGE, True),
    "a node without room": ("NodeResourcesFit", pod(cpu="2"), None, SMALL, False),
    "a node has grown": ("NodeResourcesFit", pod(cpu="2"), SMALL, LARGE, True),
    "it has grown in what is not asked for": (
        "NodeResourcesFit", pod(cpu="2"), LARGE, node("a", cpu="4", memory="9Gi"), False,
    ),
    "a node takes more pods": ("NodeResourcesFit", pod(), LARGE, node("a", pods="200"), True),
    "a node has gone": ("NodeResourcesFit", pod(cpu="2"), LARGE, None, False),
    "a pod has gone": ("NodeResourcesFit", pod(cpu="2"), pod("x", on="a"), None, True),
    "a pod has come": ("NodeResourcesFit", pod(cpu="2"), None, pod("x", on="a"), False),
    "uncordoned": ("NodeUnschedulable", pod(), node("a", unschedulable=True), node("a"), True),
    "cordoned": ("NodeUnschedulable", pod(), node("a"), node("a", unschedulable=True), False),
    "a taint has gone": ("TaintToleration", pod(), node("a", taints=[TAINT]), node("a"), True),
    "a taint more": ("TaintToleration", pod(), node("a"), node("a", taints=[TAINT]), False),
    "a new node with that taint": ("TaintToleration", pod(), None, node("a", taints=[TAINT]), False),
    "the label that is asked for": (
        "NodeAffinity", pod(nodeSelector={"disk": "ssd"}), node("a"), node("a", labels={"disk": "ssd"}), True,
    ),
    "another label": (
        "NodeAffinity", pod(nodeSelector={"disk": "ssd"}), node("a"), node("a", labels={"disk": "hdd"}), False,
    ),
    "a node by name": ("NodeName", pod(on="a"), None, node("a"), True),
    "a node of another name": ("NodeName", pod(on="a"), None, node("b"), False),
    "a port is free": ("NodePorts", pod(**PORT), pod("x", on="a", **PORT), None, True),
    "no port is free": ("NodePorts", pod(**PORT), pod("x", on="a"), None, False),
    "one of the spread has gone": (
        "PodTopologySpread", pod(topologySpreadConstraints=[SPREAD]), pod("x", on="a", labels=WEB), None, True,
    ),
    "another has gone": (
        "PodTopologySpread", pod(topologySpreadConstraints=[SPREAD]), pod("x", on="a"), None, False,
    ),
    "a node in another zone": (
        "PodTopologySpread", pod(topologySpreadConstraints=[SPREAD]), None, node("a", zone="z"), True,
    ),
    "the one that is wanted has come": (
        "InterPodAffinity", pod(affinity=NEAR), None, pod("x", on="a", labels=WEB), True,
    ),
    "another has come": ("InterPodAffinity", pod(affinity=NEAR), None, pod("x", on="a"), False),
    "the one that is avoided has gone": (
        "InterPodAffinity", pod(affinity=FAR), pod("x", on="a", labels=WEB), None, True,
    ),
    "one that avoids it has gone": ("InterPodAffinity", pod(labels=WEB), pod("x", on="a", affinity=FAR), None, True),
    "one that avoids others has gone": ("InterPodAffinity", pod(), pod("x", on="a", affinity=FAR), None, False),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_plug_in_says_whether_an_event_may_help(case: str) -> None:
    plugin, asking, before, after, may_help = CASES[case]
    told = news(before, after)
    assert helps(plugin, PodInfo(asking), told, {}) is may_help
    assert plugin in interested(told) or not may_help


def test_claims_matter_to_the_volume_plug_ins_only() -> None:
    told = OtherNews("persistentvolumes")
    assert interested(told) == ["VolumeBinding", "VolumeZone"]
    assert helps("VolumeBinding", PodInfo(pod()), told, {})
    assert not helps("NodeResourcesFit", PodInfo(pod()), told, {})


def test_every_plug_in_that_filters_has_a_hint() -> None:
    assert [plugin.name for plugin in Profile().filters if plugin.name not in HINTS] == []
