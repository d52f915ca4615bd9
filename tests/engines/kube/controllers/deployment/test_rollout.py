"""A Deployment in a running cluster: rollouts, and what is told of them (loop.py, and making.py)."""

from typing import Any

from tests.engines.kube.controllers import world as worlds
from tests.engines.kube.controllers.world import World, template, workload
from tests.engines.replay import restarted

Manifest = dict[str, Any]
REVISION = "deployment.kubernetes.io/revision"


def started(**spec: Any) -> World:
    """A Deployment of three, up."""
    world = World()
    world.create("deployments", workload(**spec))
    world.run(4)
    return world


def update(world: World, image: str) -> None:
    world.patch("deployments", "web", {"spec": {"template": template(image)}})


def progress(world: World) -> list[str]:
    """Status and reason of the condition Progressing."""
    found = [one for one in world.status("deployments", "web")["conditions"] if one["type"] == "Progressing"]
    return [found[0]["status"], found[0]["reason"], found[0]["message"]] if found else []


def sizes(world: World) -> dict[str, int]:
    """Revision -> wished Pods, of every ReplicaSet."""
    return {one["metadata"]["annotations"][REVISION]: one["spec"]["replicas"] for one in world.all("replicasets")}


def hashes(world: World) -> list[str]:
    return sorted(one["metadata"]["labels"]["pod-template-hash"] for one in world.all("replicasets"))


def test_a_replicaset_with_the_hash_of_the_template_brings_the_pods() -> None:
    world = started()
    made = world.all("replicasets")[0]
    digest = made["metadata"]["labels"]["pod-template-hash"]
    assert made["metadata"]["name"] == f"web-{digest}"
    assert made["spec"]["selector"]["matchLabels"] == {"app": "web", "pod-template-hash": digest}
    assert all(pod["metadata"]["labels"]["pod-template-hash"] == digest for pod in world.pods())
    assert made["metadata"]["annotations"] == {
        REVISION: "1",
        "deployment.kubernetes.io/desired-replicas": "3",
        "deployment.kubernetes.io/max-replicas": "4",
    }
    assert world.told("ScalingReplicaSet") == [f"Scaled up replica set web-{digest} from 0 to 3"]


def test_its_status_is_complete_when_all_are_available() -> None:
    world = started()
    name = world.names("replicasets")[0]
    status = dict(world.status("deployments", "web"))
    conditions = {one["type"]: one for one in status.pop("conditions")}
    assert status == {
        "observedGeneration": 1,
        "replicas": 3,
        "updatedReplicas": 3,
        "readyReplicas": 3,
        "availableReplicas": 3,
    }
    assert conditions["Available"]["reason"] == "MinimumReplicasAvailable"
    assert conditions["Available"]["message"] == "Deployment has minimum availability."
    assert progress(world) == ["True", "NewReplicaSetAvailable", f'ReplicaSet "{name}" has successfully progressed.']
    assert world.get("deployments", "web")["metadata"]["annotations"][REVISION] == "1"


def test_a_new_replicaset_is_told_of_before_its_pods_are_there() -> None:
    world = World()
    world.create("deployments", workload())
    world.run(0.02)
    assert progress(world)[:2] == ["True", "NewReplicaSetCreated"]
    world.run(0.5)
    assert progress(world)[:2] == ["True", "ReplicaSetUpdated"]


def test_a_rollout_takes_one_more_and_one_less_at_a_time() -> None:
    world = started()
    update(world, "web:2")
    world.run(30)
    old, new = (
        one["metadata"]["name"]
        for one in sorted(world.all("replicasets"), key=lambda one: int(one["metadata"]["annotations"][REVISION]))
    )
    assert world.told("ScalingReplicaSet")[1:] == [
        f"Scaled up replica set {new} from 0 to 1",
        f"Scaled down replica set {old} from 3 to 2",
        f"Scaled up replica set {new} from 1 to 2",
        f"Scaled down replica set {old} from 2 to 1",
        f"Scaled up replica set {new} from 2 to 3",
        f"Scaled down replica set {old} from 1 to 0",
    ]
    assert sizes(world) == {"1": 0, "2": 3}
    assert {pod["spec"]["containers"][0]["image"] for pod in world.pods()} == {"web:2"}


def test_a_rollback_gives_the_former_replicaset_the_next_revision() -> None:
    world = started()
    update(world, "web:2")
    world.run(30)
    before = hashes(world)
    update(world, "web:1")
    world.run(30)
    assert hashes(world) == before
    assert sizes(world) == {"2": 0, "3": 3}
    back = next(one for one in world.all("replicasets") if one["spec"]["replicas"])
    assert back["metadata"]["annotations"]["deployment.kubernetes.io/revision-history"] == "1"
    assert world.get("deployments", "web")["metadata"]["annotations"][REVISION] == "3"


def test_a_broken_version_stops_the_rollout_and_the_deadline_says_so() -> None:
    world = started(progressDeadlineSeconds=60)
    update(world, "broken:2")
    world.run(40)
    assert sizes(world) == {"1": 3, "2": 1}
    assert world.status("deployments", "web")["availableReplicas"] == 3
    assert progress(world)[:2] == ["True", "ReplicaSetUpdated"]
    world.run(25)
    name = next(one for one in world.all("replicasets") if one["spec"]["replicas"] == 1)["metadata"]["name"]
    assert progress(world) == ["False", "ProgressDeadlineExceeded", f'ReplicaSet "{name}" has timed out progressing.']
    update(world, "web:1")
    world.run(10)
    assert sizes(world) == {"2": 0, "3": 3}
    assert progress(world)[:2] == ["True", "NewReplicaSetAvailable"]


