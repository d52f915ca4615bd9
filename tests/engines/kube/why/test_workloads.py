"""Why a workload has as many Pods as it has."""

from tests.engines.kube.why.recorded import STOP_SCHEDULER, THREE, recorded, told

WEB = "workload/deployments/default/web"


def test_too_few_pods_while_the_controllers_are_stopped() -> None:
    past = recorded((10, "controller-manager.stop", {}), THREE)
    assert told(past, WEB)[:3] == ["workload_short", "ControllersStopped", "controller-manager.stop"]
    assert told(past, WEB)[-1] == "kubectl.scale"


def test_too_few_ready_pods_are_told_by_the_one_that_is_missing() -> None:
    assert told(recorded(STOP_SCHEDULER, THREE), WEB)[:4] == [
        "workload_short", "pod_waits", "SchedulerStopped", "scheduler.stop",
    ]  # fmt: skip
