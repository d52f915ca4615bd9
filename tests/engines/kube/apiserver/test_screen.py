"""What of the stored objects is drawn."""

from typing import Any

import pytest

from labs.engines.kube.apiserver import screen
from tests.engines.kube.apiserver.cluster import Cluster, build, deployment, node, pod
from tests.engines.replay import restarted

ASKS = {"resources": {"requests": {"cpu": "250m", "memory": "64Mi"}}}


def a_pod(name: str, on: str = "", app: str = "web") -> dict[str, Any]:
    spec = {"containers": [{"name": "web", "image": "nginx:1.29", **ASKS}], **({"nodeName": on} if on else {})}
    return {"metadata": {"name": name, "labels": {"app": app}}, "spec": spec}


def drawn(cluster: Cluster) -> dict[str, Any]:
    return cluster.server.entities()


def test_a_node_shows_what_its_pods_ask_for() -> None:
    cluster = Cluster()
    cluster.create("nodes", "a", node())
    cluster.create("pods", "one", a_pod("one", "a"))
    cluster.create("pods", "two", a_pod("two", "a"))
    cluster.do("patch", resource="nodes", name="a", patch={"spec": {"unschedulable": True}})
    assert drawn(cluster)["node/a"] == {
        "kind": "node", "name": "a", "ready": "True", "cordoned": True, "taints": [], "zone": "", "labels": {},
        "cpu_milli": [500, 4_000], "memory_mib": [128, 8_192], "pods": [2, 110],
    }  # fmt: skip


def test_of_a_nodes_labels_those_are_told_that_nothing_else_tells() -> None:
    cluster = Cluster()
    born = {"kubernetes.io/os": "linux", "kubernetes.io/hostname": "a", screen.ZONE: "zone-1", "disk": "ssd"}
    cluster.create("nodes", "a", {**node(), "metadata": {"labels": born}})
    assert (drawn(cluster)["node/a"]["zone"], drawn(cluster)["node/a"]["labels"]) == ("zone-1", {"disk": "ssd"})
    cluster.do("patch", resource="nodes", name="a", patch={"metadata": {"labels": {screen.HOSTNAME: "b"}}})
    assert drawn(cluster)["node/a"]["labels"] == {"disk": "ssd", screen.HOSTNAME: "b"}


def test_a_finished_pod_asks_for_nothing_and_a_deleted_one_is_gone() -> None:
    cluster = Cluster()
    cluster.create("nodes", "a", node())
    for name in ("one", "two"):
        cluster.create("pods", name, a_pod(name, "a"))
    drawn(cluster)
    finished = {"status": {"phase": "Succeeded"}}
    cluster.do("patch", resource="pods", name="one", patch=finished, subresource="status")
    assert drawn(cluster)["node/a"]["cpu_milli"] == [250, 4_000]
    cluster.do("delete", resource="pods", name="two", grace_s=0)
    assert drawn(cluster)["node/a"]["pods"] == [0, 110]
    assert "pod/default/two" not in drawn(cluster)


def test_a_pod_shows_who_owns_it_and_where_it_is() -> None:
    cluster = Cluster()
    owner = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-5d4f", "uid": "u", "controller": True}
    body = pod()
    cluster.create("pods", "one", {**body, "metadata": {"ownerReferences": [owner]}})
    assert drawn(cluster)["pod/default/one"] == {
        "kind": "pod", "name": "one", "namespace": "default", "app": "web-5d4f", "owner": "replicaset/web-5d4f",
        "node": "", "status": "Pending", "ready": [0, 1], "restarts": 0, "terminating": False, "nominated": "",
    }  # fmt: skip


def test_a_workload_shows_its_counts() -> None:
    cluster = Cluster()
    cluster.create("deployments", "web", deployment(3))
    status = {"readyReplicas": 2, "updatedReplicas": 3}
    cluster.do("patch", resource="deployments", name="web", patch={"status": status}, subresource="status")
    assert drawn(cluster)["workload/deployments/default/web"] == {
        "kind": "workload", "resource": "deployments", "name": "web", "namespace": "default", "owner": "",
        "wanted": 3, "ready": 2, "updated": 3, "available": 0,
    }  # fmt: skip


def test_many_pods_are_drawn_as_counts_and_few_again_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "PODS_DRAWN_MAX", 2)
    cluster = Cluster()
    for name in ("one", "two"):
        cluster.create("pods", name, a_pod(name, "a"))
    assert {"pod/default/one", "pod/default/two"} <= drawn(cluster).keys()
    cluster.create("pods", "three", a_pod("three", app="shop"))
    grouped = drawn(cluster)
    assert grouped["pods/a"] == {"kind": "pods", "node": "a", "counts": {"web": {"Pending": 2}}}
    assert grouped["pods/"] == {"kind": "pods", "node": "", "counts": {"shop": {"Pending": 1}}}
    assert not any(key.startswith("pod/") for key in grouped)
    cluster.do("delete", resource="pods", name="three")
    assert {key for key in drawn(cluster) if key.startswith("pod")} == {"pod/default/one", "pod/default/two"}


def test_the_many_apps_of_a_node_are_counted_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "PODS_DRAWN_MAX", 2)
    cluster = Cluster()
    for number in range(screen.APPS_TOLD_MAX + 1):
        cluster.create("pods", f"pod-{number}", a_pod(f"pod-{number}", "a", app=f"app-{number}"))
    assert drawn(cluster)["pods/a"]["counts"] == {screen.TOGETHER: {"Pending": screen.APPS_TOLD_MAX + 1}}


def test_a_restored_screen_shows_the_same() -> None:
    cluster = Cluster()
    cluster.create("nodes", "a", node())
    cluster.create("pods", "one", a_pod("one", "a"))
    drawn(cluster)
    cluster.create("deployments", "web", deployment(3))
    again = Cluster(restarted(cluster.sim, build))
    assert drawn(again) == drawn(cluster)
