"""Power, the kubelet's process, and what they leave running."""

from typing import Any

import pytest

from labs.engines.sim import Command
from tests.engines.kube.kubelet.bench import Bench


def refused(bench: Bench, name: str, **args: Any) -> str:
    error = bench.sim.execute(Command(name, args)).error
    assert error is not None
    return str(error["code"])


def state(bench: Bench) -> dict[str, Any]:
    entity: dict[str, Any] = bench.sim.entities()["kubelet/node-a"]
    return entity


def running(**spec: Any) -> Bench:
    bench = Bench()
    bench.create(**spec)
    bench.run(20)
    return bench


def test_a_node_without_power_runs_nothing_and_tells_nobody() -> None:
    bench = running()
    bench.do("node-a.crash")
    bench.run(100)
    assert state(bench) == {"kind": "kubelet", "node": "node-a", "state": "crashed", "runs": {}}
    assert bench.pod()["status"]["phase"] == "Running"  # as far as anybody knows
    lease = bench.get("leases", "node-a", namespace="kube-node-lease")
    assert lease["spec"]["renewTime"] == "2026-01-01T00:00:10.005000Z"


def test_after_a_boot_containers_run_again_in_a_new_sandbox() -> None:
    bench = running()
    bench.do("node-a.crash")
    bench.run(40)
    bench.do("node-a.start")
    bench.run(40)
    assert bench.moments("KubeletStarted") == [90_000]  # 30 s to boot
    assert bench.moments("ContainerStarted")[1] == 90_000 + 2 + 500 + 200
    one = bench.container()
    assert one["restartCount"] == 1
    assert (one["lastState"]["terminated"]["exitCode"], one["lastState"]["terminated"]["reason"]) == (255, "Unknown")
    assert bench.pod()["status"]["podIP"] == "10.244.0.3"
    assert ["SandboxChanged", "Pod sandbox changed, it will be killed and re-created.", 1] in bench.told()
    boot = bench.get("nodes", "node-a")["status"]["nodeInfo"]["bootID"]
    assert ["Rebooted", f"Node node-a has been rebooted, boot id: {boot}", 1] in bench.told("node-a")


def test_init_containers_run_again_too() -> None:
    bench = running(initContainers=[{"name": "one", "image": "shop/job:1"}])
    bench.do("node-a.crash")
    bench.do("node-a.start")
    bench.run(60)
    status = bench.pod()["status"]
    assert [one["restartCount"] for one in status["initContainerStatuses"] + status["containerStatuses"]] == [1, 1]


def test_a_pod_that_never_restarts_has_failed_with_its_node() -> None:
    bench = running(restartPolicy="Never")
    bench.do("node-a.crash")
    bench.do("node-a.start")
    bench.run(60)
    assert bench.pod()["status"]["phase"] == "Failed"
    assert bench.moments("ContainerStarted") == [2_704]


def test_a_pod_deleted_meanwhile_goes_when_the_node_is_back() -> None:
    bench = running()
    bench.do("node-a.crash")
    bench.do("apiserver.delete", resource="pods", name="web")
    bench.run(100)
    assert bench.pod()["metadata"]["deletionTimestamp"]
    bench.do("node-a.start")
    bench.run(40)
    assert bench.moments("ObjectDeleted") == [150_002 + 9]
    assert bench.moments("ContainerStarted") == [2_704]


def test_without_its_kubelet_a_container_runs_on_and_nobody_restarts_it() -> None:
    bench = running()
    bench.do("node-a.stop_kubelet")
    bench.run(60)
    assert state(bench)["state"] == "stopped"
    assert state(bench)["runs"] == {"default/web": "running"}
    bench.do("node-a.kill_container", pod="web")
    bench.run(60)
    assert bench.container()["state"] != {}
    assert state(bench)["runs"] == {"default/web": "waiting"}
    bench.do("node-a.start_kubelet")
    bench.run(10)
    assert bench.moments("ContainerStarted")[1] == 140_000 + 2 + 200
    assert bench.container()["restartCount"] == 1


def test_a_kubelet_that_was_away_ends_what_was_taken_away_meanwhile() -> None:
    bench = running(image="shop/deaf:1")
    bench.do("node-a.stop_kubelet")
    bench.do("apiserver.delete", resource="pods", name="web", grace_s=0)
    bench.run(30)
    assert state(bench)["runs"] == {"default/web": "running"}
    bench.do("node-a.start_kubelet")
    bench.run(5)
    assert bench.moments("ContainerExited") == [50_000 + 2 + 1_000]
    assert state(bench)["runs"] == {}


def test_a_restarted_kubelet_has_forgotten_its_back_offs() -> None:
    bench = running(image="shop/crash:1")
    bench.run(20)  # in the back-off of 40 s that began at 36.304
    bench.do("node-a.stop_kubelet")
    bench.do("node-a.start_kubelet")
    bench.run(1)
    assert bench.moments("ContainerStarted")[-1] == 40_000 + 2 + 200


def test_a_restarted_kubelet_probes_again_and_leaves_a_ready_container_ready() -> None:
    bench = running(container={"readinessProbe": {"httpGet": {"port": 80}, "failureThreshold": 1}})
    bench.do("node-a.stop_kubelet")
    bench.do("node-a.set_health", pod="web", healthy=False)
    bench.run(30)
    assert bench.container()["ready"]
    bench.do("node-a.start_kubelet")
    bench.run(1)
    assert bench.moments("ContainerUnready") == [50_007]


def test_a_pod_bound_while_the_kubelet_was_away_is_started_then() -> None:
    bench = Bench()
    bench.do("node-a.stop_kubelet")
    bench.create()
    bench.run(10)
    assert not bench.facts("ImagePullStarted")
    bench.do("node-a.start_kubelet")
    bench.run(1)
    assert bench.moments("ImagePullStarted") == [10_502]


@pytest.mark.parametrize(
    ("first", "name", "args", "code"),
    [
        ("", "start", {}, "already_running"),
        ("", "start_kubelet", {}, "already_running"),
        ("crash", "crash", {}, "already_stopped"),
        ("crash", "stop_kubelet", {}, "already_stopped"),
        ("crash", "start_kubelet", {}, "no_power"),
        ("crash", "kill_container", {"pod": "web"}, "unknown_pod"),
        ("", "kill_container", {"pod": "shop/web"}, "unknown_pod"),
        ("", "kill_container", {"pod": "web", "container": "other"}, "not_running"),
        ("", "crash_container", {"pod": "web", "code": 256}, "bad_arguments"),
    ],
)
def test_what_cannot_be_done_is_refused(first: str, name: str, args: dict[str, Any], code: str) -> None:
    bench = running()
    if first:
        bench.do(f"node-a.{first}")
    assert refused(bench, f"node-a.{name}", **args) == code


def test_killed_from_outside_a_container_ends_with_137() -> None:
    bench = running()
    bench.do("node-a.kill_container", pod="default/web", container="app")
    assert bench.facts("ContainerExited")[0][2] == {
        "pod": "default/web", "container": "app", "code": 137, "reason": "Error",
    }  # fmt: skip


def test_a_finished_pod_with_a_deadline_stays_finished_through_a_restart() -> None:
    bench = running(image="shop/job:1", restartPolicy="Never", activeDeadlineSeconds=60)
    bench.do("node-a.stop_kubelet")
    bench.do("node-a.start_kubelet")
    bench.run(100)
    assert bench.pod()["status"]["phase"] == "Succeeded"
    assert len(bench.facts("PodFinished", "PodKilled")) == 1
