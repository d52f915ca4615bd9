"""Addresses, and kind: Events about containers and the node."""

from labs.engines.sim import Query
from tests.engines.kube.kubelet.bench import Bench


def test_addresses_go_round_and_one_in_use_is_left_out() -> None:
    bench = Bench()
    bench.create()
    bench.run(5)
    bench.kubelet.last_part = 253
    for name in ("two", "three"):
        bench.create(name=name)
        bench.run(5)
    found = [bench.pod(name)["status"]["podIP"] for name in ("web", "two", "three")]
    assert found == ["10.244.0.2", "10.244.0.254", "10.244.0.3"]


def test_a_pod_on_the_nodes_network_has_the_nodes_address() -> None:
    bench = Bench()
    bench.create(hostNetwork=True)
    bench.run(5)
    assert bench.pod()["status"]["podIP"] == "10.0.0.1"


def test_a_kind_event_names_the_container_and_the_node_it_comes_from() -> None:
    bench = Bench()
    bench.create(initContainers=[{"name": "one", "image": "shop/job:1"}])
    bench.run(10)
    items = bench.sim.query(Query("apiserver.list_objects", {"resource": "events"}))["items"]
    events = [one for one in items if one["reason"] == "Started"]
    places = [one["involvedObject"]["fieldPath"] for one in events]
    assert places == ["spec.initContainers{one}", "spec.containers{app}"]
    assert events[0]["source"] == {"component": "kubelet", "host": "node-a"}