def test_pods_of_no_use_go_first() -> None:
    world = started(replicas=4)
    update(world, "broken:2")
    world.run(10)
    assert sizes(world) == {"1": 3, "2": 2}
    update(world, "web:3")
    world.run(1)
    assert sizes(world)["2"] == 0
    world.run(30)
    assert sizes(world) == {"1": 0, "2": 0, "3": 4}


def test_recreate_waits_until_the_last_old_pod_is_gone() -> None:
    world = started(strategy={"type": "Recreate"})
    update(world, "web:2")
    world.run(2.9)
    assert sizes(world) == {"1": 0}
    assert len(world.all("pods")) == 3
    assert world.pods() == []
    world.run(0.3)
    assert sizes(world) == {"1": 0, "2": 3}
    assert {pod["spec"]["containers"][0]["image"] for pod in world.all("pods")} == {"web:2"}


def test_a_pause_holds_the_rollout_but_not_the_size() -> None:
    world = started()
    world.patch("deployments", "web", {"spec": {"paused": True}})
    update(world, "web:2")
    world.scale("deployments", "web", 5)
    world.run(5)
    assert sizes(world) == {"1": 5}
    assert progress(world)[:2] == ["Unknown", "DeploymentPaused"]
    world.patch("deployments", "web", {"spec": {"paused": None}})
    world.run(30)
    assert sizes(world) == {"1": 0, "2": 5}
    assert progress(world)[:2] == ["True", "NewReplicaSetAvailable"]


def test_a_deployment_that_is_paused_from_the_start_begins_when_it_is_resumed() -> None:
    world = started(paused=True)
    assert world.all("replicasets") == []
    world.patch("deployments", "web", {"spec": {"paused": None}})
    world.run(4)
    assert world.status("deployments", "web")["availableReplicas"] == 3


def test_a_paused_deployment_is_left_in_peace() -> None:
    world = started(progressDeadlineSeconds=5)
    world.patch("deployments", "web", {"spec": {"paused": True}})
    world.run(20)
    assert world.manager.keys["deployment-controller"] == {}
    assert progress(world)[:2] == ["Unknown", "DeploymentPaused"]


def test_scaling_in_the_middle_of_a_rollout_is_in_proportion() -> None:
    world = started(
        replicas=10, strategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 3, "maxUnavailable": 2}}
    )
    update(world, "broken:2")
    world.run(10)
    assert sizes(world) == {"1": 8, "2": 5}
    world.scale("deployments", "web", 15)
    world.run(5)
    assert sizes(world) == {"1": 11, "2": 7}


def test_old_replicasets_above_the_limit_are_deleted() -> None:
    world = started(revisionHistoryLimit=1)
    for version in (2, 3, 4):
        update(world, f"web:{version}")
        world.run(30)
    assert sizes(world) == {"3": 0, "4": 3}


def test_a_replicaset_that_cannot_make_pods_is_told_by_its_deployment() -> None:
    world = World()
    body = workload()
    world.create("deployments", body)
    world.run(4)
    name = world.names("replicasets")[0]
    failure = {"type": "ReplicaFailure", "status": "True", "reason": "FailedCreate", "message": "quota"}
    now = world.get("replicasets", name)["metadata"]["creationTimestamp"]
    status = {"replicas": 1, "conditions": [{**failure, "lastTransitionTime": now}]}
    world.patch("replicasets", name, {"status": status}, subresource="status")
    world.run(0.01)
    told = [one for one in world.status("deployments", "web")["conditions"] if one["type"] == "ReplicaFailure"]
    assert [one["message"] for one in told] == ["quota"]


def test_with_a_min_ready_time_each_step_waits_for_it() -> None:
    world = started(minReadySeconds=20)
    assert "availableReplicas" not in world.status("deployments", "web")
    world.run(20)
    assert world.status("deployments", "web")["availableReplicas"] == 3
    update(world, "web:2")
    world.run(15)
    assert sizes(world) == {"1": 3, "2": 1}


def test_a_restart_of_the_room_in_the_middle_of_a_rollout_changes_nothing() -> None:
    straight, broken = started(), started()
    for world in (straight, broken):
        update(world, "web:2")
        world.run(2.5)
    broken.use(restarted(broken.sim, worlds.build))
    for world in (straight, broken):
        world.run(20)
    assert sizes(straight) == {"1": 0, "2": 3}
    assert straight.sim.digest == broken.sim.digest


def test_while_the_controllers_are_down_nothing_happens_and_afterwards_all_is_made_up() -> None:
    world = started()
    world.tell("controller-manager.stop")
    world.kill(world.names("pods")[0])
    update(world, "web:2")
    world.run(60)
    assert len(world.pods()) == 2
    assert sizes(world) == {"1": 3}
    world.tell("controller-manager.start")
    world.run(30)
    assert sizes(world) == {"1": 0, "2": 3}
    assert len(world.pods()) == 3
