"""Why nodes, workloads and the parts of the control plane are as they are."""

from typing import Any

import pytest

from labs.engines.kube import explain_run
from labs.engines.sim import Refused
from labs.rooms.past import Past
from tests.engines.kube.why.recorded import STOP_SCHEDULER, THREE, first_pod, recorded, told

QUIET = recorded(until_s=20)
WEB = "workload/deployments/default/web"
CUT = (10.0, "network.cut", {"a": "apiserver", "b": "scheduler"})


def values(past: Past, about: str, at_s: float, line: str) -> dict[str, Any]:
    lines = explain_run(past, about, round(at_s * 1e6))
    return next(one["values"] for one in lines if one["line"] == line)


def test_of_a_quiet_cluster_each_part_tells_how_it_stands() -> None:
    assert told(QUIET, "node/node-a") == ["node_well"]
    assert told(QUIET, "scheduler")[:2] == ["scheduler_stands", "PodScheduled"]
    assert told(QUIET, "controller-manager")[0] == "controllers_stand"
    assert told(QUIET, "apiserver")[0] == "stores"
    assert told(QUIET, "etcd")[0] == "keeps"
    assert told(QUIET, "watch/scheduler") == ["watches"]
    assert told(QUIET, WEB) == ["workload_well", "ObjectCreated deployments"]


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


def test_too_few_pods_while_the_controllers_are_stopped() -> None:
    past = recorded((10, "controller-manager.stop", {}), THREE)
    assert told(past, WEB)[:3] == ["workload_short", "ControllersStopped", "controller-manager.stop"]
    assert told(past, WEB)[-1] == "kubectl.scale"


def test_too_few_ready_pods_are_told_by_the_one_that_is_missing() -> None:
    assert told(recorded(STOP_SCHEDULER, THREE), WEB)[:4] == [
        "workload_short", "pod_waits", "SchedulerStopped", "scheduler.stop",
    ]  # fmt: skip


def test_a_watch_that_is_cut_has_seen_no_more_and_one_that_is_healed_asks_again() -> None:
    past = recorded(CUT, THREE, (40, "network.heal", CUT[2]), until_s=140)
    assert told(past, "watch/scheduler", 20) == ["hears_nothing", "LinkCut", "network.cut"]
    seen = values(past, "watch/scheduler", 20, "hears_nothing")
    assert seen["version"] > seen["seen"]
    assert told(past, "watch/scheduler")[:2] == ["watches", "WatchResumed"]


def test_a_stopped_scheduler_watches_nothing() -> None:
    past = recorded(STOP_SCHEDULER)
    assert told(past, "watch/scheduler") == ["watches_nothing", "SchedulerStopped", "scheduler.stop"]
    assert told(past, "scheduler") == ["scheduler_stands", "SchedulerStopped", "scheduler.stop"]


@pytest.mark.parametrize(
    "about", ["", "node/nowhere", "workload/deployments/default/none", "watch/kubectl", "sqs/jobs"]
)
def test_what_is_not_there_is_refused(about: str) -> None:
    with pytest.raises(Refused):
        explain_run(QUIET, about, QUIET.at_us)


def test_every_pod_has_its_node_to_ask_about() -> None:
    assert told(QUIET, f"node/{first_pod(QUIET)[1]}") == ["node_well"]
