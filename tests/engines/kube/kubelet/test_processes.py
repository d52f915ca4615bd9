"""Processes that begin and end, whether a kubelet looks or not."""

from tests.engines.kube.kubelet.bench import Bench

LIMIT = {"resources": {"limits": {"memory": "256Mi"}}}


def test_a_program_that_needs_more_memory_than_its_limit_is_killed_when_it_has_started() -> None:
    bench = Bench()
    bench.create("shop/large:1", container=LIMIT)
    bench.run(4.8)
    assert bench.facts("ContainerExited")[0] == (
        4_704, "ContainerExited", {"pod": "default/web", "container": "app", "code": 137, "reason": "OOMKilled"},
    )  # fmt: skip
    assert bench.container()["state"]["terminated"]["reason"] == "OOMKilled"


def test_without_a_limit_it_may_have_what_it_needs() -> None:
    bench = Bench()
    bench.create("shop/large:1")
    bench.run(20)
    assert not bench.facts("ContainerExited")


def test_a_command_of_the_manifest_ends_after_its_time() -> None:
    bench = Bench()
    bench.create("busybox:1.36", container={"command": ["sh", "-c", "sleep 7; exit 4"]}, restartPolicy="Never")
    bench.run(20)
    assert bench.moments("ContainerExited")[0] - bench.moments("ContainerStarted")[0] == 7_000
    assert bench.container()["state"]["terminated"]["exitCode"] == 4


def test_every_process_has_an_id_of_its_own_and_the_one_before_is_remembered() -> None:
    bench = Bench()
    bench.create()
    bench.run(5)
    first = bench.container()["containerID"]
    bench.do("node-a.crash_container", pod="web", code=9)
    bench.run(1)
    one = bench.container()
    assert one["lastState"]["terminated"]["containerID"] == first != one["containerID"]
    assert one["lastState"]["terminated"]["exitCode"] == 9
    assert len(first) == len("containerd://") + 64


def test_processes_end_also_while_the_kubelet_is_stopped() -> None:
    bench = Bench()
    bench.create("shop/job:1")
    bench.run(3)
    bench.do("node-a.stop_kubelet")
    bench.run(20)
    assert bench.moments("ContainerExited") == [6_704]
    assert bench.moments("ContainerStarted") == [1_704]
