"""What an object has that nobody wrote."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, deployment, pod, pod_spec

LABELS = {"app": "web"}
TEMPLATE = {"metadata": {"labels": LABELS}, "spec": pod_spec()}
ONCE = {"template": {"spec": pod_spec(restartPolicy="Never")}}


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


def test_a_pod_has_the_priority_of_its_class() -> None:
    cluster = Cluster()
    cluster.create("priorityclasses", "high", {"value": 1_000, "preemptionPolicy": "Never"})
    spec = cluster.create("pods", "p", pod(priorityClassName="high"))["spec"]
    assert (spec["priority"], spec["preemptionPolicy"]) == (1_000, "Never")
    critical = cluster.create("pods", "q", pod(priorityClassName="system-node-critical"))["spec"]
    assert critical["priority"] == 2_000_001_000
    body = {"metadata": {"name": "r"}, **pod(priorityClassName="low")}
    refused = cluster.refused("create", resource="pods", body=body)
    assert (refused["code"], refused["message"]) == (
        "Forbidden", 'pods "r" is forbidden: no PriorityClass with name low was found'
    )  # fmt: skip
    body = {"metadata": {"name": "r"}, **pod(priority=5)}
    assert cluster.refused("create", resource="pods", body=body)["message"] == (
        'pods "r" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission '
        "controller computed 0 from the given PriorityClass name"
    )


@pytest.mark.parametrize(
    ("resource", "body", "part", "expected"),
    [
        (
            "deployments",
            {"spec": {"selector": {"matchLabels": LABELS}, "template": TEMPLATE}},
            "spec",
            {
                "replicas": 1, "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600,
                "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "25%", "maxSurge": "25%"}},
            },
        ),
        ("deployments", deployment(strategy={"type": "Recreate"}), "spec", {"strategy": {"type": "Recreate"}}),
        ("replicasets", {"spec": {"selector": {"matchLabels": LABELS}, "template": TEMPLATE}}, "spec", {"replicas": 1}),
        (
            "daemonsets",
            {"spec": {"selector": {"matchLabels": LABELS}, "template": TEMPLATE}},
            "spec",
            {
                "revisionHistoryLimit": 10,
                "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1, "maxSurge": 0}},
            },
        ),
        (
            "statefulsets",
            {"spec": {"selector": {"matchLabels": LABELS}, "template": TEMPLATE, "serviceName": "db"}},
            "spec",
            {
                "replicas": 1, "podManagementPolicy": "OrderedReady", "revisionHistoryLimit": 10,
                "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}},
                "persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Retain", "whenScaled": "Retain"},
            },
        ),
        ("replicationcontrollers", {"spec": {"template": TEMPLATE}}, "spec", {"replicas": 1, "selector": LABELS}),
        (
            "jobs",
            {"spec": ONCE},
            "spec",
            {
                "completions": 1, "parallelism": 1, "backoffLimit": 6, "completionMode": "NonIndexed", "suspend": False,
                "podReplacementPolicy": "TerminatingOrFailed",
            },
        ),
        (
            "cronjobs",
            {"spec": {"schedule": "* * * * *", "jobTemplate": {"spec": ONCE}}},
            "spec",
            {
                "concurrencyPolicy": "Allow", "suspend": False, "successfulJobsHistoryLimit": 3,
                "failedJobsHistoryLimit": 1,
            },
        ),
        ("secrets", {"stringData": {"a": "b"}}, "data", {"a": "Yg=="}),
        ("persistentvolumeclaims", {"spec": {"accessModes": ["ReadWriteOnce"]}}, "status", {"phase": "Pending"}),
        (
            "services",
            {"spec": {"selector": LABELS, "ports": [{"port": 80}]}},
            "spec",
            {
                "type": "ClusterIP", "sessionAffinity": "None", "internalTrafficPolicy": "Cluster",
                "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
                "ports": [{"port": 80, "protocol": "TCP", "targetPort": 80}],
            },
        ),
    ],
)  # fmt: skip
def test_every_kind_has_its_own(resource: str, body: Any, part: str, expected: dict[str, Any]) -> None:
    made = Cluster().create(resource, "web", body)
    assert {name: made[part][name] for name in expected} == expected


def test_a_job_selects_its_own_pods_by_its_uid() -> None:
    made = Cluster().create("jobs", "once", {"spec": ONCE})
    uid = made["metadata"]["uid"]
    assert made["spec"]["selector"] == {"matchLabels": {"batch.kubernetes.io/controller-uid": uid}}
    assert made["spec"]["template"]["metadata"]["labels"] == {
        "batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": "once",
        "controller-uid": uid, "job-name": "once",
    }  # fmt: skip


def test_the_wishes_of_an_object_are_counted_and_nothing_else() -> None:
    cluster = Cluster()
    cluster.create("deployments", "web", deployment())
    for patch in (
        {"metadata": {"labels": {"a": "b"}}},
        {"spec": {"replicas": 3}},
        {"spec": {"revisionHistoryLimit": None}},
    ):
        assert cluster.do("patch", resource="deployments", name="web", patch=patch)["metadata"]["generation"] == 1
    patch = {"spec": {"replicas": 4}}
    assert cluster.do("patch", resource="deployments", name="web", patch=patch)["metadata"]["generation"] == 2
    assert "generation" not in cluster.create("configmaps", "c", {})["metadata"]
