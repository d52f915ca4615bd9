"""A cluster's run in words: what was done, who fell silent, what was replaced, what waits."""

from typing import Any

from labs.rooms.words import words
from tests.engines.kube.why.recorded import CUT, STOP_SCHEDULER, THREE, Asked, first_pod, pods, recorded

POD, NODE = first_pod(recorded(until_s=9))


def findings(*asked: Asked, until_s: float = 30) -> dict[str, dict[str, Any]]:
    """Line -> values, in the order told."""
    return {one["line"]: one["values"] for one in words(recorded(*asked, until_s=until_s))["findings"]}


def test_a_run_without_trouble_is_quiet_and_counts_what_there_is() -> None:
    told = findings(THREE)
    assert list(told) == ["ran", "applied", "scaled", "quiet"]
    assert told["ran"] == {"for_us": 30_000_000, "commands": 1}
    assert told["scaled"] == {"object": "web", "replicas": 3}
    assert told["quiet"] == {"nodes": 3, "ready_nodes": 3, "pods": 3, "running": 3, "waiting": 0}


def test_a_lost_node_is_told_with_when_it_was_noticed_and_its_pods_replaced() -> None:
    told = findings((10, f"{NODE}.crash", {}), until_s=400)
    lost = told["node_lost"]
    assert (lost["node"], lost["how"], lost["pods"], lost["for_us"]) == (NODE, "crashed", 1, None)
    assert 40_000_000 < lost["noticed_us"] < 60_000_000
    assert 340_000_000 < lost["replaced_us"] < 380_000_000
    assert told["now"]["down"] == [NODE]
    assert told["now"]["ready_nodes"] == 2


def test_a_node_that_was_cut_off_for_a_short_time_lost_nothing() -> None:
    ends = {"a": "apiserver", "b": NODE}
    told = findings((10, "network.cut", ends), (20, "network.heal", ends), until_s=120)
    lost = {"node": NODE, "how": "cut", "for_us": 10_000_000, "pods": 0, "noticed_us": None, "replaced_us": None}
    assert told["node_lost"] == lost
    assert list(told)[-1] == "quiet"


def test_a_stopped_part_and_who_waits_for_it() -> None:
    told = findings(STOP_SCHEDULER, THREE)
    assert told["stopped"] == {"part": "scheduler", "for_us": None}
    assert told["pending"] == {"pods": 1, "message": None}
    assert told["now"]["down"] == ["scheduler"]
    again = findings(STOP_SCHEDULER, THREE, (20, "scheduler.start", {}))
    assert again["stopped"] == {"part": "scheduler", "for_us": 10_000_000}
    assert list(again)[-1] == "quiet"


def test_pods_that_no_node_takes_wait_with_the_schedulers_own_message() -> None:
    told = findings((12, "kubectl.scale", {"name": "web", "replicas": 90}))
    assert told["pending"]["pods"] > 50
    assert told["pending"]["message"].startswith("0/3 nodes are available: 3 Insufficient cpu.")


def test_a_watch_that_was_cut_went_on_and_had_missed_something() -> None:
    told = findings(CUT, THREE, (40, "network.heal", CUT[2]), until_s=140)
    assert told["cut"] == {"a": "apiserver", "b": "scheduler", "for_us": 30_000_000}
    assert told["resumed"]["who"] == "scheduler"
    assert told["resumed"]["missed"] > 0


def test_a_watch_that_was_away_for_too_long_listed_everything_anew() -> None:
    told = findings(CUT, (800, "network.heal", CUT[2]), until_s=900)
    assert told["expired"]["who"] == "scheduler"
    assert told["expired"]["after_us"] > 790_000_000


def test_containers_that_came_again_are_told_with_whether_somebody_ended_them() -> None:
    told = findings((10, f"{NODE}.kill_container", {"pod": POD}))
    assert told["restarted"] == {"times": 1, "pods": 1, "by_hand": True}
    weak = {"name": "web", "container": "web", "image": "workshop/weak:1"}
    assert findings((10, "kubectl.set_image", weak))["restarted"]["by_hand"] is False


def test_an_image_that_is_nowhere_and_a_rollout_that_is_through() -> None:
    nowhere = {"name": "web", "container": "web", "image": "does-not-exist/x:1"}
    assert findings((10, "kubectl.set_image", nowhere))["unpulled"]["image"] == "does-not-exist/x:1"
    assert findings((10, "kubectl.restart", {"name": "web"}))["rolled_out"] == {"object": "web", "revision": 2}


def test_who_was_deleted_and_which_node_was_drained() -> None:
    deleted = {"resource": "pods", "name": POD.partition("/")[2]}
    assert findings((10, "kubectl.delete", deleted))["deleted"] == {"resource": "pods", "object": deleted["name"]}
    assert findings((10, "kubectl.drain", {"node": NODE}))["drained"] == {"node": NODE}


def test_what_was_done_to_a_node_by_hand_and_who_was_placed_by_hand() -> None:
    taint, label = {"node": NODE, "taint": "gpu=yes:NoSchedule"}, {"resource": "nodes", "name": NODE}
    assert findings((10, "kubectl.taint", taint))["tainted"] == taint
    assert findings((10, "kubectl.cordon", {"node": NODE}))["cordoned"] == {"node": NODE}
    labelled = findings((10, "kubectl.label", {**label, "labels": {"disk": "ssd"}}))["labelled"]
    assert labelled == {"resource": "nodes", "object": NODE}


def test_a_pod_is_placed_by_hand_and_a_second_time_in_vain() -> None:
    asked = recorded(STOP_SCHEDULER, THREE, until_s=19)
    waits = next(key for key, pod in pods(asked).items() if not pod["node"]).removeprefix("default/")
    bind = {"name": waits, "node": NODE}
    told = words(recorded(STOP_SCHEDULER, THREE, (20, "kubectl.bind", bind), (25, "kubectl.bind", bind), until_s=30))
    lines = [(one["at_us"], one["values"]) for one in told["findings"] if one["line"] == "bound"]
    assert lines == [(20_000_000, {"object": waits, "node": NODE})]
