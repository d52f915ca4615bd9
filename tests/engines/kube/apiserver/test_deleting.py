"""Deletion with grace, with finalizers, and of namespaces."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, deployment, pod, pod_spec

CONFIG = {"data": {"a": "1"}}


def leaving(cluster: Cluster, name: str = "p", resource: str = "pods") -> tuple[Any, Any]:
    metadata = cluster.get(resource, name)["metadata"]
    return metadata.get("deletionTimestamp"), metadata.get("deletionGracePeriodSeconds")


def with_pod(**spec: Any) -> Cluster:
    cluster = Cluster()
    cluster.create("pods", "p", pod(**spec))
    return cluster


def is_there(cluster: Cluster, resource: str, name: str) -> bool:
    return any(one["metadata"]["name"] == name for one in cluster.look("list_objects", resource=resource)["items"])


def test_a_pod_on_a_node_gets_its_grace_and_stays_until_its_kubelet_deletes_it() -> None:
    cluster = with_pod(nodeName="a")
    cluster.sim.run_until(10_000_000)
    answer = cluster.do("delete", resource="pods", name="p")
    assert answer["metadata"]["deletionTimestamp"] == "2026-01-01T00:00:40Z"
    assert answer["metadata"]["generation"] == 2
    assert leaving(cluster) == ("2026-01-01T00:00:40Z", 30)
    cluster.do("delete", resource="pods", name="p", grace_s=0, uid=answer["metadata"]["uid"])
    assert not is_there(cluster, "pods", "p")


@pytest.mark.parametrize(
    ("spec", "grace_s", "at", "period"),
    [
        ({"terminationGracePeriodSeconds": 5}, None, "00:00:05", 5),
        ({"terminationGracePeriodSeconds": 5}, 60, "00:01:00", 60),
        ({}, -1, "00:00:01", 1),
    ],
)
def test_who_deletes_may_say_how_long(spec: Any, grace_s: int | None, at: str, period: int) -> None:
    cluster = with_pod(nodeName="a", **spec)
    cluster.do("delete", resource="pods", name="p", grace_s=grace_s)
    assert leaving(cluster) == (f"2026-01-01T{at}Z", period)


def test_who_asks_for_more_time_than_a_manifest_could_gets_as_much() -> None:
    cluster = with_pod(nodeName="a")
    cluster.do("delete", resource="pods", name="p", grace_s=2**53 - 1)
    assert leaving(cluster) == ("2094-01-19T03:14:07Z", 2**31 - 1)


@pytest.mark.parametrize(("again_s", "left"), [(10, 10), (30, 30), (90, 30), (None, 30)])
def test_a_second_deletion_only_shortens_the_time(again_s: int | None, left: int) -> None:
    cluster = with_pod(nodeName="a")
    cluster.do("delete", resource="pods", name="p")
    cluster.do("delete", resource="pods", name="p", grace_s=again_s)
    assert leaving(cluster) == (f"2026-01-01T00:00:{left}Z", left)


def test_a_pod_without_a_node_and_one_that_is_over_go_at_once() -> None:
    cluster = with_pod()
    cluster.do("delete", resource="pods", name="p")
    assert not is_there(cluster, "pods", "p")
    cluster.create("pods", "q", pod(nodeName="a"))
    cluster.do("patch", resource="pods", name="q", patch={"status": {"phase": "Failed"}}, subresource="status")
    cluster.do("delete", resource="pods", name="q")
    assert not is_there(cluster, "pods", "q")


def test_a_finalizer_holds_an_object_until_the_last_is_gone() -> None:
    cluster = Cluster()
    cluster.create("configmaps", "c", {**CONFIG, "metadata": {"finalizers": ["x.io/a", "x.io/b"]}})
    cluster.do("delete", resource="configmaps", name="c")
    assert leaving(cluster, "c", "configmaps") == ("2026-01-01T00:00:00Z", 0)
    patch = {"metadata": {"finalizers": ["x.io/a", "x.io/c"]}}
    refused = cluster.refused("patch", resource="configmaps", name="c", patch=patch)
    assert refused["message"] == (
        'ConfigMap "c" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is '
        'being deleted, found new finalizers []string{"x.io/c"}'
    )
    cluster.do("patch", resource="configmaps", name="c", patch={"metadata": {"finalizers": ["x.io/b"]}})
    assert is_there(cluster, "configmaps", "c")
    cluster.do("patch", resource="configmaps", name="c", patch={"metadata": {"finalizers": None}})
    assert not is_there(cluster, "configmaps", "c")


def test_a_pod_with_a_finalizer_outlives_its_grace() -> None:
    cluster = Cluster()
    cluster.create("pods", "p", {**pod(nodeName="a"), "metadata": {"finalizers": ["x.io/a"]}})
    cluster.do("delete", resource="pods", name="p", grace_s=0)
    assert leaving(cluster)[1] == 0
    cluster.do("patch", resource="pods", name="p", patch={"metadata": {"finalizers": []}})
    assert not is_there(cluster, "pods", "p")


@pytest.mark.parametrize(
    ("propagation", "finalizers"),
    [("Foreground", ["foregroundDeletion"]), ("Orphan", ["orphan"]), ("Background", None), ("", None)],
)
def test_what_is_to_happen_to_dependents_is_a_finalizer(propagation: str, finalizers: list[str] | None) -> None:
    cluster = Cluster()
    cluster.create("deployments", "web", deployment())
    cluster.do("delete", resource="deployments", name="web", propagation=propagation)
    assert is_there(cluster, "deployments", "web") == (finalizers is not None)
    if finalizers:
        assert cluster.get("deployments", "web")["metadata"]["finalizers"] == finalizers


def test_a_dry_run_deletes_nothing() -> None:
    cluster = with_pod()
    cluster.do("delete", resource="pods", name="p", dry_run=True)
    assert leaving(cluster) == (None, None)


@pytest.mark.parametrize(("precondition", "what"), [({"uid": "other"}, "UID"), ({"version": "99"}, "ResourceVersion")])
def test_an_object_that_is_not_the_meant_one_is_not_deleted(precondition: Any, what: str) -> None:
    cluster = with_pod()
    refused = cluster.refused("delete", resource="pods", name="p", **precondition)
    assert refused["code"] == "Conflict"
    wanted = next(iter(precondition.values()))
    assert f"Precondition failed: {what} in precondition: {wanted}, {what} in object meta: " in refused["message"]


def test_what_is_not_there_cannot_be_deleted() -> None:
    refused = Cluster().refused("delete", resource="deployments", name="web")
    assert (refused["code"], refused["message"]) == ("NotFound", 'deployments.apps "web" not found')


# Namespaces


def test_a_cluster_begins_with_four_namespaces() -> None:
    items = Cluster().look("list_objects", resource="namespaces")["items"]
    assert [one["metadata"]["name"] for one in items] == ["default", "kube-node-lease", "kube-public", "kube-system"]
    assert items[0]["metadata"]["labels"] == {"kubernetes.io/metadata.name": "default"}
    assert (items[0]["status"], items[0]["spec"]) == ({"phase": "Active"}, {"finalizers": ["kubernetes"]})


def test_nothing_is_made_in_a_namespace_that_is_not_there() -> None:
    body = {"metadata": {"name": "p"}, "spec": pod_spec()}
    refused = Cluster().refused("create", resource="pods", namespace="shop", body=body)
    assert (refused["code"], refused["message"]) == ("NotFound", 'namespaces "shop" not found')


def test_a_namespace_is_terminating_until_its_finalizer_is_gone() -> None:
    cluster = Cluster()
    cluster.create("namespaces", "shop", {})
    cluster.do("delete", resource="namespaces", name="shop")
    stays = cluster.get("namespaces", "shop")
    assert (stays["status"]["phase"], stays["metadata"]["deletionTimestamp"]) == ("Terminating", "2026-01-01T00:00:00Z")
    refused = cluster.refused("create", resource="configmaps", namespace="shop", body={"metadata": {"name": "c"}})
    assert refused["code"] == "Forbidden"
    assert refused["message"] == (
        'configmaps "c" is forbidden: unable to create new content in namespace shop because it is being terminated'
    )
    patch: dict[str, Any] = {"spec": {"finalizers": []}}
    cluster.do("patch", resource="namespaces", name="shop", patch=patch)
    assert is_there(cluster, "namespaces", "shop")
    cluster.do("patch", resource="namespaces", name="shop", patch=patch, subresource="finalize")
    assert not is_there(cluster, "namespaces", "shop")


@pytest.mark.parametrize("name", ["default", "kube-system", "kube-public"])
def test_some_namespaces_stay_for_ever(name: str) -> None:
    refused = Cluster().refused("delete", resource="namespaces", name=name)
    assert (refused["code"], refused["message"]) == (
        "Forbidden", f'namespaces "{name}" is forbidden: this namespace may not be deleted'
    )  # fmt: skip
