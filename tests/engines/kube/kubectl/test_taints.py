"""Taints as kubectl writes them."""

import pytest

from labs.engines.kube.apiserver.errors import BadRequest
from labs.engines.kube.kubectl.taints import with_taint
from tests.engines.kube.test_cluster import up

GPU = {"key": "gpu", "value": "yes", "effect": "NoSchedule"}
OUT = {"key": "gpu", "effect": "NoExecute"}


def test_taints_are_put_on_and_taken_off() -> None:
    world = up(1)
    world.do("kubectl.taint", node="node-1", taint="gpu=yes:NoSchedule")
    assert world.get("nodes", "node-1")["spec"]["taints"] == [{"key": "gpu", "value": "yes", "effect": "NoSchedule"}]
    world.do("kubectl.taint", node="node-1", taint="gpu-")
    assert "taints" not in world.get("nodes", "node-1")["spec"]
    assert world.refused("kubectl.taint", node="node-1", taint="gpu-") == 'taint "gpu" not found'


def test_one_of_the_same_key_and_effect_is_replaced() -> None:
    assert with_taint([GPU], "gpu=no:NoSchedule") == [{**GPU, "value": "no"}]
    assert with_taint([GPU], "gpu:NoExecute") == [GPU, OUT]


def test_only_the_named_effect_is_taken_off_and_without_one_all_of_the_key() -> None:
    assert with_taint([GPU, OUT], "gpu:NoExecute-") == [GPU]
    assert with_taint([GPU, OUT], "gpu-") == []


@pytest.mark.parametrize("text", ["gpu", "gpu:Sometimes", ":NoSchedule", "gpu=yes"])
def test_a_taint_that_is_none_is_refused_as_kubectl_does(text: str) -> None:
    with pytest.raises(BadRequest, match=f"invalid taint spec: {text}"):
        with_taint([], text)
