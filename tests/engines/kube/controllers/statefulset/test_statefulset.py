"""A StatefulSet in a running cluster: Pods with names, one after the other."""

from typing import Any

from tests.engines.kube.controllers import world as worlds
from tests.engines.kube.controllers.world import World, template, workload
from tests.engines.replay import restarted

Manifest = dict[str, Any]


def started(seconds: float = 10, **spec: Any) -> World:
    world = World()
    world.create("statefulsets", workload(serviceName="web", **spec))
    world.run(seconds)
    return world


def update(world: World, image: str) -> None:
    world.patch("statefulsets", "web", {"spec": {"template": template(image)}})


def images(world: World) -> dict[str, str]:
    return {pod["metadata"]["name"]: pod["spec"]["containers"][0]["image"] for pod in world.all("pods")}


def test_each_pod_waits_until_the_one_before_is_ready() -> None:
    world = started(0.5)
    assert world.names("pods") == ["web-0"]
    world.run(2)
    assert world.names("pods") == ["web-0", "web-1"]
    world.run(2)
    assert world.names("pods") == ["web-0", "web-1", "web-2"]
    assert world.told("SuccessfulCreate") == [f"create Pod web-{n} in StatefulSet web successful" for n in range(3)]


def test_a_pod_knows_its_name_its_number_and_its_revision() -> None:
    world = started()
    pod = world.get("pods", "web-1")
    revision = world.names("controllerrevisions")[0]
    assert pod["metadata"]["labels"] == {
        "app": "web",
        "statefulset.kubernetes.io/pod-name": "web-1",
        "apps.kubernetes.io/pod-index": "1",
        "controller-revision-hash": revision,
    }
    assert (pod["spec"]["hostname"], pod["spec"]["subdomain"]) == ("web-1", "web")
    assert world.status("statefulsets", "web") == {
        "observedGeneration": 1,
        "replicas": 3,
        "readyReplicas": 3,
        "currentReplicas": 3,
        "updatedReplicas": 3,
        "availableReplicas": 3,
        "currentRevision": revision,
        "updateRevision": revision,
        "collisionCount": 0,
    }


def test_a_pod_that_never_gets_ready_holds_up_the_others() -> None:
    assert started(30, image="broken:1").names("pods") == ["web-0"]


def test_all_at_once_where_that_is_wished() -> None:
    assert started(0.5, podManagementPolicy="Parallel").names("pods") == ["web-0", "web-1", "web-2"]


def test_scaling_down_takes_the_highest_number_and_waits_until_it_is_gone() -> None:
    world = started()
    world.scale("statefulsets", "web", 1)
    world.run(1)
    assert [pod["metadata"]["name"] for pod in world.pods()] == ["web-0", "web-1"]
    world.run(3)
    assert [pod["metadata"]["name"] for pod in world.pods()] == ["web-0"]
    world.run(3)
    assert world.names("pods") == ["web-0"]


def test_a_deleted_pod_comes_back_under_its_name_only_when_it_is_gone() -> None:
    world = started()
    before = world.get("pods", "web-1")["metadata"]["uid"]
    world.delete("pods", "web-1")
    world.run(2.5)
    assert world.get("pods", "web-1")["metadata"]["uid"] == before
    world.run(1)
    assert world.get("pods", "web-1")["metadata"]["uid"] != before


def test_a_finished_pod_is_deleted_and_made_again() -> None:
    world = started()
    world.runners.say("default/web-0", "Failed", False)
    world.run(5)
    assert world.get("pods", "web-0")["status"]["phase"] == "Running"


def test_an_update_begins_at_the_highest_number() -> None:
    world = started()
    update(world, "web:2")
    seen = []
    for _ in range(200):
        world.run(0.1)
        new = [name for name, image in images(world).items() if image == "web:2"]
        seen += [name for name in new if name not in seen]
    assert seen == ["web-2", "web-1", "web-0"]
    status = world.status("statefulsets", "web")
    assert status["currentRevision"] == status["updateRevision"]
    assert status["updatedReplicas"] == 3


def test_below_the_partition_nothing_changes_not_even_a_pod_that_comes_back() -> None:
    world = started(updateStrategy={"type": "RollingUpdate", "rollingUpdate": {"partition": 2}})
    update(world, "web:2")
    world.run(15)
    assert images(world) == {"web-0": "web:1", "web-1": "web:1", "web-2": "web:2"}
    world.kill("web-0")
    world.run(5)
    assert images(world)["web-0"] == "web:1"
    assert world.status("statefulsets", "web")["updatedReplicas"] == 1


def test_a_broken_update_stops_at_the_first_pod_and_can_be_taken_back() -> None:
    world = started()
    update(world, "broken:2")
    world.run(30)
    assert images(world) == {"web-0": "web:1", "web-1": "web:1", "web-2": "broken:2"}
    update(world, "web:1")
    world.run(1)
    assert images(world)["web-2"] == "broken:2"
    world.delete("pods", "web-2")  # as in the real one: it waits for a Pod that never gets ready, until somebody helps
    world.run(10)
    assert images(world)["web-2"] == "web:1"


def test_every_pod_has_its_own_claims_and_they_outlive_it() -> None:
    claim = {
        "metadata": {"name": "data"},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}},
    }
    world = started(replicas=2, volumeClaimTemplates=[claim])
    assert world.names("persistentvolumeclaims") == ["data-web-0", "data-web-1"]
    assert "create Claim data-web-1 Pod web-1 in StatefulSet web success" in world.told("SuccessfulCreate")
    volumes = world.get("pods", "web-1")["spec"]["volumes"]
    assert volumes[0]["persistentVolumeClaim"]["claimName"] == "data-web-1"
    world.scale("statefulsets", "web", 0)
    world.run(10)
    assert world.names("pods") == []
    assert world.names("persistentvolumeclaims") == ["data-web-0", "data-web-1"]


def test_one_that_is_made_again_takes_over_what_the_former_one_left() -> None:
    world = started()
    before = [pod["metadata"]["uid"] for pod in world.all("pods")]
    world.delete("statefulsets", "web", propagation="Orphan")
    world.run(1)
    world.create("statefulsets", workload(serviceName="web"))
    world.run(5)
    assert [pod["metadata"]["uid"] for pod in world.all("pods")] == before
    assert len(world.all("controllerrevisions")) == 1


def test_the_numbers_may_begin_elsewhere() -> None:
    assert started(replicas=2, ordinals={"start": 5}).names("pods") == ["web-5", "web-6"]


def test_a_restart_of_the_room_in_the_middle_changes_nothing() -> None:
    straight, broken = started(3), started(3)
    broken.use(restarted(broken.sim, worlds.build))
    for world in (straight, broken):
        update(world, "web:2")
        world.run(20)
    assert straight.sim.digest == broken.sim.digest
