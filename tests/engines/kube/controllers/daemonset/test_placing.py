"""Which nodes a DaemonSet's Pods belong on."""

from typing import Any

import pytest

from labs.engines.kube.controllers.daemonset.placing import by_age, pod_on, target_of, tolerations, verdict

Manifest = dict[str, Any]


def taint(effect: str, key: str = "for") -> Manifest:
    return {"key": key, "value": "others", "effect": effect}


def node(*taints: Manifest, **labels: str) -> Manifest:
    return {"metadata": {"name": "n", "labels": labels}, "spec": {"taints": list(taints)}}


def wish(**spec: Any) -> Manifest:
    template = {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [], **spec}}
    return {
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": {"name": "web", "uid": "u"},
        "spec": {"template": template},
    }


def attracted(*terms: Manifest) -> Manifest:
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": list(terms)}}}


SSD = {"matchExpressions": [{"key": "disk", "operator": "In", "values": ["ssd"]}]}
TOLERATES = [{"key": "for", "operator": "Exists"}]


@pytest.mark.parametrize(
    ("wanted", "there", "runs", "stays"),
    [
        (wish(), node(), True, True),
        (wish(nodeName="n"), node(), True, True),
        (wish(nodeName="other"), node(), False, False),
        (wish(nodeSelector={"disk": "ssd"}), node(disk="ssd"), True, True),
        (wish(nodeSelector={"disk": "ssd"}), node(), False, False),
        (wish(affinity=attracted(SSD)), node(disk="ssd"), True, True),
        (wish(affinity=attracted(SSD)), node(disk="hdd"), False, False),
        (wish(), node(taint("NoSchedule")), False, True),
        (wish(), node(taint("NoExecute")), False, False),
        (wish(), node(taint("PreferNoSchedule")), True, True),
        (wish(tolerations=TOLERATES), node(taint("NoSchedule"), taint("NoExecute")), True, True),
        (wish(), node(taint("NoExecute", "node.kubernetes.io/unreachable")), True, True),
        (wish(), node(taint("NoSchedule", "node.kubernetes.io/unschedulable")), True, True),
        (wish(), node(taint("NoSchedule", "node.kubernetes.io/not-ready")), False, True),
        (wish(), node(taint("NoSchedule", "node.kubernetes.io/network-unavailable")), False, True),
        (wish(hostNetwork=True), node(taint("NoSchedule", "node.kubernetes.io/network-unavailable")), True, True),
    ],
)
def test_labels_and_taints_decide(wanted: Manifest, there: Manifest, runs: bool, stays: bool) -> None:
    assert verdict(wanted, there) == (runs, stays)


def test_a_toleration_with_an_end_becomes_one_for_ever() -> None:
    own = {"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 30}
    told = [one for one in tolerations({"tolerations": [own]}) if one["key"].endswith("not-ready")]
    assert told == [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute"}]


def test_a_pod_is_made_for_one_node_and_found_by_that() -> None:
    affinity = {**attracted(SSD), "podAffinity": {}}
    made = pod_on(wish(affinity=affinity), "n", "hash")
    assert made["metadata"]["labels"] == {"app": "web", "controller-revision-hash": "hash"}
    assert made["spec"]["affinity"]["podAffinity"] == {}
    assert target_of(made) == "n"
    assert target_of({"spec": {"nodeName": "m"}}) == "m"
    assert target_of({"spec": {}}) == ""


def test_those_on_a_node_are_older_than_those_that_wait() -> None:
    waits = {"metadata": {"name": "a", "creationTimestamp": "1"}, "spec": {}}
    young = {"metadata": {"name": "b", "creationTimestamp": "3"}, "spec": {"nodeName": "n"}}
    old = {"metadata": {"name": "c", "creationTimestamp": "2"}, "spec": {"nodeName": "n"}}
    assert by_age([waits, young, old]) == [old, young, waits]
