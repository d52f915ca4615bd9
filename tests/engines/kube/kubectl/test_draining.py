"""kubectl drain: a node is closed, and its Pods go as far as budgets let them."""

from tests.engines.kube.test_cluster import MINUTE, SECOND, up


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
