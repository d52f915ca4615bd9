"""A checkpoint has what versions share once, and gives every version back as it was."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from labs.engines.kube.etcd.packing import Packing, unpacked

Manifest = dict[str, Any]
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(0, 2), st.sampled_from(["", "a"]), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)),
    max_leaves=6,
)
OBJECTS = st.tuples(st.sampled_from("ab"), st.dictionaries(st.sampled_from(["spec", "status"]), VALUES))


def version(uid: str, revision: int, owner: str = "", **parts: Any) -> Manifest:
    references = [{"uid": owner, "controller": True}]
    metadata = {"name": uid, "uid": uid, **({"ownerReferences": references} if owner else {})}
    return {"kind": "Pod", "metadata": {**metadata, "resourceVersion": str(revision)}, **parts}


def test_a_version_is_the_one_before_and_what_is_different() -> None:
    spec = {"nodeName": "n1", "containers": [{"name": "web"}]}
    versions = {
        "2": version("a", 2, spec=spec, status={"phase": "Pending", "ip": "1"}),
        "3": version("a", 3, spec=spec, status={"phase": "Running", "ip": "1"}),
    }
    difference = {"metadata": {"resourceVersion": ["3"]}, "status": {"phase": ["Running"]}}
    assert Packing().of(versions) == {"2": versions["2"], "3": ["2", difference]}


def test_siblings_share_too_and_what_is_built_otherwise_stands_alone() -> None:
    spec = {"containers": [{"name": "web"}]}
    versions = {
        "2": version("a", 2, "set", spec=spec),
        "3": version("b", 3, "set", spec=spec),
        "4": version("b", 4, "set", spec=spec, status={}),
    }
    found = Packing().of(versions)
    assert found["3"] == ["2", {"metadata": {"name": ["b"], "uid": ["b"], "resourceVersion": ["3"]}}]
    assert found["4"] == versions["4"]


@given(st.lists(OBJECTS, max_size=8))
def test_every_version_comes_back_with_its_types_and_the_order_of_its_keys(objects: list[Any]) -> None:
    versions = {str(at): version(uid, at, **parts) for at, (uid, parts) in enumerate(objects)}
    found = json.dumps(Packing().of(versions))
    again = unpacked(json.loads(found))
    assert json.dumps(again) == json.dumps(versions)
    assert json.dumps(Packing().of(again)) == found


def test_what_was_packed_before_is_not_packed_again() -> None:
    packing, versions = Packing(), {"2": version("a", 2, spec={"nodeName": "n1"})}
    packing.of(versions)
    versions["3"] = version("a", 3, spec={"nodeName": "n2"})
    assert packing.of(versions) == Packing().of(versions)
    assert packing.of(versions)["3"] == ["2", {"metadata": {"resourceVersion": ["3"]}, "spec": {"nodeName": ["n2"]}}]
