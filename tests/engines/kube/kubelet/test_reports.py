"""What the API server is told, when it can be reached and when not."""

from typing import Any

from tests.engines.kube.kubelet.bench import Bench


def writes(bench: Bench, key: str = "default/web") -> list[int]:
    return [at_ms for at_ms, _, data in bench.facts("ObjectChanged") if data["key"] == key]


def test_a_pods_start_is_told_in_three_writes_and_then_nothing_more() -> None:
    bench = Bench()
    bench.create()
    bench.run(60)
    # Taken; the sandbox is made; it runs. A write is stored after 4 ms.
    assert writes(bench) == [8, 508, 2_708]
    version = bench.pod()["metadata"]["resourceVersion"]
    bench.run(600)
    assert bench.pod()["metadata"]["resourceVersion"] == version


def test_without_the_api_server_containers_are_restarted_and_it_is_told_later() -> None:
    bench = Bench()
    bench.create()
    bench.run(20)
    bench.do("network.cut", a="node-a", b="apiserver")
    bench.do("node-a.kill_container", pod="web")
    bench.run(55)
    assert bench.moments("ContainerStarted") == [2_704, 20_200]
    assert bench.container()["restartCount"] == 0
    bench.do("network.heal", a="node-a", b="apiserver")
    bench.run(30)
    assert bench.container()["restartCount"] == 1
    assert writes(bench)[3:] == [80_004]  # each try times out after 10 s, the next comes 10 s later: 20, 40, 60, 80


def test_what_others_wrote_into_the_status_stays() -> None:
    bench = Bench()
    bench.create()
    bench.run(2)
    extra = {"type": "shop.example/paid", "status": "True"}
    conditions = [*bench.pod()["status"]["conditions"], extra]
    patch = {"status": {"conditions": conditions}}
    bench.do("apiserver.patch", resource="pods", name="web", patch=patch, subresource="status")
    bench.run(5)
    found = {one["type"]: one["status"] for one in bench.pod()["status"]["conditions"]}
    assert found["shop.example/paid"] == "True"
    assert found["Ready"] == "True"


def test_a_write_that_comes_second_is_made_again_from_what_the_first_left() -> None:
    bench = Bench()
    bench.create()
    bench.sim.run_until(2_703_000)
    patch: dict[str, Any] = {"metadata": {"labels": {"a": "b"}}}
    bench.do("apiserver.patch", resource="pods", name="web", patch=patch)  # stored at 2.706; the kubelet's is then old
    bench.run(1)
    assert bench.pod()["metadata"]["labels"] == {"a": "b"}
    assert bench.pod()["status"]["phase"] == "Running"


def test_what_the_kubelet_knows_better_is_written_over() -> None:
    bench = Bench()
    bench.create()
    bench.run(10)
    conditions = [
        {**one, "status": "False"} if one["type"] == "Ready" else one for one in bench.pod()["status"]["conditions"]
    ]
    patch = {"status": {"conditions": conditions}}
    bench.do("apiserver.patch", resource="pods", name="web", patch=patch, subresource="status")
    bench.run(1)
    ready = next(one for one in bench.pod()["status"]["conditions"] if one["type"] == "Ready")
    assert ready["status"] == "True"
    assert writes(bench)[3:] == [10_003, 10_008]
