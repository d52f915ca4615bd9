"""Fields that nobody knows, and values that do not fit."""

from typing import Any

import pytest

from labs.engines.kube.apiserver.registry import ROWS
from labs.engines.kube.apiserver.schema.shapes import PLAIN, types
from tests.engines.kube.apiserver.cluster import Cluster, deployment

BODY: dict[str, Any] = {**deployment(), "metadata": {"name": "web"}}
UNKNOWN = {
    **BODY, "spec": {
        **BODY["spec"], "replicaz": 2,
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "web", "image": "a:1", "imagee": "b"}]},
        },
    },
}  # fmt: skip


def test_every_kind_and_every_type_named_has_its_fields() -> None:
    known = types()
    assert {row.kind for row in ROWS} <= known.keys()
    named = {shape.of for fields in known.values() for shape in fields.values()}
    assert named <= {*known, *PLAIN}


def test_strict_refuses_fields_that_nobody_knows() -> None:
    refused = Cluster().refused("create", resource="deployments", body=UNKNOWN, validation="Strict")
    assert refused["code"] == "BadRequest"
    assert refused["message"] == (
        'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field '
        '"spec.template.spec.containers[0].imagee", unknown field "spec.replicaz"'
    )


def test_otherwise_they_are_dropped() -> None:
    made = Cluster().do("create", resource="deployments", body=UNKNOWN)
    assert "replicaz" not in made["spec"]
    assert "imagee" not in made["spec"]["template"]["spec"]["containers"][0]


def test_they_can_be_asked_for_beforehand() -> None:
    assert Cluster().look("unknown_fields", resource="deployments", body=UNKNOWN) == [
        "spec.template.spec.containers[0].imagee", "spec.replicaz"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"replicas": "3"}, "string into Go struct field DeploymentSpec.spec.replicas of type int32"),
        ({"replicas": 1.5}, "number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32"),
        ({"replicas": 2**40}, f"number {2**40} into Go struct field DeploymentSpec.spec.replicas of type int32"),
        ({"paused": "yes"}, "string into Go struct field DeploymentSpec.spec.paused of type bool"),
        ({"template": []}, "array into Go struct field DeploymentSpec.spec.template of type v1.PodTemplateSpec"),
        (
            {"template": {"spec": {"containers": {}}}},
            "object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container",
        ),
        (
            {"template": {"spec": {"containers": [{"image": True}]}}},
            "bool into Go struct field Container.spec.template.spec.containers.image of type string",
        ),
        (
            {"template": {"spec": {"nodeSelector": {"a": True}}}},
            "bool into Go struct field PodSpec.spec.template.spec.nodeSelector of type string",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_named_as_go_names_it(spec: Any, said: str) -> None:
    body = {**BODY, "spec": {**BODY["spec"], **spec}}
    refused = Cluster().refused("create", resource="deployments", body=body)
    assert refused["code"] == "BadRequest"
    start = 'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal '
    assert refused["message"] == start + said
