"""Amounts that containers ask for and nodes have."""

from typing import Any

import pytest

from tests.engines.kube.manifests.objects import Manifest, node, pod, problem, read_spec


def asking(**resources: Manifest) -> Manifest:
    return pod(container={"resources": resources})


def test_absent_requests_are_the_limits() -> None:
    spec = read_spec(asking(limits={"cpu": "1", "memory": "1Gi"}, requests={"cpu": "500m"}))
    assert spec["containers"][0]["resources"]["requests"] == {"cpu": "500m", "memory": "1Gi"}


def test_a_pod_as_a_whole_can_ask_too() -> None:
    assert read_spec(pod(resources={"limits": {"cpu": 2}}))["resources"]["requests"] == {"cpu": "2"}


@pytest.mark.parametrize(("amount", "kept"), [(1, "1"), (0.5, "0.5"), (1e-05, "1e-05"), ("2Gi", "2Gi")])
def test_a_number_becomes_its_text(amount: Any, kept: str) -> None:
    assert read_spec(asking(requests={"cpu": amount}))["containers"][0]["resources"]["requests"]["cpu"] == kept


WRONG: list[tuple[Manifest, str]] = [
    (
        {"requests": {"cpu": "2"}, "limits": {"cpu": "1"}},
        'requests[cpu]: Invalid value: "2": must be less than or equal to cpu limit of 1',
    ),
    (
        {"requests": {"cpu": "a lot"}},
        'requests[cpu]: Invalid value: "a lot": quantities must match the regular expression'
        " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ),
    ({"requests": {"cpu": "-1"}}, 'requests[cpu]: Invalid value: "-1": must be greater than or equal to 0'),
    (
        {"limits": {"gpu": 1}},
        'limits[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
    ),
    ({"limits": {"example.com/gpu": "500m"}}, 'limits[example.com/gpu]: Invalid value: "500m": must be an integer'),
    (
        {"requests": {"example.com/gpu": 1}, "limits": {"example.com/gpu": 2}},
        'requests[example.com/gpu]: Invalid value: "1": must be equal to example.com/gpu limit of 2',
    ),
    (
        {"requests": {"cpu": True}},
        "requests[cpu]: Invalid value: true: must be a quantity: a number or a text such as 500m or 1Gi",
    ),
]


@pytest.mark.parametrize(("resources", "why"), WRONG)
def test_a_wrong_amount_is_refused(resources: Manifest, why: str) -> None:
    assert problem(asking(**resources)) == f"spec.containers[0].resources.{why}"


def test_a_node_may_have_what_containers_cannot_ask_for() -> None:
    assert problem(node(allocatable={"pods": "many"})).startswith('status.allocatable[pods]: Invalid value: "many"')
