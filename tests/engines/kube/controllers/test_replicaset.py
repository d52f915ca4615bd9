"""ReplicaSet: as many Pods as wished, no more writes than needed, and a status that says so."""

from tests.engines.kube.controllers import world as worlds
from tests.engines.kube.controllers.world import World, pod, workload
from tests.engines.replay import restarted


def test_pods_are_made_signed_and_counted() -> None:
    world = World()
    world.create("replicasets", workload(replicas=3))
    world.run(4)
    pods = world.pods()
    assert len(pods) == 3
    owner = pods[0]["metadata"]["ownerReferences"]
    uid = world.get("replicasets", "web")["metadata"]["uid"]
    assert owner == [
        {
            "apiVersion": "apps/v1",
            "kind": "ReplicaSet",
            "name": "web",
            "uid": uid,
            "controller": True,
            "blockOwnerDeletion": True,
        }
    ]
    assert world.status("replicasets", "web") == {
        "replicas": 3,
        "fullyLabeledReplicas": 3,
        "readyReplicas": 3,
        "availableReplicas": 3,
        "observedGeneration": 1,
    }
    assert sorted(world.told("SuccessfulCreate")) == [f"Created pod: {name}" for name in world.names("pods")]


def test_pods_are_made_in_batches_of_one_two_four() -> None:
    world = World()
    moments: list[int] = []
    world.create("replicasets", workload(replicas=10))
    for _ in range(200):
        before = len(world.all("pods"))
        world.run(0.001)
        moments += [len(world.all("pods")) - before] if len(world.all("pods")) > before else []
    assert moments == [1, 2, 4, 3]


def test_a_lost_pod_is_made_again_and_only_once() -> None:
    world = World()
    world.create("replicasets", workload(replicas=2))
    world.run(4)
    made = world.server.revision
    world.kill(world.names("pods")[0])
    world.run(0.5)
    assert len(world.pods()) == 2
    assert len(world.told("SuccessfulCreate")) == 3
    assert world.server.revision > made


def test_a_pod_on_its_way_out_is_replaced_at_once() -> None:
    world = World()
    world.create("replicasets", workload(replicas=1))
    world.run(4)
    name = world.names("pods")[0]
    world.patch("pods", name, {"metadata": {"finalizers": ["test/stays"]}})
    world.delete("pods", name)
    world.run(0.5)
    assert len(world.pods()) == 1
    assert world.status("replicasets", "web")["replicas"] == 1


def test_finished_pods_do_not_count() -> None:
    world = World()
    world.create("replicasets", workload(replicas=1))
    world.run(4)
    world.runners.say(f"default/{world.names('pods')[0]}", "Failed", False)
    world.run(4)
    assert len(world.pods()) == 2
    assert world.status("replicasets", "web")["readyReplicas"] == 1


def test_those_that_are_not_ready_go_first() -> None:
    world = World()
    world.create("replicasets", workload(replicas=3))
    world.run(4)
    gone = world.names("pods")[1]
    world.runners.say(f"default/{gone}", "Running", False)
    world.run(0.5)
    world.scale("replicasets", "web", 2)
    world.run(4)
    assert gone not in world.names("pods")
    assert len(world.pods()) == 2
    assert world.told("SuccessfulDelete") == [f"Deleted pod: {gone}"]


def test_an_orphan_that_matches_is_adopted() -> None:
    world = World()
    world.create("pods", pod("alone"))
    world.run(3)
    world.create("replicasets", workload(replicas=2))
    world.run(4)
    assert len(world.pods()) == 2
    assert world.get("pods", "alone")["metadata"]["ownerReferences"][0]["name"] == "web"


def test_a_pod_whose_labels_no_longer_match_is_released_and_replaced() -> None:
    world = World()
    world.create("replicasets", workload(replicas=1))
    world.run(4)
    name = world.names("pods")[0]
    world.patch("pods", name, {"metadata": {"labels": {"app": "debug"}}})
    world.run(1)
    assert "ownerReferences" not in world.get("pods", name)["metadata"]
    assert len(world.pods()) == 2


def test_available_is_ready_for_long_enough() -> None:
    world = World()
    world.create("replicasets", workload(replicas=1, minReadySeconds=10))
    world.run(3)
    assert world.status("replicasets", "web")["readyReplicas"] == 1
    assert "availableReplicas" not in world.status("replicasets", "web")
    world.run(8.8)
    assert "availableReplicas" not in world.status("replicasets", "web")
    world.run(0.2)
    assert world.status("replicasets", "web")["availableReplicas"] == 1


def test_a_replicaset_on_its_way_out_makes_nothing() -> None:
    world = World()
    body = workload(replicas=1)
    body["metadata"]["finalizers"] = ["test/stays"]
    world.create("replicasets", body)
    world.run(4)
    world.delete("replicasets", "web")
    world.kill(world.names("pods")[0])
    world.run(4)
    assert world.names("pods") == []


def test_a_restart_in_the_middle_changes_nothing() -> None:
    straight, broken = World(), World()
    for world in (straight, broken):
        world.create("replicasets", workload(replicas=20))
        world.run(0.02)
    broken.use(restarted(broken.sim, worlds.build))
    for world in (straight, broken):
        world.run(0.5)
        world.scale("replicasets", "web", 5)
        world.run(6)
    assert len(straight.pods()) == 5
    assert straight.sim.digest == broken.sim.digest


def test_in_a_namespace_that_is_going_away_nothing_is_tried_twice() -> None:
    world = World()
    world.create("namespaces", {"metadata": {"name": "shop", "finalizers": ["test.example/stays"]}}, "")
    body = workload(replicas=3)
    body["metadata"]["finalizers"] = ["test.example/stays"]
    world.tell("create", resource="replicasets", body=body, namespace="shop")
    world.run(4)
    world.delete("namespaces", "shop")
    world.run(10)
    assert world.pods() == []
    assert world.told("FailedCreate") == []
    assert world.manager.keys["replicaset-controller"] == {}
