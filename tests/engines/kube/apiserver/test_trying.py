"""What an apply would make of an object, asked without doing it."""

import json
from typing import Any

import pytest

from labs.engines.sim import EngineError
from tests.engines.kube.apiserver.cluster import Cluster

Manifest = dict[str, Any]
SPEC: Manifest = {
    "replicas": 2,
    "selector": {"matchLabels": {"app": "web"}},
    "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "web", "image": "web:1"}]}},
}


def deployment(**spec: Any) -> Manifest:
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {**SPEC, **spec}}


def state(cluster: Cluster) -> str:
    return json.dumps([cluster.server.sim.digest, cluster.server.revision, cluster.server.objects])


def test_a_new_object_is_told_with_its_defaults_and_is_not_there_afterwards() -> None:
    cluster = Cluster()
    before = state(cluster)
    found: Manifest = cluster.look("trial", manifest=deployment())
    assert found["before"] is None
    assert found["after"]["spec"]["strategy"]["type"] == "RollingUpdate"
    assert state(cluster) == before


def test_asking_draws_nothing_so_the_run_goes_on_as_if_nobody_had_asked() -> None:
    asked, silent = Cluster(), Cluster()
    service: Manifest = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "web"},
        "spec": {"ports": [{"port": 80}]},
    }
    for one in (deployment(), service):
        asked.look("trial", manifest=one)
    for cluster in (asked, silent):
        for one in (deployment(), service):
            resource = one["kind"].lower() + "s"
            cluster.do("patch", resource=resource, name="web", patch=one, patch_type="apply", field_manager="kubectl")
    assert state(asked) == state(silent)


def test_what_is_there_is_told_as_it_is_and_as_it_would_be() -> None:
    cluster = Cluster()
    cluster.do("patch", resource="deployments", name="web", patch=deployment(), patch_type="apply", field_manager="me")
    found = cluster.look("trial", manifest=deployment(replicas=5))
    assert (found["before"]["spec"]["replicas"], found["after"]["spec"]["replicas"]) == (2, 5)


@pytest.mark.parametrize(
    ("manifest", "code", "said"),
    [
        ({"kind": "Thing", "apiVersion": "v1"}, "BadRequest", 'no matches for kind "Thing" in version "v1"'),
        (deployment(replcas=3), "BadRequest", 'unknown field "spec.replcas"'),
        (deployment(replicas="three"), "BadRequest", "cannot unmarshal string into Go struct field"),
        (deployment(replicas=-1), "Invalid", "spec.replicas: Invalid value: -1"),
    ],
)
def test_what_would_be_refused_is_refused(manifest: Manifest, code: str, said: str) -> None:
    with pytest.raises(EngineError) as refusal:
        Cluster().look("trial", manifest=manifest)
    assert refusal.value.code == code
    assert said in refusal.value.message
