"""What is done for a Pod next: restarts, their back-off, init containers, sidecars, deadlines."""

from typing import Any

import pytest

from tests.engines.kube.kubelet.bench import Bench

STARTUP = {"startupProbe": {"tcpSocket": {"port": 80}, "periodSeconds": 5, "failureThreshold": 30}}


def job(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "image": "shop/job:1", **more}


def started(bench: Bench) -> list[tuple[int, str]]:
    return [(at_ms, data["container"]) for at_ms, _, data in bench.facts("ContainerStarted")]


def test_a_container_that_crashes_is_restarted_at_once_then_after_10_20_40_seconds() -> None:
    bench = Bench()
    bench.create("shop/crash:1")
    bench.run(800)
    begun, ended = bench.moments("ContainerStarted"), bench.moments("ContainerExited")
    gaps = [begin - end for begin, end in zip(begun[1:], ended, strict=False)]
    assert [gap - 200 for gap in gaps] == [0, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000]
    assert [data["delay_ms"] for _, _, data in bench.facts("BackedOff")][:3] == [10_000, 20_000, 40_000]


def test_a_crash_is_seen_first_and_then_the_wait_for_the_restart() -> None:
    bench = Bench()
    bench.create("shop/crash:1")
    bench.run(4.5)  # it ended for the second time at 3.904
    assert bench.container()["state"]["terminated"]["exitCode"] == 3
    bench.run(1)
    one, uid = bench.container(), bench.pod()["metadata"]["uid"]
    assert one["state"] == {
        "waiting": {
            "reason": "CrashLoopBackOff",
            "message": f"back-off 10s restarting failed container=app pod=web_default({uid})",
        }
    }
    assert one["lastState"]["terminated"]["reason"] == "Error"
    assert one["restartCount"] == 1
    assert bench.pod()["status"]["phase"] == "Running"
    assert ["BackOff", f"Back-off restarting failed container app in pod web_default({uid})", 1] in bench.told()


def test_ten_good_minutes_are_forgiven() -> None:
    bench = Bench()
    bench.create()
    bench.run(5)
    for _ in range(2):
        bench.do("node-a.kill_container", pod="web")
        bench.run(30)
    assert bench.moments("BackedOff") == [35_000]
    bench.run(650)
    bench.do("node-a.kill_container", pod="web")
    bench.run(1)
    assert bench.moments("ContainerStarted")[-1] - bench.moments("ContainerExited")[-1] == 200
    assert len(bench.moments("BackedOff")) == 1


@pytest.mark.parametrize(
    ("policy", "image", "phase", "restarts"),
    [
        ("Never", "shop/job:1", "Succeeded", 0),
        ("Never", "shop/crash:1", "Failed", 0),
        ("OnFailure", "shop/job:1", "Succeeded", 0),
        ("OnFailure", "shop/crash:1", "Running", 2),
        ("Always", "shop/job:1", "Running", 2),
    ],
)
def test_the_restart_policy_says_whether_it_runs_again(policy: str, image: str, phase: str, restarts: int) -> None:
    bench = Bench()
    bench.create(image, restartPolicy=policy)
    bench.run(29)
    assert bench.pod()["status"]["phase"] == phase
    assert bench.container()["restartCount"] == restarts


def test_a_finished_pod_says_so_and_stays() -> None:
    bench = Bench()
    bench.create("shop/job:1", restartPolicy="Never")
    bench.run(60)
    assert bench.facts("PodFinished") == [(6_704, "PodFinished", {"pod": "default/web", "phase": "Succeeded"})]
    assert bench.container()["state"]["terminated"]["reason"] == "Completed"
    reasons = {one["type"]: one.get("reason") for one in bench.pod()["status"]["conditions"]}
    assert reasons["Ready"] == reasons["ContainersReady"] == reasons["Initialized"] == "PodCompleted"


def test_init_containers_run_one_after_the_other_before_the_rest() -> None:
    bench = Bench()
    bench.create(initContainers=[job("one"), job("two")])
    bench.run(3)
    status = bench.pod()["status"]
    assert status["containerStatuses"][0]["state"] == {"waiting": {"reason": "PodInitializing"}}
    initialized = next(one for one in status["conditions"] if one["type"] == "Initialized")
    assert initialized["message"] == "containers with incomplete status: [one two]"
    bench.run(20)
    assert started(bench) == [(1_704, "one"), (6_904, "two"), (14_104, "app")]
    assert [one["ready"] for one in bench.pod()["status"]["initContainerStatuses"]] == [True, True]


