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


def test_what_the_api_server_refuses_is_told_in_its_words() -> None:
    world = World()
    world.until(5 * SECOND)
    assert world.refused("kubectl.scale", name="web", replicas=3) == 'deployments.apps "web" not found'
    assert "no matches for kind" in world.refused("kubectl.apply", manifest={"kind": "Deploymint", "apiVersion": "v1"})


def test_an_api_server_that_cannot_be_reached_is_told() -> None:
    world = up(1)
    world.do("network.cut", a="kubectl", b="apiserver")
    assert "Unable to connect to the server" in world.refused("kubectl.scale", name="web", replicas=3)


def test_taints_are_put_on_and_taken_off() -> None:
    world = up(1)
    world.do("kubectl.taint", node="node-1", taint="gpu=yes:NoSchedule")
    assert world.get("nodes", "node-1")["spec"]["taints"] == [{"key": "gpu", "value": "yes", "effect": "NoSchedule"}]
    world.do("kubectl.taint", node="node-1", taint="gpu-")
    assert "taints" not in world.get("nodes", "node-1")["spec"]
    assert world.refused("kubectl.taint", node="node-1", taint="gpu-") == 'taint "gpu" not found'


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


def test_a_drained_node_is_closed_and_empty_and_its_pods_run_elsewhere() -> None:
    world = up(6)
    world.do("kubectl.drain", node="node-1")
    world.until(3 * MINUTE)
    assert world.get("nodes", "node-1")["spec"]["unschedulable"] is True
    on = world.running()
    assert (len(on), "node-1" in on) == (6, False)
    assert world.sim.components["kubectl"].entities()["kubectl"]["draining"] == []
    world.do("kubectl.uncordon", node="node-1")
    assert "unschedulable" not in world.get("nodes", "node-1")["spec"]


def test_a_drain_waits_for_a_budget_and_can_be_given_up() -> None:
    world = up(2)
    budget = {
        "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "web"},
        "spec": {"minAvailable": 2, "selector": {"matchLabels": {"app": "web"}}},
    }  # fmt: skip
    world.do("kubectl.apply", manifest=budget)
    world.until(40 * SECOND)
    node = world.pods()[0]["spec"]["nodeName"]
    world.do("kubectl.drain", node=node)
    world.until(2 * MINUTE)
    assert node in world.running()
    world.do("kubectl.stop_draining", node=node)
    world.do("kubectl.delete", resource="poddisruptionbudgets", name="web")
    world.until(4 * MINUTE)
    assert node in world.running()
