"""What is refused of a Pod, in Kubernetes' words."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, pod


def container(**fields: Any) -> dict[str, Any]:
    return {"spec": {"containers": [{"name": "web", "image": "a:1", **fields}]}}


@pytest.mark.parametrize(
    ("resource", "body", "said"),
    [
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
    ],
)  # fmt: skip
def test_a_wrong_pod_is_refused(resource: str, body: Any, said: str) -> None:
    refused = Cluster().refused("create", resource=resource, body={"metadata": {"name": "web"}, **body})
    assert refused["code"] == "Invalid"
    assert refused["message"].partition(" is invalid: ")[2] == said


AWAY = {"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}


@pytest.mark.parametrize(
    ("resource", "body", "patch", "said"),
    [
        (
            "pods",
            pod(),
            {"spec": {"tolerations": [AWAY]}},
            "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds",
        ),
        (
            "pods",
            pod(),
            {"spec": {"containers": [{"name": "web", "image": "nginx:1.29"}, {"name": "log", "image": "b:1"}]}},
            "spec.containers: Forbidden: pod updates may not add or remove containers",
        ),
        (
            "pods",
            pod(schedulingGates=[{"name": "a"}]),
            {"spec": {"schedulingGates": [{"name": "a"}, {"name": "b"}]}},
            "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'",
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
    ],
)  # fmt: skip
def test_what_may_not_change_of_a_pod_does_not(resource: str, body: Any, patch: Any, said: str) -> None:
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


def test_how_long_a_lost_node_is_borne_may_change() -> None:
    cluster = Cluster()
    made = cluster.create("pods", "p", pod())
    tolerations = [{**one, "tolerationSeconds": 30} for one in made["spec"]["tolerations"]]
    after = cluster.do("patch", resource="pods", name="p", patch={"spec": {"tolerations": tolerations}})
    assert after["spec"]["tolerations"] == tolerations
