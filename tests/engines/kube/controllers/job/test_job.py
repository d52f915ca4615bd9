"""A Job in a running cluster: Pods until enough have succeeded, or too many failed."""

from typing import Any

from tests.engines.kube.controllers import world as worlds
from tests.engines.kube.controllers.world import World
from tests.engines.replay import restarted

Manifest = dict[str, Any]


def started(image: str = "ends:0", policy: str = "Never", seconds: float = 0.1, **spec: Any) -> World:
    world = World()
    template = {"spec": {"restartPolicy": policy, "containers": [{"name": "work", "image": image}]}}
    world.create("jobs", {"metadata": {"name": "count"}, "spec": {"template": template, **spec}})
    world.run(seconds)
    return world


def status(world: World) -> Manifest:
    return world.status("jobs", "count")


def conditions(world: World) -> list[tuple[str, str]]:
    return [(one["type"], one.get("reason", "")) for one in status(world).get("conditions", [])]


def test_one_pod_that_succeeds_completes_it() -> None:
    world = started(seconds=1)
    assert (status(world)["active"], status(world)["ready"]) == (1, 0)
    world.run(3)
    told = status(world)
    assert told["succeeded"] == 1
    assert "active" not in told
    assert told["uncountedTerminatedPods"] == {}
    assert conditions(world) == [("SuccessCriteriaMet", "CompletionsReached"), ("Complete", "CompletionsReached")]
    assert told["completionTime"] == told["conditions"][1]["lastTransitionTime"]
    assert world.told("Completed") == ["Job completed"]


def test_a_pod_that_has_ended_stays_and_can_be_deleted() -> None:
    world = started(seconds=4)
    pod = world.all("pods")[0]
    assert "finalizers" not in pod["metadata"]
    world.delete("pods", pod["metadata"]["name"])
    world.run(0.1)
    assert world.all("pods") == []
    assert status(world)["succeeded"] == 1


def test_never_more_run_at_a_time_than_wished_nor_more_than_are_left() -> None:
    world = started(completions=5, parallelism=2)
    most = 0
    while not conditions(world):
        world.run(0.1)
        most = max(most, sum(pod.get("status", {}).get("phase") in (None, "Pending") for pod in world.all("pods")))
    world.run(1)
    assert most == 2
    assert status(world)["succeeded"] == 5
    assert len(world.all("pods")) == 5


def test_without_a_number_of_completions_the_first_success_ends_the_making() -> None:
    world = started(parallelism=3, seconds=10)
    assert status(world)["succeeded"] == 3
    assert conditions(world)[-1][0] == "Complete"


def test_after_each_failure_the_next_pod_waits_twice_as_long() -> None:
    world = started("fails:1", backoffLimit=3)
    made = []
    for _ in range(900):
        before = len(world.all("pods"))
        world.run(0.1)
        if len(world.all("pods")) > before:
            made.append(round(world.sim.now_us / 1_000_000))
    # The first failure is seen at 2.1 s and told in whole seconds: 10 s after 2, 20 s after 14, 40 s after 36.
    assert made == [12, 34, 76]
    assert status(world)["failed"] == 4
    assert conditions(world) == [("FailureTarget", "BackoffLimitExceeded"), ("Failed", "BackoffLimitExceeded")]
    assert world.told("BackoffLimitExceeded") == ["Job has reached the specified backoff limit"]


def test_restarts_in_place_count_against_the_limit() -> None:
    world = started("web:1", policy="OnFailure", backoffLimit=2, seconds=4)
    world.runners.say(f"default/{world.names('pods')[0]}", "Running", True, restarts=2)
    world.run(5)
    assert conditions(world)[-1] == ("Failed", "BackoffLimitExceeded")
    assert world.all("pods") == []


def test_a_deadline_ends_it() -> None:
    world = started("web:1", activeDeadlineSeconds=20, seconds=19)
    assert conditions(world) == []
    world.run(2)
    assert conditions(world) == [("FailureTarget", "DeadlineExceeded")]
    world.run(4)
    assert conditions(world)[-1] == ("Failed", "DeadlineExceeded")
    assert status(world)["failed"] == 1
    assert world.told("DeadlineExceeded") == ["Job was active longer than specified deadline"]


