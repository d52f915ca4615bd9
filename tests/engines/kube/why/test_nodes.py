"""Why a node is as it is, and when its Pods go."""

from tests.engines.kube.why.recorded import first_pod, recorded, told, values

QUIET = recorded(until_s=20)


def test_a_node_without_power_is_not_noticed_for_fifty_seconds_and_then_its_pods_have_five_minutes() -> None:
    past = recorded((10, "node-a.crash", {}), until_s=400)
    assert told(past, "node/node-a", 20) == ["node_silent", "not_noticed_yet", "NodeCrashed", "node-a.crash"]
    lost = ["NodeWentUnknown", "NodeCrashed", "node-a.crash"]
    assert told(past, "node/node-a", 100) == ["node_lost", "pods_go_soon", *lost]
    assert told(past, "kubelet/node-a", 399) == ["node_lost", "pods_had_to_go", *lost]
    left_ms = [values(past, "node/node-a", at_s, "pods_go_soon")["left_ms"] for at_s in (100, 110)]
    assert left_ms[0] - left_ms[1] == 10_000


def test_a_node_that_is_cut_off_is_told_with_the_cut_and_who_made_it() -> None:
    past = recorded((10, "network.cut", {"a": "apiserver", "b": "node-b"}), until_s=30)
    assert told(past, "node/node-b")[-3:] == ["hears_nothing", "LinkCut", "network.cut"]


def test_a_cordoned_node_is_told_with_who_closed_it() -> None:
    past = recorded((10, "kubectl.cordon", {"node": "node-c"}))
    assert told(past, "node/node-c")[:2] == ["node_well", "node_cordoned"]
    assert told(past, "node/node-c")[-1] == "kubectl.cordon"


def test_every_pod_has_its_node_to_ask_about() -> None:
    assert told(QUIET, f"node/{first_pod(QUIET)[1]}") == ["node_well"]
