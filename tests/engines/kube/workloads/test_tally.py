"""How many Pods an owner has, change by change."""

from random import Random
from typing import Any

from labs.engines.kube.workloads.tally import Tally

Manifest = dict[str, Any]


def pod(
    owner: str = "web", ready: bool = False, leaving: bool = False, phase: str = "Running", **labels: str
) -> Manifest:
    references = [{"uid": owner, "controller": True}] if owner else []
    metadata = {"ownerReferences": references, "labels": labels, **({"deletionTimestamp": "now"} if leaving else {})}
    conditions = [{"type": "Ready", "status": "True" if ready else "False"}]
    return {"metadata": metadata, "spec": {}, "status": {"phase": phase, "conditions": conditions}}


def test_active_pods_count_by_owner_and_labels() -> None:
    tally = Tally()
    tally.put("default/a", pod(app="web"))
    tally.put("default/b", pod(app="web", ready=True))
    tally.put("default/c", pod(app="other"))
    tally.put("default/d", pod("db", app="web"))
    assert tally.of("web") == [({"app": "web"}, 2, 1), ({"app": "other"}, 1, 0)]
    assert tally.of("db") == [({"app": "web"}, 1, 0)]
    assert tally.of("nobody") == []


def test_who_is_leaving_finished_or_without_an_owner_does_not_count() -> None:
    tally = Tally()
    for index, one in enumerate([pod(leaving=True), pod(phase="Succeeded"), pod(phase="Failed"), pod("")]):
        tally.put(f"default/{index}", one)
    assert tally.of("web") == tally.of("") == []


def test_after_any_changes_it_is_what_a_count_from_nothing_gives() -> None:
    draw, tally = Random(1), Tally()
    last: dict[str, Manifest | None] = {}
    for _ in range(500):
        key = f"default/{draw.randrange(12)}"
        owner, phase = draw.choice(["web", "db", ""]), draw.choice(["Running", "Failed"])
        one = pod(owner, draw.random() < 0.5, draw.random() < 0.2, phase, app=draw.choice(["x", "y"]))
        last[key] = None if draw.random() < 0.2 else one
        tally.put(key, last[key])
        anew = Tally()
        for other, known in last.items():
            anew.put(other, known)
        for uid in ("web", "db"):
            assert sorted(tally.of(uid), key=str) == sorted(anew.of(uid), key=str)
