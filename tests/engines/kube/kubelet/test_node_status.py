"""The node's object and its lease."""

import pytest

from tests.engines.kube.kubelet.bench import Bench


def renewed(bench: Bench) -> str:
    lease = bench.get("leases", "node-a", namespace="kube-node-lease")
    return str(lease["spec"]["renewTime"])[17:23]


def test_a_kubelet_registers_its_node_with_all_that_clients_need() -> None:
    bench = Bench()
    bench.run(1)
    node = bench.get("nodes", "node-a")
    assert node["metadata"]["labels"]["kubernetes.io/hostname"] == "node-a"
    assert node["spec"]["podCIDR"] == "10.244.0.0/24"
    status = node["status"]
    assert status["allocatable"]["cpu"] == "4"
    assert status["addresses"] == [
        {"type": "InternalIP", "address": "10.0.0.1"},
        {"type": "Hostname", "address": "node-a"},
    ]
    assert {one["type"]: (one["status"], one["reason"]) for one in status["conditions"]} == {
        "MemoryPressure": ("False", "KubeletHasSufficientMemory"),
        "DiskPressure": ("False", "KubeletHasNoDiskPressure"),
        "PIDPressure": ("False", "KubeletHasSufficientPID"),
        "Ready": ("True", "KubeletReady"),
    }
    assert len(status["nodeInfo"]) == 10
    assert status["nodeInfo"]["kubeletVersion"] == "v1.34.1"


def test_the_lease_is_renewed_every_ten_seconds() -> None:
    bench = Bench()
    beats = []
    for _ in range(4):
        bench.run(10)
        beats.append(renewed(bench))
    # Registered after 5 ms; the lease is made 2 ms later, when a first renewal has found none.
    assert beats == ["00.007", "10.005", "20.005", "30.005"]
    lease = bench.get("leases", "node-a", namespace="kube-node-lease")
    assert (lease["spec"]["holderIdentity"], lease["spec"]["leaseDurationSeconds"]) == ("node-a", 40)


@pytest.mark.parametrize("stop", ["crash", "stop_kubelet"])
def test_without_its_kubelet_a_node_falls_silent(stop: str) -> None:
    bench = Bench()
    bench.run(25)
    bench.do(f"node-a.{stop}")
    bench.run(60)
    assert renewed(bench) == "20.005"


def test_a_status_is_told_every_five_minutes_or_when_there_is_something_new() -> None:
    bench = Bench()
    bench.run(20)
    bench.create()
    bench.run(700)
    reports = [at_ms for at_ms, _, data in bench.facts("ObjectChanged") if data["resource"] == "nodes"]
    # The image was there at 22.504; the beat of 30 s tells of it.
    assert reports == [30_009, 330_009, 630_009]
    images = bench.get("nodes", "node-a")["status"]["images"]
    assert [one["names"][1] for one in images] == ["docker.io/shop/web:1"]


def test_after_a_time_without_the_api_server_the_status_is_told_again() -> None:
    bench = Bench()
    bench.run(15)
    bench.do("network.cut", a="node-a", b="apiserver")
    bench.run(60)
    bench.do("network.heal", a="node-a", b="apiserver")
    bench.run(30)
    # Beats from 20 to 70 s are lost; that of 80 s brings the status too.
    reports = [at_ms for at_ms, _, data in bench.facts("ObjectChanged") if data["resource"] == "nodes"]
    assert reports[0] == 80_009
    assert renewed(bench) == "40.005"


def test_a_node_that_is_there_already_is_brought_up_to_date() -> None:
    bench = Bench()
    bench.run(5)
    bench.do("apiserver.patch", resource="nodes", name="node-a", patch={"metadata": {"labels": {"disk": "fast"}}})
    bench.do("node-a.stop_kubelet")
    bench.run(5)
    bench.do("node-a.start_kubelet")
    bench.run(5)
    node = bench.get("nodes", "node-a")
    assert node["metadata"]["labels"]["disk"] == "fast"
    ready = next(one for one in node["status"]["conditions"] if one["type"] == "Ready")
    assert ready["lastTransitionTime"] == "2026-01-01T00:00:10Z"
