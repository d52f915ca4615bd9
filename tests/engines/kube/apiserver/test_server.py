"""The doors, writes to one object in a row, and how long kind: Event is kept."""

from typing import Any

import pytest

from labs.engines.kube.apiserver import server
from labs.engines.sim import Command
from tests.engines.kube.apiserver.cluster import WRITE_US, Cluster, build, deployment, pod
from tests.engines.replay import restarted

HOUR = 3_600_000_000
MINUTE = 60_000_000


def event(at: str = "2026-01-01T00:00:00Z") -> dict[str, Any]:
    return {"reason": "Started", "lastTimestamp": at, "involvedObject": {"kind": "Pod", "name": "p"}}


def events(cluster: Cluster) -> list[str]:
    return [one["metadata"]["name"] for one in cluster.look("list_objects", resource="events")["items"]]


def test_a_write_is_answered_when_the_store_has_it() -> None:
    cluster = Cluster()
    ticket = cluster.sim.execute(
        Command("apiserver.create", {"resource": "pods", "body": {"metadata": {"name": "p"}, **pod()}})
    ).ticket
    cluster.sim.run_until(WRITE_US - 1)
    assert ticket not in cluster.replies
    cluster.sim.run_until(WRITE_US)
    assert ticket is not None
    assert cluster.replies[ticket].result == cluster.get("pods", "p")


def test_writes_to_one_object_follow_one_another() -> None:
    cluster = Cluster()
    cluster.create("configmaps", "c", {})
    for name in ("a", "b", "c"):
        args = {"resource": "configmaps", "name": "c", "patch": {"data": {name: "1"}}}
        cluster.sim.execute(Command("apiserver.patch", args))
    last = cluster.do("patch", resource="configmaps", name="c", patch={"data": {"d": "1"}})
    assert last["data"] == {"a": "1", "b": "1", "c": "1", "d": "1"}
    assert cluster.server.writing == {}


def test_a_refused_write_does_not_hold_up_the_next() -> None:
    cluster = Cluster()
    cluster.create("deployments", "web", deployment())
    for replicas in (5, -1, 6):
        args = {"resource": "deployments", "name": "web", "patch": {"spec": {"replicas": replicas}}}
        cluster.sim.execute(Command("apiserver.patch", args))
    cluster.sim.run_until(cluster.sim.now_us + 10 * WRITE_US)
    assert cluster.get("deployments", "web")["spec"]["replicas"] == 6
    assert [reply.error and reply.error["code"] for reply in cluster.replies.values()][-3:] == [None, "Invalid", None]


def test_a_name_is_made_from_its_beginning() -> None:
    made = Cluster().do("create", resource="pods", body={"metadata": {"generateName": "web-"}, **pod()})
    assert made["metadata"]["name"].startswith("web-")
    assert len(made["metadata"]["name"]) == len("web-") + 5


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"metadata": {"name": "p", "namespace": "shop"}}, "the namespace of the provided object does not match"),
        ({"kind": "Secret", "metadata": {"name": "p"}}, "Secret in version v1 cannot be handled as a Pod of v1"),
        ({}, "metadata: Required value"),
    ],
)
def test_a_body_must_be_of_its_kind_and_place(body: Any, said: str) -> None:
    refused = Cluster().refused("create", resource="pods", body={**pod(), **body})
    assert refused["code"] == "BadRequest"
    assert said in refused["message"]


def test_a_binding_happens_once_and_says_so_in_a_condition() -> None:
    cluster = Cluster()
    cluster.create("pods", "p", pod())
    after = cluster.do("bind", name="p", node="a")
    assert after["spec"]["nodeName"] == "a"
    assert after["status"]["conditions"] == [
        {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"}
    ]
    assert cluster.refused("bind", name="p", node="b")["message"] == (
        'Operation cannot be fulfilled on pods/binding "p": pod p is already assigned to node "a"'
    )


def test_events_go_after_an_hour() -> None:
    cluster = Cluster()
    cluster.create("events", "old", event())
    cluster.create("events", "new", event("2026-01-01T00:30:00Z"))
    cluster.sim.run_until(HOUR + 2 * MINUTE)
    assert events(cluster) == ["new"]


def test_of_too_many_events_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "EVENTS_MAX", 2)
    cluster = Cluster()
    for name in ("c", "b", "a"):
        cluster.create("events", name, event())
    cluster.sim.run_until(2 * MINUTE)
    assert events(cluster) == ["a", "b"]


def test_a_restart_in_the_middle_of_a_write_changes_nothing() -> None:
    def written(restart: bool) -> str:
        cluster = Cluster()
        cluster.create("pods", "p", {**pod(nodeName="a"), "metadata": {"labels": {"app": "web"}}})
        spec = {"minAvailable": 0, "selector": {"matchLabels": {"app": "web"}}}
        cluster.create("poddisruptionbudgets", "web", {"spec": spec})
        status = {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}
        cluster.do("patch", resource="pods", name="p", patch={"status": status}, subresource="status")
        allowed = {"status": {"disruptionsAllowed": 1, "observedGeneration": 1}}
        cluster.do("patch", resource="poddisruptionbudgets", name="web", patch=allowed, subresource="status")
        cluster.sim.execute(Command("apiserver.evict", {"name": "p"}))
        cluster.sim.run_until(cluster.sim.now_us + WRITE_US + 1)
        sim = restarted(cluster.sim, build) if restart else cluster.sim
        sim.run_until(sim.now_us + 10 * WRITE_US)
        assert "deletionTimestamp" in Cluster(sim).get("pods", "p")["metadata"]
        return sim.digest

    assert written(restart=True) == written(restart=False)
