"""What is refused of other objects, in Kubernetes' words; all that is wrong at once (`checking.py`)."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, deployment

SUBDOMAIN = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
    "end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    r"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
)


@pytest.mark.parametrize(
    ("resource", "body", "said"),
    [
        ("services", {"spec": {}}, "spec.ports: Required value"),
        (
            "services",
            {"spec": {"ports": [{"port": 80}, {"port": 81}]}},
            "[spec.ports[0].name: Required value, spec.ports[1].name: Required value]",
        ),
        (
            "poddisruptionbudgets",
            {"spec": {"minAvailable": 1, "maxUnavailable": 1}},
            'spec: Invalid value: {"minAvailable":1,"maxUnavailable":1}: minAvailable and maxUnavailable cannot be '
            "both set",
        ),
        (
            "nodes",
            {"spec": {"taints": [{"key": "a", "effect": "Never"}]}},
            'spec.taints[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", '
            '"NoExecute"',
        ),
        (
            "configmaps",
            {"data": {"a b": ""}},
            "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' "
            "or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
        ),
        (
            "priorityclasses",
            {"value": 2_000_000_000},
            "value: Forbidden: maximum allowed value of a user defined priority is 1000000000",
        ),
    ],
)  # fmt: skip
def test_a_wrong_object_is_refused(resource: str, body: Any, said: str) -> None:
    refused = Cluster().refused("create", resource=resource, body={"metadata": {"name": "web"}, **body})
    assert refused["code"] == "Invalid"
    assert refused["message"].partition(" is invalid: ")[2] == said


@pytest.mark.parametrize(
    ("resource", "body", "patch", "said"),
    [
        (
            "configmaps",
            {"immutable": True, "data": {"a": "1"}},
            {"data": {"a": "2"}},
            "data: Forbidden: field is immutable when `immutable` is set",
        ),
    ],
)  # fmt: skip
def test_what_may_not_change_of_a_object_does_not(resource: str, body: Any, patch: Any, said: str) -> None:
    cluster = Cluster()
    before = cluster.create(resource, "web", body)
    refused = cluster.refused("patch", resource=resource, name="web", patch=patch)
    assert refused["message"].partition(" is invalid: ")[2] == said
    assert cluster.get(resource, "web") == before


def test_the_name_is_checked_and_named_with_the_group() -> None:
    body = {**deployment(), "metadata": {"name": "Bad_Name"}}
    refused = Cluster().refused("create", resource="deployments", body=body)
    said = f'metadata.name: Invalid value: "Bad_Name": {SUBDOMAIN}'
    assert refused["message"] == f'Deployment.apps "Bad_Name" is invalid: {said}'
    cause = {"reason": "FieldValueInvalid", "message": said.partition(": ")[2], "field": "metadata.name"}
    assert refused["data"]["details"] == {"name": "Bad_Name", "kind": "Deployment.apps", "causes": [cause]}
