"""Fields as paths, and as `fieldsV1` writes them; `ownership.py` keeps them by owner."""

from typing import Any

import pytest

from labs.engines.kube.apiserver.patches.owned_fields import fields_in, paths_in, shown, tree
from labs.engines.kube.apiserver.patches.ownership import tracked

POD: dict[str, Any] = {
    "apiVersion": "v1", "kind": "Pod",
    "metadata": {"name": "p", "labels": {"app": "web"}, "finalizers": ["x.io/a"]},
    "spec": {
        "containers": [{"name": "web", "ports": [{"containerPort": 80}], "args": ["-v"]}],
        "nodeSelector": {"a": "b"}, "tolerations": [{"key": "a"}], "securityContext": {},
    },
}  # fmt: skip
FIELDS = {
    "f:metadata": {"f:labels": {"f:app": {}}, "f:finalizers": {'v:"x.io/a"': {".": {}}}},
    "f:spec": {
        "f:containers": {
            'k:{"name":"web"}': {
                ".": {}, "f:name": {}, "f:args": {},
                "f:ports": {'k:{"containerPort":80,"protocol":"TCP"}': {".": {}, "f:containerPort": {}}},
            }
        },
        "f:nodeSelector": {}, "f:tolerations": {}, "f:securityContext": {},
    },
}  # fmt: skip


def test_lists_are_owned_item_by_item_where_they_merge_and_whole_where_not() -> None:
    assert tree(fields_in("Pod", POD)) == FIELDS


def test_paths_can_be_read_back() -> None:
    assert dict.fromkeys(paths_in(FIELDS)) == dict.fromkeys(fields_in("Pod", POD))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("f:spec", "f:replicas"), ".spec.replicas"),
        (("f:spec", "f:containers", 'k:{"name":"web"}', "f:image"), '.spec.containers[name="web"].image'),
        (("f:metadata", "f:finalizers", 'v:"a"', "."), '.metadata.finalizers[="a"]'),
    ],
)
def test_a_conflict_names_a_field_so(path: tuple[str, ...], text: str) -> None:
    assert shown(path) == text


def test_who_changes_a_field_has_it_from_then_on_and_what_is_gone_is_nobodys() -> None:
    first = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"a": "1", "b": "1"}}
    made = tracked("ConfigMap", None, first, "ann", "", "t0")
    after = tracked("ConfigMap", made, {**made, "data": {"a": "2"}}, "ben", "", "t1")
    entries = [[one["manager"], one["time"], one["fieldsV1"]] for one in after["metadata"]["managedFields"]]
    assert entries == [["ben", "t1", {"f:data": {"f:a": {}}}]]
