"""A DaemonSet in a running cluster: one Pod on every node that takes it (loop.py; pod_loop.py, of all Pods)."""

from typing import Any

from tests.engines.kube.controllers.world import NODES, World, template

Manifest = dict[str, Any]
HASH = "controller-revision-hash"


def daemonset(image: str = "web:1", pod: Manifest | None = None, **spec: Any) -> Manifest:
    selector = {"matchLabels": {"app": "web"}}
    return {
        "metadata": {"name": "web"},
        "spec": {"selector": selector, "template": template(image, **(pod or {})), **spec},
    }


def started(nodes: int = 3, **spec: Any) -> World:
    world = World()
    for number in range(nodes, NODES):
        world.delete("nodes", f"node-{number}")
    world.create("daemonsets", daemonset(**spec))
    world.run(4)
    return world


def update(world: World, image: str) -> None:
    world.patch("daemonsets", "web", {"spec": {"template": template(image)}})


def places(world: World) -> list[str]:
    return sorted(pod["spec"].get("nodeName", "") for pod in world.pods())


def images(world: World) -> list[str]:
    return sorted(pod["spec"]["containers"][0]["image"] for pod in world.pods())


def test_every_node_gets_one_that_is_pinned_to_it() -> None:
    world = started()
    assert places(world) == ["node-0", "node-1", "node-2"]
    pod = next(one for one in world.pods() if one["spec"]["nodeName"] == "node-1")
    terms = pod["spec"]["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]
    fields = [{"key": "metadata.name", "operator": "In", "values": ["node-1"]}]
    assert terms == {"nodeSelectorTerms": [{"matchFields": fields}]}
    status = world.status("daemonsets", "web")
    assert status == {
        "currentNumberScheduled": 3,
        "desiredNumberScheduled": 3,
        "numberMisscheduled": 0,
        "numberReady": 3,
        "updatedNumberScheduled": 3,
        "numberAvailable": 3,
        "observedGeneration": 1,
    }


def test_its_pods_tolerate_what_befalls_nodes() -> None:
    pod = started(nodes=1).pods()[0]
    told = {(one["key"].partition("/")[2], one["effect"]) for one in pod["spec"]["tolerations"]}
    assert told >= {
        ("not-ready", "NoExecute"),
        ("unreachable", "NoExecute"),
        ("disk-pressure", "NoSchedule"),
        ("memory-pressure", "NoSchedule"),
        ("pid-pressure", "NoSchedule"),
        ("unschedulable", "NoSchedule"),
    }
    assert not any("tolerationSeconds" in one for one in pod["spec"]["tolerations"])


def test_a_new_node_gets_one_and_a_lost_pod_comes_back() -> None:
    world = started()
    world.put_node("node-3")
    world.run(4)
    assert places(world) == ["node-0", "node-1", "node-2", "node-3"]
    world.kill(world.names("pods")[0])
    world.run(4)
    assert places(world) == ["node-0", "node-1", "node-2", "node-3"]


def test_a_node_selector_and_taints_decide_where() -> None:
    world = World()
    world.put_node("plain")
    world.put_node("fast", {"disk": "ssd"})
    world.put_node("kept", {"disk": "ssd"}, taints=[{"key": "for", "value": "others", "effect": "NoSchedule"}])
    world.create("daemonsets", daemonset(pod={"nodeSelector": {"disk": "ssd"}}))
    world.run(4)
    assert places(world) == ["fast"]


def test_a_taint_that_forbids_new_ones_leaves_the_old_one_and_counts_it_as_misplaced() -> None:
    world = started(nodes=2)
    world.patch("nodes", "node-0", {"spec": {"taints": [{"key": "for", "value": "others", "effect": "NoSchedule"}]}})
    world.run(4)
    assert places(world) == ["node-0", "node-1"]
    assert world.status("daemonsets", "web")["numberMisscheduled"] == 1
    world.patch("nodes", "node-0", {"spec": {"taints": [{"key": "for", "value": "others", "effect": "NoExecute"}]}})
    world.run(4)
    assert places(world) == ["node-1"]


def test_an_update_takes_one_node_after_the_other() -> None:
    world = started()
    update(world, "web:2")
    world.run(1)
    assert images(world) == ["web:1", "web:1"]
    world.run(30)
    assert images(world) == ["web:2", "web:2", "web:2"]
    assert [one["revision"] for one in world.all("controllerrevisions")] == [1, 2]


def test_a_broken_update_stops_at_the_first_node() -> None:
    world = started()
    update(world, "broken:2")
    world.run(60)
    assert images(world) == ["broken:2", "web:1", "web:1"]
    update(world, "web:1")
    world.run(20)
    assert images(world) == ["web:1"] * 3
    assert sorted(one["revision"] for one in world.all("controllerrevisions")) == [2, 3]


def test_with_surge_the_new_one_is_up_before_the_old_one_goes() -> None:
    world = started(updateStrategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}})
    update(world, "web:2")
    world.run(1)
    assert images(world) == ["web:1", "web:1", "web:1", "web:2"]
    world.run(30)
    assert images(world) == ["web:2", "web:2", "web:2"]
    assert places(world) == ["node-0", "node-1", "node-2"]


def test_on_delete_changes_what_is_deleted() -> None:
    world = started(updateStrategy={"type": "OnDelete"})
    update(world, "web:2")
    world.run(10)
    assert images(world) == ["web:1", "web:1", "web:1"]
    world.kill(world.names("pods")[0])
    world.run(5)
    assert images(world) == ["web:1", "web:1", "web:2"]


def test_a_pod_that_fails_is_replaced_ever_more_slowly() -> None:
    world = started(nodes=1, image="fails:1")
    made = len(world.told("SuccessfulCreate"))
    world.run(30)
    assert 4 <= len(world.told("SuccessfulCreate")) - made <= 9
    assert world.told("FailedDaemonPod")[0].startswith("Found failed daemon pod default/web-")


def test_old_revisions_above_the_limit_go() -> None:
    world = started(nodes=1, revisionHistoryLimit=1)
    for version in (2, 3, 4):
        update(world, f"web:{version}")
        world.run(10)
    assert sorted(one["revision"] for one in world.all("controllerrevisions")) == [3, 4]


def test_one_that_is_made_again_takes_over_what_the_former_one_left() -> None:
    world = started()
    before = world.names("pods")
    world.delete("daemonsets", "web", propagation="Orphan")
    world.run(1)
    assert world.names("pods") == before
    world.create("daemonsets", daemonset())
    world.run(5)
    assert world.names("pods") == before
    assert [one["metadata"]["ownerReferences"][0]["name"] for one in world.all("controllerrevisions")] == ["web"]
    assert world.status("daemonsets", "web")["updatedNumberScheduled"] == 3
