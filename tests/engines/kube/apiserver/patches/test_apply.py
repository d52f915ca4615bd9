"""Server-side apply: whose field is whose."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, deployment

Manifest = dict[str, Any]


def config(**data: str) -> Manifest:
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": data}


def apply(cluster: Cluster, body: Manifest, by: str = "kubectl", resource: str = "configmaps", **args: Any) -> Manifest:
    name = body["metadata"]["name"]
    said = {"resource": resource, "name": name, "patch": body, "patch_type": "apply", "field_manager": by}
    return cluster.do("patch", **said, **args)


def refused(cluster: Cluster, body: Manifest, by: str, **args: Any) -> Manifest:
    said = {"resource": "configmaps", "name": "c", "patch": body, "patch_type": "apply", "field_manager": by}
    return cluster.refused("patch", **said, **args)


def owners(one: Manifest) -> Manifest:
    return {f"{entry['manager']} {entry['operation']}": entry["fieldsV1"] for entry in one["metadata"]["managedFields"]}


def test_what_is_not_there_is_made_and_owned() -> None:
    made = apply(Cluster(), config(a="1"))
    assert made["data"] == {"a": "1"}
    assert made["metadata"]["managedFields"] == [
        {
            "manager": "kubectl", "operation": "Apply", "apiVersion": "v1", "time": "2026-01-01T00:00:00Z",
            "fieldsType": "FieldsV1", "fieldsV1": {"f:data": {"f:a": {}}},
        }
    ]  # fmt: skip


def test_what_a_manager_no_longer_says_goes_unless_somebody_else_says_it() -> None:
    cluster = Cluster()
    apply(cluster, config(a="1", b="2"))
    apply(cluster, config(b="2"), by="other")
    after = apply(cluster, config(c="3"))
    assert after["data"] == {"b": "2", "c": "3"}
    assert owners(after) == {
        "kubectl Apply": {"f:data": {"f:c": {}}},
        "other Apply": {"f:data": {"f:b": {}}},
    }


def test_another_managers_field_is_a_conflict_and_can_be_taken_by_force() -> None:
    cluster = Cluster()
    apply(cluster, config(a="1"))
    error = refused(cluster, config(a="2"), "other")
    assert (error["code"], error["message"]) == (
        "Conflict", 'Apply failed with 1 conflict: conflict with "kubectl": .data.a'
    )  # fmt: skip
    assert error["data"]["details"]["causes"] == [
        {"reason": "FieldManagerConflict", "message": 'conflict with "kubectl"', "field": ".data.a"}
    ]
    taken = apply(cluster, config(a="2"), by="other", force=True)
    assert (taken["data"], owners(taken)) == ({"a": "2"}, {"other Apply": {"f:data": {"f:a": {}}}})


def test_several_conflicts_are_told_manager_by_manager() -> None:
    cluster = Cluster()
    apply(cluster, config(a="1", b="1"))
    cluster.do("patch", resource="configmaps", name="c", patch={"data": {"b": "2"}}, field_manager="kubectl-edit")
    assert refused(cluster, config(a="3", b="3"), "other")["message"] == (
        'Apply failed with 2 conflicts: conflicts with "kubectl":\n- .data.a\n'
        'conflicts with "kubectl-edit" using v1:\n- .data.b'
    )


def test_what_was_there_before_anybody_applied_is_nobodys_by_name() -> None:
    cluster = Cluster()
    cluster.create("configmaps", "c", config(a="1"))
    assert refused(cluster, config(a="2"), "kubectl")["message"] == (
        'Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.a'
    )


def test_the_same_applied_again_changes_nothing() -> None:
    cluster = Cluster()
    first = apply(cluster, config(a="1"))
    cluster.sim.run_until(5_000_000)
    assert apply(cluster, config(a="1")) == first


def test_items_of_a_list_are_owned_by_their_keys() -> None:
    cluster = Cluster()
    body = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, **deployment()}
    made = apply(cluster, body, resource="deployments")
    item = owners(made)["kubectl Apply"]["f:spec"]["f:template"]["f:spec"]["f:containers"]
    assert item == {'k:{"name":"web"}': {".": {}, "f:name": {}, "f:image": {}}}
    log = {"name": "log", "image": "b:1"}
    added = {**body, "spec": {"template": {"spec": {"containers": [log]}}}}
    both = apply(cluster, added, by="logger", resource="deployments")
    assert [one["name"] for one in both["spec"]["template"]["spec"]["containers"]] == ["web", "log"]
    rest = apply(cluster, {**body, "spec": {}}, by="logger", resource="deployments")
    assert [one["name"] for one in rest["spec"]["template"]["spec"]["containers"]] == ["web"]


def test_a_plain_write_takes_the_fields_that_it_changes() -> None:
    cluster = Cluster()
    body = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, **deployment(3)}
    apply(cluster, body, resource="deployments")
    after = cluster.do(
        "patch", resource="deployments", name="web", patch={"spec": {"replicas": 5}}, subresource="scale",
        field_manager="kubectl",
    )  # fmt: skip
    assert "f:replicas" not in owners(after)["kubectl Apply"]["f:spec"]
    assert owners(after)["kubectl Update"] == {"f:spec": {"f:replicas": {}}}
    status = {"status": {"replicas": 5}}
    cluster.do("patch", resource="deployments", name="web", patch=status, subresource="status", manager="deployment")
    entry = cluster.get("deployments", "web")["metadata"]["managedFields"][-1]
    assert (entry["manager"], entry["subresource"]) == ("deployment", "status")


@pytest.mark.parametrize(
    ("body", "by", "said"),
    [
        (config(), "", "fieldManager: Required value: is required for apply patch"),
        ({**config(), "metadata": {"name": "c", "managedFields": [{}]}}, "a", "metadata.managedFields must be nil"),
    ],
)
def test_an_apply_needs_a_manager_and_no_owners(body: Manifest, by: str, said: str) -> None:
    error = refused(Cluster(), body, by)
    assert error["code"] == "BadRequest"
    assert said in error["message"]
