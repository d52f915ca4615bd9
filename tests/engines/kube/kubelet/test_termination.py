"""The end of a Pod, at its exact moments."""

from typing import Any

import pytest

from tests.engines.kube.kubelet.bench import Bench

TOLD_MS = 4  # a deletion is stored after 3 ms, and known on the node 1 ms later


def ended(bench: Bench) -> list[tuple[int, str, int]]:
    """[ms since the deletion was known, container, code]."""
    since_ms = 20_000 + TOLD_MS
    return [(at_ms - since_ms, data["container"], data["code"]) for at_ms, _, data in bench.facts("ContainerExited")]


def delete(bench: Bench, seconds: float = 60, **args: Any) -> None:
    bench.sim.run_until(20_000_000)
    bench.do("apiserver.delete", resource="pods", name="web", **args)
    bench.run(seconds)


def test_a_program_that_heeds_sigterm_ends_at_once_and_the_pod_goes() -> None:
    bench = Bench()
    bench.create()
    delete(bench)
    assert ended(bench) == [(100, "app", 0)]
    assert bench.facts("PodKilled") == [(20_104, "PodKilled", {"pod": "default/web", "why": "deleted"})]
    assert [data["key"] for _, _, data in bench.facts("ObjectDeleted")] == ["default/web"]
    assert bench.moments("ObjectDeleted") == [20_113]  # the last status first, then the deletion: 4 ms, 5 ms
    assert ["Killing", "Stopping container app", 1] in bench.told()
    assert not bench.kubelet.runs


def test_a_deaf_one_is_killed_when_the_grace_period_is_over() -> None:
    bench = Bench()
    bench.create("shop/deaf:1")
    delete(bench)
    assert ended(bench) == [(30_000, "app", 137)]


@pytest.mark.parametrize(("in_the_spec", "asked", "killed_ms"), [(5, None, 5_000), (5, 2, 2_000), (60, None, 60_000)])
def test_the_grace_period_is_the_pods_or_the_deleters(in_the_spec: int, asked: int | None, killed_ms: int) -> None:
    bench = Bench()
    bench.create("shop/deaf:1", terminationGracePeriodSeconds=in_the_spec)
    delete(bench, 70, **({} if asked is None else {"grace_s": asked}))
    assert ended(bench) == [(killed_ms, "app", 137)]


def test_a_second_deletion_may_shorten_the_grace_period() -> None:
    bench = Bench()
    bench.create("shop/deaf:1")
    delete(bench, 10)
    bench.do("apiserver.delete", resource="pods", name="web", grace_s=3)
    bench.run(20)
    assert ended(bench) == [(13_000, "app", 137)]
    assert len(bench.moments("ObjectDeleted")) == 1


def test_a_forced_deletion_takes_the_object_at_once_and_the_process_a_second_later() -> None:
    bench = Bench()
    bench.create("shop/deaf:1")
    delete(bench, grace_s=0)
    assert bench.moments("ObjectDeleted") == [20_003]
    assert ended(bench) == [(1_000, "app", 137)]
    assert bench.facts("PodKilled")[0][2]["why"] == "removed"
    assert not bench.kubelet.runs


@pytest.mark.parametrize(
    ("hook", "ended_ms", "code"),
    [
        ({"sleep": {"seconds": 5}}, 5_100, 0),
        ({"exec": {"command": ["sh", "-c", "sleep 8"]}}, 8_100, 0),
        ({"exec": {"command": ["/usr/sbin/nginx", "-s", "quit"]}}, 100, 0),
        ({"httpGet": {"port": 80, "path": "/stop"}}, 105, 0),
        ({"exec": {"command": ["sleep", "infinity"]}}, 30_100, 0),  # 2 s more than the grace period, if need be
    ],
)
def test_sigterm_comes_after_the_pre_stop_hook_within_the_grace_period(
    hook: dict[str, Any], ended_ms: int, code: int
) -> None:
    bench = Bench()
    bench.create(container={"lifecycle": {"preStop": hook}})
    delete(bench)
    assert ended(bench) == [(ended_ms, "app", code)]


def test_a_hook_that_takes_the_whole_grace_period_leaves_two_seconds() -> None:
    bench = Bench()
    bench.create("shop/deaf:1", container={"lifecycle": {"preStop": {"sleep": {"seconds": 40}}}})
    delete(bench)
    assert ended(bench) == [(32_000, "app", 137)]


def test_sidecars_end_last_in_reverse_order() -> None:
    bench = Bench()
    first = {"name": "first", "image": "shop/web:1", "restartPolicy": "Always"}
    bench.create(initContainers=[first, {**first, "name": "second"}])
    delete(bench)
    assert ended(bench) == [(100, "app", 0), (200, "second", 0), (300, "first", 0)]


def test_sidecars_behind_a_deaf_container_have_two_seconds() -> None:
    bench = Bench()
    sidecar = {"name": "side", "image": "shop/deaf:1", "restartPolicy": "Always"}
    bench.create("shop/deaf:1", initContainers=[sidecar], terminationGracePeriodSeconds=10)
    delete(bench)
    assert ended(bench) == [(10_000, "app", 137), (12_000, "side", 137)]


def test_a_pod_that_was_still_pulling_goes_at_once() -> None:
    bench = Bench()
    bench.create("does-not-exist/web:1")
    delete(bench, 1)
    assert bench.moments("ObjectDeleted") == [20_013]


def test_a_finished_pod_goes_at_once() -> None:
    bench = Bench()
    bench.create("shop/job:1", restartPolicy="Never")
    delete(bench, 1)
    assert bench.moments("ObjectDeleted") == [20_003]
    assert not bench.kubelet.runs


def test_another_pod_of_the_same_name_starts_while_the_first_still_ends() -> None:
    bench = Bench()
    bench.create("shop/deaf:1")
    bench.sim.run_until(20_000_000)
    bench.do("apiserver.delete", resource="pods", name="web", grace_s=0)
    bench.run(0.5)
    bench.create("shop/deaf:1")
    bench.run(5)
    assert [run["over"] for run in bench.kubelet.runs.values()] == [False]
    assert bench.pod()["status"]["phase"] == "Running"
    assert bench.pod()["status"]["podIP"] == "10.244.0.3"


def test_a_grace_period_without_measure_is_a_year() -> None:
    bench = Bench()
    bench.create("shop/deaf:1", terminationGracePeriodSeconds=2**31 - 1)
    delete(bench, 1)
    (run,) = bench.kubelet.runs.values()
    assert run["ending"]["until_us"] - run["ending"]["since_us"] == 365 * 24 * 3_600 * 1_000_000
