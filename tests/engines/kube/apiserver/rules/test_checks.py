"""What is refused, in Kubernetes' words."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, deployment, pod, pod_spec


def container(**fields: Any) -> dict[str, Any]:
    return {"spec": {"containers": [{"name": "web", "image": "a:1", **fields}]}}


def job(policy: str) -> dict[str, Any]:
    return {"spec": {"template": {"spec": pod_spec(restartPolicy=policy)}}}


def ruled(unavailable: Any, surge: Any) -> dict[str, Any]:
    rolling = {"maxUnavailable": unavailable, "maxSurge": surge}
    return deployment(strategy={"type": "RollingUpdate", "rollingUpdate": rolling})


OTHER = {"metadata": {"labels": {"app": "shop"}}, "spec": pod_spec()}
SUBDOMAIN = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
    "end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    r"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
)


@pytest.mark.parametrize(
    ("resource", "body", "said"),
    [
        (
            "deployments",
            deployment(-1),
            "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
        ),
        (
            "deployments",
            deployment(template=OTHER),
            'spec.template.metadata.labels: Invalid value: {"app":"shop"}: `selector` does not match template `labels`',
        ),
        (
            "deployments",
            deployment(template={"metadata": {"labels": {"app": "web"}}, "spec": {"restartPolicy": "Never"}}),
            '[spec.template.spec.containers: Required value, spec.template.spec.restartPolicy: Unsupported value: '
            '"Never": supported values: "Always"]',
        ),
        (
            "deployments",
            {"spec": {"template": OTHER}},
            '[spec.selector: Required value, spec.template.metadata.labels: Invalid value: {"app":"shop"}: '
            "`selector` does not match template `labels`]",
        ),
        (
            "deployments",
            ruled(0, 0),
            "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0",
        ),
        (
            "deployments",
            deployment(strategy={"type": "Recreate", "rollingUpdate": {}}),
            "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
        ),
        (
            "deployments",
            deployment(progressDeadlineSeconds=5, minReadySeconds=5),
            "spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds",
        ),
        ("pods", {"spec": {"containers": [{"name": "web"}]}}, "spec.containers[0].image: Required value"),
        ("pods", {"spec": {"containers": []}}, "spec.containers: Required value"),
        (
            "pods",
            container(imagePullPolicy="Sometimes"),
            'spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", '
            '"IfNotPresent", "Never"',
        ),
        (
            "pods",
            container(resources={"requests": {"cpu": "2"}, "limits": {"cpu": "1"}}),
            'spec.containers[0].resources.requests[cpu]: Invalid value: "2": must be less than or equal to cpu limit '
            "of 1",
        ),
        (
            "pods",
            container(resources={"requests": {"cpu": "much"}}),
            'spec.containers[0].resources.requests[cpu]: Invalid value: "much": quantities must match the regular '
            "expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        ),
        ("pods", container(livenessProbe={}), "spec.containers[0].livenessProbe: Required value: must specify a "
         "handler type"),
        (
            "pods",
            container(livenessProbe={"tcpSocket": {"port": 80}, "successThreshold": 2}),
            "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1",
        ),
        (
            "pods",
            container(readinessProbe={"tcpSocket": {"port": 0}, "periodSeconds": -1}),
            "[spec.containers[0].readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0, "
            "spec.containers[0].readinessProbe.tcpSocket.port: Invalid value: 0: must be between 1 and 65535, "
            "inclusive]",
        ),
        (
            "pods",
            container(volumeMounts=[{"name": "data", "mountPath": "/data"}]),
            'spec.containers[0].volumeMounts[0].name: Not found: "data"',
        ),
        (
            "pods",
            {"spec": {"containers": [{"name": "a", "image": "a:1"}, {"name": "a", "image": "b:1"}]}},
            'spec.containers[1].name: Duplicate value: "a"',
        ),
        ("jobs", job("Always"), 'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'),
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


def test_the_name_is_checked_and_named_with_the_group() -> None:
    body = {**deployment(), "metadata": {"name": "Bad_Name"}}
    refused = Cluster().refused("create", resource="deployments", body=body)
    said = f'metadata.name: Invalid value: "Bad_Name": {SUBDOMAIN}'
    assert refused["message"] == f'Deployment.apps "Bad_Name" is invalid: {said}'
    cause = {"reason": "FieldValueInvalid", "message": said.partition(": ")[2], "field": "metadata.name"}
    assert refused["data"]["details"] == {"name": "Bad_Name", "kind": "Deployment.apps", "causes": [cause]}


@pytest.mark.parametrize(
    ("resource", "body", "patch", "said"),
    [
        (
            "deployments",
            deployment(),
            {"spec": {"selector": {"matchLabels": {"app": "web", "b": "c"}},
                      "template": {"metadata": {"labels": {"b": "c"}}}}},
            'spec.selector: Invalid value: {"matchLabels":{"app":"web","b":"c"}}: field is immutable',
        ),
        (
            "pods",
            pod(),
            {"spec": {"restartPolicy": "Never"}},
            "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
            "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to "
            "existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously "
            "negative)",
        ),
        (
            "configmaps",
            {"immutable": True, "data": {"a": "1"}},
            {"data": {"a": "2"}},
            "data: Forbidden: field is immutable when `immutable` is set",
        ),
    ],
)  # fmt: skip
def test_what_may_not_change_does_not(resource: str, body: Any, patch: Any, said: str) -> None:
    cluster = Cluster()
    before = cluster.create(resource, "web", body)
    refused = cluster.refused("patch", resource=resource, name="web", patch=patch)
    assert refused["message"].partition(" is invalid: ")[2] == said
    assert cluster.get(resource, "web") == before


def test_an_image_of_a_pod_may_change() -> None:
    cluster = Cluster()
    cluster.create("pods", "p", pod())
    patch = {"spec": {"containers": [{"name": "web", "image": "nginx:1.30"}]}}
    after = cluster.do("patch", resource="pods", name="p", patch=patch)
    assert after["spec"]["containers"][0]["image"] == "nginx:1.30"
