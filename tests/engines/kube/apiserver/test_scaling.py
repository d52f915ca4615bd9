"""The subresource scale."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, deployment

TERM = {"key": "tier", "operator": "In", "values": ["b", "a"]}


def with_deployment() -> Cluster:
    cluster = Cluster()
    cluster.create("deployments", "web", deployment(3))
    return cluster


def test_a_scale_says_how_many_and_by_which_labels() -> None:
    cluster = with_deployment()
    scale = cluster.look("get_scale", resource="deployments", name="web")
    assert (scale["kind"], scale["apiVersion"]) == ("Scale", "autoscaling/v1")
    assert (scale["spec"], scale["status"]) == ({"replicas": 3}, {"replicas": 0, "selector": "app=web"})
    assert scale["metadata"]["resourceVersion"] == cluster.get("deployments", "web")["metadata"]["resourceVersion"]


@pytest.mark.parametrize("patch_type", ["merge", "strategic"])
def test_a_patched_scale_scales(patch_type: str) -> None:
    cluster = with_deployment()
    said = {"resource": "deployments", "name": "web", "subresource": "scale", "patch_type": patch_type}
    after = cluster.do("patch", patch={"spec": {"replicas": 4}}, **said)
    assert (after["spec"]["replicas"], after["metadata"]["generation"]) == (4, 2)


def test_a_scale_of_another_version_is_a_conflict() -> None:
    cluster = with_deployment()
    scale = cluster.look("get_scale", resource="deployments", name="web")
    body = {**scale, "spec": {"replicas": 5}}
    said: dict[str, Any] = {"resource": "deployments", "name": "web", "subresource": "scale", "body": body}
    assert cluster.do("replace", **said)["spec"]["replicas"] == 5
    assert cluster.refused("replace", **said)["code"] == "Conflict"


def test_fewer_than_none_is_refused_as_of_the_object() -> None:
    said = {"resource": "deployments", "name": "web", "subresource": "scale", "patch": {"spec": {"replicas": -1}}}
    assert "spec.replicas: Invalid value: -1" in with_deployment().refused("patch", **said)["message"]


def test_a_selector_of_terms_is_text_too() -> None:
    cluster = Cluster()
    body = deployment()
    body["spec"]["selector"]["matchExpressions"] = [TERM, {"key": "x", "operator": "DoesNotExist"}]
    body["spec"]["template"]["metadata"] = {"labels": {"app": "web", "tier": "a"}}
    cluster.create("deployments", "web", body)
    scale = cluster.look("get_scale", resource="deployments", name="web")
    assert scale["status"]["selector"] == "app=web,tier in (a,b),!x"


def test_what_has_no_scale_cannot_be_scaled() -> None:
    cluster = Cluster()
    cluster.create("configmaps", "c", {})
    said = {"resource": "configmaps", "name": "c", "subresource": "scale", "patch": {"spec": {"replicas": 1}}}
    assert cluster.refused("patch", **said)["message"] == "the server could not find the requested resource"
