"""Containers and their ports."""

import pytest

from tests.engines.kube.manifests.objects import Manifest, pod, problem, read_spec

APP: Manifest = {"name": "app", "image": "shop:1"}


@pytest.mark.parametrize("name", ["name", "image"])
def test_a_container_needs_a_name_and_an_image(name: str) -> None:
    assert problem(pod(container={name: None})) == f"spec.containers[0].{name}: Required value"


def test_a_pod_needs_a_container_and_no_two_of_a_name() -> None:
    assert problem(pod(containers=[])) == "spec.containers: Required value"
    assert problem(pod(containers=[APP, APP])) == 'spec.containers[1].name: Duplicate value: "app"'


def test_an_init_container_restarts_always_or_does_not_say() -> None:
    assert read_spec(pod(initContainers=[{**APP, "restartPolicy": "Always"}]))
    assert problem(pod(initContainers=[{**APP, "restartPolicy": "Never"}])) == (
        'spec.initContainers[0].restartPolicy: Unsupported value: "Never": supported values: "Always"'
    )


def test_a_port_is_of_tcp_unless_told() -> None:
    ports = read_spec(pod(container={"ports": [{"containerPort": 80}]}))["containers"][0]["ports"]
    assert ports == [{"containerPort": 80, "protocol": "TCP"}]


@pytest.mark.parametrize(
    ("port", "why"),
    [
        ({}, "containerPort: Required value"),
        ({"containerPort": 65_536}, "containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive"),
        (
            {"containerPort": 80, "protocol": "tcp"},
            'protocol: Unsupported value: "tcp": supported values: "TCP", "UDP", "SCTP"',
        ),
    ],
)
def test_a_wrong_port_is_refused(port: Manifest, why: str) -> None:
    assert problem(pod(container={"ports": [port]})) == f"spec.containers[0].ports[0].{why}"


def test_on_the_nodes_network_a_port_is_the_nodes() -> None:
    spec = read_spec(pod(container={"ports": [{"containerPort": 80}]}, hostNetwork=True))
    assert spec["containers"][0]["ports"][0]["hostPort"] == 80
    other = pod(container={"ports": [{"containerPort": 80, "hostPort": 81}]}, hostNetwork=True)
    assert problem(other) == (
        "spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true"
    )
