"""Why the parts of the control plane and the watches are as they are; who cannot hear or speak (deaf.py), and what is
read of a run (view.py) and told of it (lines.py).
"""

import pytest

from labs.engines.kube import explain_run
from labs.engines.sim import Refused
from tests.engines.kube.why.recorded import CUT, STOP_SCHEDULER, THREE, recorded, told, values

QUIET = recorded(until_s=20)
WEB = "workload/deployments/default/web"


def test_of_a_quiet_cluster_each_part_tells_how_it_stands() -> None:
    assert told(QUIET, "node/node-a") == ["node_well"]
    assert told(QUIET, "scheduler")[:2] == ["scheduler_stands", "PodScheduled"]
    assert told(QUIET, "controller-manager")[0] == "controllers_stand"
    assert told(QUIET, "apiserver")[0] == "stores"
    assert told(QUIET, "etcd")[0] == "keeps"
    assert told(QUIET, "watch/scheduler") == ["watches"]
    assert told(QUIET, WEB) == ["workload_well", "ObjectCreated deployments"]


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


def test_nobody_hears_anything_of_an_api_server_that_is_stopped() -> None:
    past = recorded((10, "apiserver.stop", {}))
    assert told(past, "watch/scheduler") == ["asks_again", "ApiServerStopped", "apiserver.stop"]
    assert told(past, "apiserver") == ["stores", "ApiServerStopped", "apiserver.stop"]
    assert told(past, "node/node-a")[0] == "node_silent"
