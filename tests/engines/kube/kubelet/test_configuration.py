"""Pods that name config maps and secrets."""

from typing import Any

import pytest

from tests.engines.kube.kubelet.bench import Bench

KEY = {"env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "shop", "key": "a"}}}]}
VOLUMES: dict[str, Any] = {"volumes": [{"name": "files", "secret": {"secretName": "keys"}}]}


def give(bench: Bench, resource: str, name: str, **data: str) -> None:
    bench.do("apiserver.create", resource=resource, body={"metadata": {"name": name}, "data": data})


@pytest.mark.parametrize(
    ("container", "problem"),
    [
        (KEY, 'configmap "shop" not found'),
        ({"envFrom": [{"secretRef": {"name": "keys"}}]}, 'secret "keys" not found'),
    ],
)
def test_without_what_its_environment_comes_from_a_container_is_not_made(
    container: dict[str, Any], problem: str
) -> None:
    bench = Bench()
    bench.create(container=container)
    bench.run(5)
    assert bench.container()["state"]["waiting"] == {"reason": "CreateContainerConfigError", "message": problem}
    assert ["Failed", f"Error: {problem}", 1] in bench.told()


def test_it_is_made_ten_seconds_later_when_all_is_there_by_then() -> None:
    bench = Bench()
    bench.create(container=KEY)
    bench.run(5)
    give(bench, "configmaps", "shop", b="1")
    bench.run(10)
    problem = "couldn't find key a in ConfigMap default/shop"
    assert bench.container()["state"]["waiting"]["message"] == problem
    bench.do("apiserver.patch", resource="configmaps", name="shop", patch={"data": {"a": "1"}})
    bench.run(10)
    assert bench.moments("ContainerStarted") == [22_710]  # asked at 2.504, 12.506 and 22.508; 2 ms for the answer


def test_what_is_optional_may_be_missing() -> None:
    bench = Bench()
    bench.create(container={"envFrom": [{"configMapRef": {"name": "shop", "optional": True}}]})
    bench.run(5)
    assert bench.container()["ready"]


def test_a_volume_is_mounted_as_soon_as_its_source_is_there() -> None:
    bench = Bench()
    bench.create(**VOLUMES)
    bench.run(2)
    assert bench.container()["state"] == {"waiting": {"reason": "ContainerCreating"}}
    assert bench.told() == [["FailedMount", 'MountVolume.SetUp failed for volume "files" : secret "keys" not found', 3]]
    give(bench, "secrets", "keys")
    bench.run(8)
    # Asked at 0.004, 0.506, 1.508 and 3.510; then a sandbox and a pull.
    assert bench.moments("ContainerStarted") == [3_512 + 500 + 2_000 + 200]


def test_a_container_that_ran_before_is_restarted_also_without_the_api_server() -> None:
    bench = Bench()
    give(bench, "configmaps", "shop", a="1")
    bench.create(container=KEY)
    bench.run(20)
    bench.do("network.cut", a="node-a", b="apiserver")
    bench.do("node-a.kill_container", pod="web")
    bench.run(30)
    assert bench.moments("ContainerStarted")[1:] == [30_200]  # when the question has timed out
