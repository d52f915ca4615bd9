"""Nodes: taints, what they can give, images."""

import pytest

from labs.engines.kube import read_cluster
from tests.engines.kube.manifests.objects import Manifest, node, problem


def test_a_node_can_give_all_it_has_unless_told() -> None:
    [has, gives] = read_cluster(
        [node("a", capacity={"cpu": 4}), node("b", capacity={"cpu": 4}, allocatable={"cpu": 3})]
    ).nodes
    assert has["status"]["allocatable"] == {"cpu": "4"}
    assert gives["status"]["allocatable"] == {"cpu": "3"}


def test_a_node_that_says_nothing_has_nothing() -> None:
    bare = {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "a"}}
    assert read_cluster([bare]).nodes[0]["status"] == {"allocatable": {}}
    assert read_cluster([bare]).nodes[0]["spec"] == {}


TAINT: Manifest = {"key": "a", "effect": "NoSchedule"}


@pytest.mark.parametrize(
    ("taints", "told"),
    [
        ([{"key": "a"}], "spec.taints[0].effect: Required value"),
        ([{"effect": "NoSchedule"}], "spec.taints[0].key: Required value"),
        (
            [{"key": "a", "effect": "no"}],
            'spec.taints[0].effect: Unsupported value: "no":'
            ' supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
        ),
        ([TAINT, TAINT], 'spec.taints[1]: Duplicate value: {"key":"a","effect":"NoSchedule"}'),
    ],
)
def test_a_wrong_taint_is_refused(taints: list[Manifest], told: str) -> None:
    assert problem(node(spec={"taints": taints})) == told


def test_an_image_has_names_and_a_size() -> None:
    image = {"names": ["shop:1"], "sizeBytes": 5}
    assert read_cluster([node(images=[image])]).nodes[0]["status"]["images"] == [image]
    assert (
        problem(node(images=[{"sizeBytes": "5"}]))
        == 'status.images[0].sizeBytes: Invalid value: "5": must be an integer'
    )
