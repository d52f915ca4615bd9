"""The kinds' own defaults and needs."""

import pytest

from labs.engines.kube import read_cluster
from labs.engines.kube.manifests.kinds import KINDS
from tests.engines.kube.manifests.objects import Manifest, problem


def of(kind: str, **fields: object) -> Manifest:
    return {"apiVersion": KINDS[kind].api_version, "kind": kind, "metadata": {"name": "a"}, **fields}


@pytest.mark.parametrize("kind", ["ReplicaSet", "StatefulSet"])
def test_an_owner_of_pods_says_which(kind: str) -> None:
    assert problem(of(kind)) == "spec: Required value"
    assert problem(of(kind, spec={})) == "spec.selector: Required value"


def test_a_service_selects_by_equality() -> None:
    assert problem(of("Service", spec={"selector": {"matchLabels": {"app": "web"}}})).startswith(
        "spec.selector: Invalid"
    )


def test_a_priority_class_has_a_value_and_preempts_unless_told() -> None:
    assert problem(of("PriorityClass")) == "value: Required value"
    [read] = read_cluster([of("PriorityClass", value=0)]).priorityclasses
    assert read["preemptionPolicy"] == "PreemptLowerPriority"
