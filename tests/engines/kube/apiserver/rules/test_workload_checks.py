"""What is refused of a workload, in Kubernetes' words."""

from typing import Any

import pytest

from tests.engines.kube.apiserver.cluster import Cluster, deployment, pod_spec


def job(policy: str) -> dict[str, Any]:
    return {"spec": {"template": {"spec": pod_spec(restartPolicy=policy)}}}


def ruled(unavailable: Any, surge: Any) -> dict[str, Any]:
    rolling = {"maxUnavailable": unavailable, "maxSurge": surge}
    return deployment(strategy={"type": "RollingUpdate", "rollingUpdate": rolling})


OTHER = {"metadata": {"labels": {"app": "shop"}}, "spec": pod_spec()}


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
        ("jobs", job("Always"), 'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'),
    ],
)  # fmt: skip
def test_a_wrong_workload_is_refused(resource: str, body: Any, said: str) -> None:
    refused = Cluster().refused("create", resource=resource, body={"metadata": {"name": "web"}, **body})
    assert refused["code"] == "Invalid"
    assert refused["message"].partition(" is invalid: ")[2] == said


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
    ],
)  # fmt: skip
def test_what_may_not_change_of_a_workload_does_not(resource: str, body: Any, patch: Any, said: str) -> None:
    cluster = Cluster()
    before = cluster.create(resource, "web", body)
    refused = cluster.refused("patch", resource=resource, name="web", patch=patch)
    assert refused["message"].partition(" is invalid: ")[2] == said
    assert cluster.get(resource, "web") == before
