"""What a Pod has that nobody wrote."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, pod


def test_a_pod_has_the_defaults_and_what_admission_adds() -> None:
    made = Cluster().create("pods", "p", pod())
    container = {
        "name": "web", "image": "nginx:1.29", "imagePullPolicy": "IfNotPresent", "resources": {},
        "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
    }  # fmt: skip
    away = {"operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}
    assert made["spec"] == {
        "containers": [container], "restartPolicy": "Always", "terminationGracePeriodSeconds": 30,
        "dnsPolicy": "ClusterFirst", "schedulerName": "default-scheduler", "securityContext": {},
        "enableServiceLinks": True, "serviceAccountName": "default", "serviceAccount": "default", "priority": 0,
        "preemptionPolicy": "PreemptLowerPriority",
        "tolerations": [
            {"key": "node.kubernetes.io/not-ready", **away}, {"key": "node.kubernetes.io/unreachable", **away}
        ],
    }  # fmt: skip
    assert made["status"] == {"phase": "Pending", "qosClass": "BestEffort"}
    assert (made["apiVersion"], made["kind"], made["metadata"]["generation"]) == ("v1", "Pod", 1)


@pytest.mark.parametrize(
    ("image", "policy"),
    [
        ("nginx", "Always"),
        ("nginx:latest", "Always"),
        ("nginx:1.29", "IfNotPresent"),
        ("shop.example:5000/nginx", "Always"),
        ("shop.example:5000/nginx:2", "IfNotPresent"),
        ("nginx@sha256:0123", "IfNotPresent"),
    ],
)
def test_an_image_without_a_tag_of_its_own_is_always_pulled(image: str, policy: str) -> None:
    made = Cluster().create("pods", "p", {"spec": {"containers": [{"name": "web", "image": image}]}})
    assert made["spec"]["containers"][0]["imagePullPolicy"] == policy


@pytest.mark.parametrize(
    ("resources", "quality"),
    [
        ([{}], "BestEffort"),
        ([{"requests": {"cpu": "1"}}], "Burstable"),
        ([{"limits": {"cpu": "1", "memory": "1Gi"}}], "Guaranteed"),
        ([{"limits": {"cpu": "1", "memory": "1Gi"}}, {}], "Burstable"),
        ([{"limits": {"cpu": "1", "memory": "1Gi"}, "requests": {"cpu": "1000m", "memory": "1024Mi"}}], "Guaranteed"),
        ([{"limits": {"cpu": "1", "memory": "1Gi"}, "requests": {"cpu": "500m"}}], "Burstable"),
    ],
)
def test_a_pod_is_of_a_quality_by_what_it_asks_for(resources: list[Any], quality: str) -> None:
    containers = [{"name": f"c{n}", "image": "a:1", "resources": one} for n, one in enumerate(resources)]
    assert Cluster().create("pods", "p", {"spec": {"containers": containers}})["status"]["qosClass"] == quality


def test_a_probe_has_its_figures_and_a_port_its_protocol() -> None:
    container = {
        "name": "web", "image": "a:1", "ports": [{"containerPort": 80}], "readinessProbe": {"httpGet": {"port": 80}}
    }  # fmt: skip
    made = Cluster().create("pods", "p", {"spec": {"containers": [container]}})["spec"]["containers"][0]
    assert made["ports"] == [{"containerPort": 80, "protocol": "TCP"}]
    assert made["readinessProbe"] == {
        "httpGet": {"port": 80, "path": "/", "scheme": "HTTP"},
        "timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3,
    }  # fmt: skip


def test_patience_with_a_lost_node_can_be_ones_own() -> None:
    own = [{"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute"}]
    made = Cluster().create("pods", "p", pod(tolerations=own))
    assert [one["key"] for one in made["spec"]["tolerations"]] == [
        "node.kubernetes.io/unreachable", "node.kubernetes.io/not-ready"
    ]  # fmt: skip
    assert made["spec"]["tolerations"][0] == own[0]
