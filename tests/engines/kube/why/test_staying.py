"""Why nobody replaces the Pod of a silent node: how long it tolerates that, and whether it has an owner."""

from tests.engines.kube.why.recorded import Asked, first_pod, recorded, told, values

POD, NODE = first_pod(recorded(until_s=9))


def test_the_pod_of_a_silent_node_says_how_long_it_tolerates_that_and_whether_somebody_owns_it() -> None:
    spec = {"nodeName": "node-a", "containers": [{"name": "web", "image": "workshop/web:1"}]}
    for_ever = [{"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute"}]
    patient = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "patient"},
        "spec": spec | {"tolerations": for_ever},
    }
    crash: Asked = (12, "node-a.crash", {})
    past = recorded((8, "kubectl.apply", {"manifest": patient}), crash, until_s=150)
    crashed = ["NodeCrashed", "node-a.crash"]
    assert told(past, "pod/default/patient") == ["pod_said_to_run", "pod_stays_for_ever", "pod_unowned", *crashed]
    past = recorded((10, f"{NODE}.crash", {}), until_s=160)
    stays = [values(past, f"pod/{POD}", at_s, "pod_stays") for at_s in (100, 110)]
    assert [one["stay_ms"] for one in stays] == [300_000, 300_000]
    assert stays[0]["left_ms"] - stays[1]["left_ms"] == 10_000
