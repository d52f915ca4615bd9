"""How lines become shapes: `core.py`, `pods.py`, `workloads.py`, `others.py`."""

import pytest

from labs.engines.kube.apiserver.schema.shapes import Shape, fields_of, fields_of_kind


@pytest.mark.parametrize(
    ("type_name", "field", "shape"),
    [
        ("PodSpec", "nodeName", Shape("plain", "string")),
        ("PodSpec", "tolerations", Shape("list", "Toleration")),
        ("PodSpec", "containers", Shape("list", "Container", ("name",))),
        ("Container", "ports", Shape("list", "ContainerPort", ("containerPort", "protocol"))),
        ("ObjectMeta", "finalizers", Shape("list", "string", ("",))),
        ("ObjectMeta", "labels", Shape("map", "string")),
        ("PodSpec", "nodeSelector", Shape("map", "string", whole=True)),
        ("DeploymentSpec", "selector", Shape("object", "LabelSelector", whole=True)),
        ("LeaseSpec", "renewTime", Shape("plain", "Time")),
    ],
)
def test_a_field_has_its_shape(type_name: str, field: str, shape: Shape) -> None:
    assert fields_of(type_name)[field] == shape


def test_every_object_says_what_it_is() -> None:
    assert list(fields_of_kind("Secret"))[:3] == ["apiVersion", "kind", "metadata"]
