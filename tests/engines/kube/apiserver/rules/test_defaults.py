"""What an object has that nobody wrote."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, deployment, pod_spec

LABELS = {"app": "web"}
TEMPLATE = {"metadata": {"labels": LABELS}, "spec": pod_spec()}
ONCE = {"template": {"spec": pod_spec(restartPolicy="Never")}}


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
