"""Probes at their exact moments, and what follows."""

from typing import Any

from tests.engines.kube.kubelet.bench import Bench

HTTP = {"httpGet": {"path": "/healthz", "port": 8080}}
STARTED_MS = 1_704  # of images that take a second to pull


def failed(bench: Bench, kind: str) -> list[int]:
    return [at_ms for at_ms, _, data in bench.facts("ProbeFailed") if data["probe"] == kind]


def create(bench: Bench, image: str, **probes: dict[str, Any]) -> None:
    bench.create(image, container=probes)


def test_a_container_is_ready_after_its_first_good_readiness_probe() -> None:
    bench = Bench()
    create(bench, "shop/job:1", readinessProbe={**HTTP, "initialDelaySeconds": 3})
    bench.run(6)
    assert bench.moments("ContainerReady") == [STARTED_MS + 3_000 + 5]  # the answer takes 5 ms


def test_until_the_program_listens_readiness_probes_fail_once_a_period() -> None:
    bench = Bench()
    create(bench, "shop/slow:1", readinessProbe=HTTP)  # it listens after 25 s
    bench.run(60)
    assert failed(bench, "readiness") == [STARTED_MS, STARTED_MS + 10_000, STARTED_MS + 20_000]
    assert bench.moments("ContainerReady") == [STARTED_MS + 30_005]
    text = 'Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: '
    assert ["Unhealthy", f"{text}connection refused", 3] in bench.told()


def test_a_success_threshold_counts_successes_in_a_row() -> None:
    bench = Bench()
    create(bench, "shop/hangs:1", readinessProbe={**HTTP, "successThreshold": 3, "periodSeconds": 4})
    bench.run(20)
    assert bench.moments("ContainerReady") == [STARTED_MS + 8_005]


def test_a_hung_program_is_unready_after_three_failures_and_nothing_is_restarted() -> None:
    bench = Bench()
    create(bench, "shop/hangs:1", readinessProbe=HTTP)  # it hangs 60 s after its start
    bench.run(120)
    assert failed(bench, "readiness")[:3] == [STARTED_MS + 61_000, STARTED_MS + 71_000, STARTED_MS + 81_000]
    assert bench.moments("ContainerUnready") == [STARTED_MS + 81_000]
    assert not bench.facts("ContainerExited")
    assert not bench.container()["ready"]


def test_a_liveness_probe_has_a_hung_program_killed_and_restarted() -> None:
    bench = Bench()
    create(bench, "shop/hangs:1", livenessProbe={**HTTP, "initialDelaySeconds": 5, "failureThreshold": 2})
    bench.run(100)
    assert failed(bench, "liveness") == [STARTED_MS + 66_000, STARTED_MS + 76_000]
    assert bench.moments("ContainerExited") == [STARTED_MS + 76_100]  # it heeds SIGTERM within 100 ms
    assert bench.moments("ContainerStarted") == [STARTED_MS, STARTED_MS + 76_300]
    assert ["Killing", "Container app failed liveness probe, will be restarted", 1] in bench.told()


def test_a_startup_probe_holds_the_others_back_until_it_succeeds() -> None:
    bench = Bench()
    startup = {**HTTP, "periodSeconds": 3, "failureThreshold": 30}
    create(bench, "shop/slow:1", startupProbe=startup, livenessProbe=HTTP, readinessProbe=HTTP)
    bench.run(60)
    assert len(failed(bench, "startup")) == 9
    assert not failed(bench, "liveness")
    assert not failed(bench, "readiness")
    assert bench.moments("ContainerReady") == [STARTED_MS + 27_010]
    assert bench.container()["started"]


def test_a_startup_probe_that_never_succeeds_has_the_container_killed() -> None:
    bench = Bench()
    create(bench, "shop/slow:1", startupProbe={**HTTP, "periodSeconds": 5, "failureThreshold": 4})
    bench.run(17)
    assert failed(bench, "startup") == [STARTED_MS, STARTED_MS + 5_000, STARTED_MS + 10_000, STARTED_MS + 15_000]
    assert bench.moments("ContainerExited") == [STARTED_MS + 15_100]
    assert ["Killing", "Container app failed startup probe, will be restarted", 1] in bench.told()


def test_in_a_pod_that_never_restarts_the_words_do_not_promise_it() -> None:
    bench = Bench()
    probe = {**HTTP, "failureThreshold": 1}
    bench.create("shop/slow:1", container={"livenessProbe": probe}, restartPolicy="Never")
    bench.run(10)
    assert ["Killing", "Container app failed liveness probe", 1] in bench.told()
    assert bench.pod()["status"]["phase"] == "Succeeded"  # it ended well when told to


def test_a_program_made_ill_fails_at_the_next_probe_in_step_with_the_first() -> None:
    bench = Bench()
    create(bench, "shop/web:1", readinessProbe={**HTTP, "failureThreshold": 1})
    bench.run(100)
    assert not failed(bench, "readiness")
    bench.do("node-a.set_health", pod="web", healthy=False)
    bench.run(25)
    assert failed(bench, "readiness") == [102_709, 112_709, 122_709]  # ready at 2.709: the probe of 2.704
    assert ["Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", 3] in bench.told()
    bench.do("node-a.set_health", pod="web", healthy=True)
    bench.run(10)
    assert bench.moments("ContainerReady") == [2_709, 132_709]


def test_a_healthy_program_with_probes_costs_nothing() -> None:
    bench = Bench()
    bench.create()
    bench.run(30)
    before = bench.sim.scheduled
    bench.run(120)
    without = bench.sim.scheduled - before
    probed = Bench()
    create(probed, "shop/web:1", readinessProbe=HTTP, livenessProbe=HTTP)
    probed.run(30)
    before = probed.sim.scheduled
    probed.run(120)
    assert probed.sim.scheduled - before == without


def test_a_restarted_program_is_well_again() -> None:
    bench = Bench()
    create(bench, "shop/web:1", livenessProbe=HTTP)
    bench.run(10)
    bench.do("node-a.set_health", pod="web", healthy=False)
    bench.run(120)
    assert len(failed(bench, "liveness")) == 3
    assert bench.container()["restartCount"] == 1


def test_a_pod_that_is_ending_is_not_asked_whether_it_is_alive() -> None:
    bench = Bench()
    create(bench, "shop/deaf:1", livenessProbe=HTTP)
    bench.run(10)
    bench.do("node-a.set_health", pod="web", healthy=False)
    bench.do("apiserver.delete", resource="pods", name="web")
    bench.run(29)
    assert not failed(bench, "liveness")