def test_an_init_container_that_fails_is_run_again_or_fails_the_pod() -> None:
    bench = Bench()
    failing = {"name": "one", "image": "shop/crash:1"}
    bench.create(initContainers=[failing])
    bench.create(name="never", initContainers=[failing], restartPolicy="Never")
    bench.run(30)
    assert bench.pod()["status"]["phase"] == "Pending"
    assert bench.pod()["status"]["initContainerStatuses"][0]["restartCount"] == 2
    assert bench.pod("never")["status"]["phase"] == "Failed"
    assert "app" not in [name for _, name in started(bench)]


def test_a_sidecar_starts_in_its_turn_and_the_next_waits_for_its_startup_probe() -> None:
    bench = Bench()
    sidecar = {"name": "side", "image": "shop/slow:1", "restartPolicy": "Always", **STARTUP}
    bench.create(initContainers=[job("one"), sidecar, job("two")])
    bench.run(60)
    # The sidecar listens after 25 s; the probe of 32.904 is the first that succeeds.
    assert started(bench) == [(1_704, "one"), (7_904, "side"), (33_109, "two"), (40_309, "app")]
    assert bench.pod()["status"]["initContainerStatuses"][1]["ready"]


def test_a_sidecar_is_restarted_also_in_a_pod_that_never_restarts() -> None:
    bench = Bench()
    sidecar = {"name": "side", "image": "shop/web:1", "restartPolicy": "Always"}
    bench.create(restartPolicy="Never", initContainers=[sidecar])
    bench.run(10)
    bench.do("node-a.kill_container", pod="web", container="side")
    bench.run(5)
    assert bench.pod()["status"]["initContainerStatuses"][0]["restartCount"] == 1


def test_when_the_main_containers_are_done_the_sidecars_end_too() -> None:
    bench = Bench()
    sidecar = {"name": "side", "image": "shop/web:1", "restartPolicy": "Always"}
    bench.create("shop/job:1", restartPolicy="OnFailure", initContainers=[sidecar])
    bench.run(30)
    exits = [(at_ms, data["container"]) for at_ms, _, data in bench.facts("ContainerExited")]
    assert exits == [(8_904, "app"), (9_004, "side")]
    assert bench.pod()["status"]["phase"] == "Succeeded"


def test_containers_of_a_pod_start_one_after_the_other() -> None:
    bench = Bench()
    second = {"name": "second", "image": "shop/web:1"}
    bench.create(containers=[{"name": "first", "image": "shop/web:1"}, second])
    bench.run(5)
    assert started(bench) == [(2_704, "first"), (2_904, "second")]


def test_a_pod_past_its_deadline_is_ended_and_has_failed() -> None:
    bench = Bench()
    bench.create("shop/deaf:1", activeDeadlineSeconds=10, terminationGracePeriodSeconds=5)
    bench.run(20)
    assert bench.moments("ContainerExited") == [15_004]
    status = bench.pod()["status"]
    assert (status["phase"], status["reason"]) == ("Failed", "DeadlineExceeded")
    assert status["message"] == "Pod was active on the node longer than the specified deadline"


def test_another_image_is_pulled_without_waiting_for_the_old_ones_back_off() -> None:
    bench = Bench()
    bench.create("does-not-exist/web:1")
    bench.run(100)
    spec = bench.pod()["spec"]
    spec = {**spec, "containers": [{**spec["containers"][0], "image": "shop/web:1"}]}
    bench.do("apiserver.patch", resource="pods", name="web", patch={"spec": spec})
    bench.run(5)
    assert bench.moments("ImagePulled") == [102_004]
    assert bench.container()["ready"]


def test_a_running_container_is_restarted_with_another_image() -> None:
    bench = Bench()
    bench.create("shop/web:1")
    bench.run(10)
    spec = bench.pod()["spec"]
    spec = {**spec, "containers": [{**spec["containers"][0], "image": "shop/deaf:1"}]}
    bench.do("apiserver.patch", resource="pods", name="web", patch={"spec": spec})
    bench.run(5)
    assert bench.moments("ContainerExited") == [10_104]
    assert bench.container()["image"] == "docker.io/shop/deaf:1"
    assert bench.container()["restartCount"] == 1
    assert ["Killing", "Container app definition changed, will be restarted", 1] in bench.told()
