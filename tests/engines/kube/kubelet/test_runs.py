"""Records of Pods and containers, and the rules of restarting."""

import json

import pytest

from labs.engines.kube.kubelet.runs import INIT, MAIN, SIDECAR, containers_of, new_run, restarts, restarts_after

POD = {
    "metadata": {"name": "web", "namespace": "shop", "uid": "u-1"},
    "spec": {
        "initContainers": [{"name": "one"}, {"name": "side", "restartPolicy": "Always"}],
        "containers": [{"name": "app"}],
    },
}


def test_containers_come_in_the_order_of_their_start() -> None:
    assert [(name, part) for name, _, part in containers_of(POD)] == [("one", INIT), ("side", SIDECAR), ("app", MAIN)]


def test_a_run_is_plain_data() -> None:
    run = new_run(POD, "7")
    assert json.loads(json.dumps(run)) == run
    assert (run["pod"], run["revision"], list(run["containers"])) == ("shop/web", "7", ["one", "side", "app"])


@pytest.mark.parametrize(
    ("policy", "part", "found"),
    [
        ("Always", MAIN, "Always"),
        ("Always", INIT, "OnFailure"),
        ("Never", INIT, "Never"),
        ("OnFailure", INIT, "OnFailure"),
        ("Never", SIDECAR, "Always"),
        ("Never", MAIN, "Never"),
    ],
)
def test_each_part_has_its_own_restart_policy(policy: str, part: str, found: str) -> None:
    assert restarts({"spec": {"restartPolicy": policy}}, part) == found


@pytest.mark.parametrize(
    ("policy", "code", "again"),
    [("Always", 0, True), ("OnFailure", 0, False), ("OnFailure", 1, True), ("Never", 1, False)],
)
def test_it_runs_again_as_the_policy_says(policy: str, code: int, again: bool) -> None:
    assert restarts_after(policy, code) is again