def test_a_pod_that_is_deleted_counts_as_failed_and_is_replaced_after_the_back_off() -> None:
    world = started("web:1", seconds=4)
    world.delete("pods", world.names("pods")[0])
    world.run(4)
    assert status(world)["failed"] == 1
    assert world.pods() == []
    world.run(10)
    assert len(world.pods()) == 1


def test_a_suspended_job_has_no_pods_and_goes_on_when_resumed() -> None:
    world = started("web:1", parallelism=2, completions=2, seconds=4)
    world.patch("jobs", "count", {"spec": {"suspend": True}})
    world.run(4)
    assert world.all("pods") == []
    assert conditions(world) == [("Suspended", "JobSuspended")]
    assert "failed" not in status(world)
    world.patch("jobs", "count", {"spec": {"suspend": False}})
    world.run(4)
    assert conditions(world) == [("Suspended", "JobResumed")]
    assert len(world.pods()) == 2
    assert [world.told(reason) for reason in ("Suspended", "Resumed")] == [["Job suspended"], ["Job resumed"]]


def test_with_the_job_its_pods_go() -> None:
    world = started("web:1", parallelism=2, completions=2, seconds=4)
    world.delete("jobs", "count", propagation="Background")
    world.run(5)
    assert world.names("jobs") == []
    assert world.all("pods") == []


def test_in_the_foreground_too() -> None:
    world = started("web:1", parallelism=2, completions=2, seconds=4)
    world.delete("jobs", "count", propagation="Foreground")
    world.run(5)
    assert world.names("jobs") == []
    assert world.all("pods") == []


def test_of_an_indexed_job_each_part_is_done_once() -> None:
    world = started(completionMode="Indexed", completions=5, parallelism=2, seconds=0.5)
    assert [name[: len("count-0-")] for name in world.names("pods")] == ["count-0-", "count-1-"]
    spec = next(pod for pod in world.pods() if pod["metadata"]["name"].startswith("count-1-"))["spec"]
    assert spec["hostname"] == "count-1"
    assert spec["containers"][0]["env"][0]["name"] == "JOB_COMPLETION_INDEX"
    world.run(2.5)
    assert status(world)["completedIndexes"] == "0-1"
    world.run(10)
    told = status(world)
    assert (told["completedIndexes"], told["succeeded"], len(world.all("pods"))) == ("0-4", 5, 5)
    assert conditions(world)[-1] == ("Complete", "CompletionsReached")
    assert not any("finalizers" in pod["metadata"] for pod in world.all("pods"))


def test_a_part_that_failed_is_done_again_and_the_others_go_on() -> None:
    world = started("web:1", completionMode="Indexed", completions=3, parallelism=3, seconds=4)
    names = world.names("pods")
    world.runners.say(f"default/{names[0]}", "Succeeded", False)
    world.runners.say(f"default/{names[2]}", "Succeeded", False)
    world.kill(names[1])
    world.run(1)
    assert (status(world)["completedIndexes"], status(world)["failed"]) == ("0,2", 1)
    world.run(12)
    assert [name[: len("count-1-")] for name in world.names("pods") if name not in names] == ["count-1-"]


def test_a_restart_of_the_controllers_in_the_middle_counts_nobody_twice() -> None:
    world = started(completions=6, parallelism=3, seconds=2.11)
    for _ in range(20):
        world.tell("controller-manager.stop")
        world.run(0.002)
        world.tell("controller-manager.start")
        world.run(0.012)
    world.run(10)
    assert status(world)["succeeded"] == 6
    assert len(world.all("pods")) == 6


def test_a_restart_of_the_room_changes_nothing() -> None:
    straight, broken = (started("fails:1", completions=2, parallelism=2, seconds=2.12) for _ in range(2))
    broken.use(restarted(broken.sim, worlds.build))
    for world in (straight, broken):
        world.run(60)
    assert straight.sim.digest == broken.sim.digest
