"""What a person asks of a cluster by hand, and what they are told."""

from typing import Any

from tests.engines.kube.test_cluster import MINUTE, SECOND, World, deployment, up


def test_apply_makes_an_object_and_changes_it_and_says_nothing_new_twice() -> None:
    world = up(2)
    assert world.get("deployments", "web")["spec"]["replicas"] == 2
    world.do("kubectl.apply", manifest=deployment(4))
    before = world.get("deployments", "web")
    assert before["spec"]["replicas"] == 4
    world.until(50 * SECOND)
    generation = world.get("deployments", "web")["metadata"]["generation"]
    world.do("kubectl.apply", manifest=deployment(4))
    assert world.get("deployments", "web")["metadata"]["generation"] == generation


def test_a_label_is_set_and_removed() -> None:
    world = up(1)
    world.do("kubectl.label", resource="nodes", name="node-1", labels={"disk": "ssd"})
    assert world.get("nodes", "node-1")["metadata"]["labels"]["disk"] == "ssd"
    world.do("kubectl.label", resource="nodes", name="node-1", labels={"disk": None})
    assert "disk" not in world.get("nodes", "node-1")["metadata"]["labels"]


def test_a_person_can_bind_a_pod_as_a_scheduler_does_and_only_once() -> None:
    world = World()
    world.until(5 * SECOND)
    container = {"name": "web", "image": "workshop/web:1"}
    spec = {"schedulerName": "me", "containers": [container]}
    manifest = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": spec}
    world.do("kubectl.apply", manifest=manifest)
    world.do("kubectl.bind", name="web", node="node-1")
    assert [pod["spec"]["nodeName"] for pod in world.pods()] == ["node-1"]
    assert "already assigned" in world.refused("kubectl.bind", name="web", node="node-2")


def test_a_new_image_and_a_restart_roll_the_pods_out_anew() -> None:
    world = up(2)
    old = {pod["metadata"]["uid"]: True for pod in world.pods()}
    world.do("kubectl.set_image", name="web", container="web", image="workshop/web:2")
    world.until(2 * MINUTE)
    assert [pod["spec"]["containers"][0]["image"] for pod in world.pods()] == ["workshop/web:2"] * 2
    second = {pod["metadata"]["uid"]: True for pod in world.pods()}
    world.do("kubectl.restart", name="web")
    world.until(4 * MINUTE)
    third = {pod["metadata"]["uid"]: True for pod in world.pods()}
    assert len(old | second | third) == 6


def test_a_paused_rollout_waits() -> None:
    world = up(2)
    world.do("kubectl.pause", name="web")
    world.do("kubectl.set_image", name="web", container="web", image="workshop/web:2")
    world.until(2 * MINUTE)
    assert images(world) == ["workshop/web:1"] * 2
    world.do("kubectl.pause", name="web", paused=False)
    world.until(4 * MINUTE)
    assert images(world) == ["workshop/web:2"] * 2


def images(world: World) -> list[Any]:
    return [pod["spec"]["containers"][0]["image"] for pod in world.pods()]
