"""A manifest that somebody is writing: what is wrong with it and where, or what applying it would change."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.test import AsyncClient

from labs.gateways.kube.limits import MANIFEST_BYTES_MAX
from labs.gateways.kube.trying import diff, field_of, lines_of
from labs.rooms.hub import hub
from labs.rooms.opening import open_room

OWNER = "the owner's token"
WEB = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: web:1
"""


@pytest.fixture
async def served(transactional_db: None) -> AsyncIterator[None]:
    yield
    await hub.close()


async def sent(text: str, token: str = OWNER, lab: str = "follow-one-object") -> tuple[int, Any]:
    room = await database_sync_to_async(open_room)(lab, token=OWNER, seed=1, playing=False)
    client = AsyncClient()
    client.cookies["visitor"] = token
    answer = await client.post(f"/kubernetes/rooms/{room.code}/trial/", text, content_type="text/plain")
    return answer.status_code, answer.json()


async def test_a_new_object_is_all_new(served: None) -> None:
    status, told = await sent(WEB)
    assert (status, told["is_new"]) == (200, True)
    assert told["manifest"]["spec"]["replicas"] == 2
    assert {sign for sign, _ in told["diff"]} == {"+"}
    assert ["+", "  replicas: 2"] in told["diff"]
    assert not [line for _, line in told["diff"] if "uid" in line or "managedFields" in line]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (WEB.replace("replicas: 2", "replicas: -2"), {"field": "spec.replicas", "line": 6}),
        (WEB.replace("replicas: 2", "replcas: 2"), {"field": "spec.replcas", "line": 6}),
        (WEB.replace("replicas: 2", "replicas: two"), {"field": "spec.replicas", "line": 6}),
        (WEB.replace("name: web\n        image", "name: Web\n        image"), {"line": 12}),
        (WEB.replace("  name: web", "\tname: web", 1), {"field": "", "line": 4}),
        (f"{WEB}---\n{WEB}", {"field": "", "message": "one object at a time: there is more than one in the text"}),
        ("- a", {"field": "", "message": "not an object: a manifest begins with apiVersion and kind"}),
    ],
)
async def test_what_is_wrong_is_told_with_its_field_and_its_line(served: None, wrong: str, error: Any) -> None:
    status, told = await sent(wrong)
    assert status == 200
    assert {key: told["error"][key] for key in error} == error
    assert told["error"]["message"]


async def test_only_who_may_apply_may_try(served: None) -> None:
    assert await sent(WEB, token="somebody else") == (403, {"refused": "not_yours"})


async def test_a_room_without_a_cluster_has_nothing_to_try(served: None) -> None:
    status, _ = await sent(WEB, lab="shop")
    assert status == 404


async def test_a_text_is_no_longer_than_what_can_be_applied(served: None) -> None:
    assert await sent("#" * (MANIFEST_BYTES_MAX + 1)) == (413, {"refused": "too_large"})


def test_a_diff_has_a_few_lines_around_each_change_and_says_where_some_are_left_out() -> None:
    before = [f"line {number}" for number in range(20)]
    after = [*before[:3], "new", *before[4:15], *before[16:]]
    assert diff(before, after) == [
        (" ", "line 1"), (" ", "line 2"), ("-", "line 3"), ("+", "new"), (" ", "line 4"), (" ", "line 5"),
        ("…", ""),
        (" ", "line 13"), (" ", "line 14"), ("-", "line 15"), (" ", "line 16"), (" ", "line 17"),
    ]  # fmt: skip
    assert diff(before, before) == []


def test_lines_leave_out_what_the_server_alone_says() -> None:
    metadata = {"name": "web", "uid": "1", "resourceVersion": "7", "managedFields": []}
    assert lines_of({"kind": "Pod", "metadata": metadata, "status": {"phase": "Running"}}) == [
        "kind: Pod", "metadata:", "  name: web",
    ]  # fmt: skip


def test_a_refusal_that_names_no_field_has_none() -> None:
    assert field_of('no matches for kind "Thing" in version "v1"', {}) == ""
