"""Whatever the API server takes, the loops can live with: made, changed, its status wiped, deleted in every way."""

from typing import Any

import pytest

from tests.engines.kube.controllers.world import World, template

Manifest = dict[str, Any]
SELECTORS: list[Manifest] = [
    {"matchLabels": {"app": "web"}},
    {"matchExpressions": [{"key": "app", "operator": "In", "values": ["web", "shop"]}]},
]
PINNED: Manifest = {"nodeName": "node-0", "nodeSelector": {"disk": "ssd"}, "tolerations": [{"operator": "Exists"}]}
CLAIM: Manifest = {
    "metadata": {"name": "data"},
    "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}},
}
COMMON: list[Manifest] = [{}, {"minReadySeconds": 3}, {"revisionHistoryLimit": 0}, {"template": template(**PINNED)}]
SIZED: list[Manifest] = [*COMMON, {"replicas": 0}, {"replicas": None}]
ODD: dict[str, list[Manifest]] = {
    "replicasets": SIZED,
    "deployments": [
        *SIZED, {"paused": True}, {"progressDeadlineSeconds": 2**31 - 1}, {"strategy": {"type": "Recreate"}},
        {"strategy": {"rollingUpdate": {"maxSurge": "100%", "maxUnavailable": "0%"}}},
    ],
    "statefulsets": [
        *SIZED, {"podManagementPolicy": "Parallel"}, {"ordinals": {"start": 3}}, {"volumeClaimTemplates": [CLAIM]},
        {"updateStrategy": {"type": "OnDelete"}}, {"updateStrategy": {"rollingUpdate": {"partition": 9}}},
    ],
    "daemonsets": [
        *COMMON, {"updateStrategy": {"type": "OnDelete"}},
        {"updateStrategy": {"rollingUpdate": {"maxSurge": "30%", "maxUnavailable": 0}}},
    ],
}  # fmt: skip
JOBS: list[Manifest] = [
    {}, {"parallelism": 0}, {"completions": 0}, {"completions": None, "parallelism": 3}, {"suspend": True},
    {"backoffLimit": 0}, {"activeDeadlineSeconds": 1}, {"completionMode": "Indexed", "completions": 2},
]  # fmt: skip
CHANGES: list[Manifest] = [
    {"spec": {"template": template("web:2")}},
    {"spec": {"replicas": 3}},
    {"spec": {"suspend": True}},
    {"metadata": {"labels": {"new": "label"}}},
]
WIPED = {"status": {"conditions": None, "replicas": None, "uncountedTerminatedPods": None}}
WORKLOADS = [*ODD, "jobs"]


def cases(resource: str) -> list[Manifest]:
    if resource == "jobs":
        job = {"spec": {"restartPolicy": "Never", "containers": [{"name": "work", "image": "web:1"}]}}
        return [{"template": job, **odd} for odd in JOBS]
    plain = {"template": template(), **({} if resource == "daemonsets" else {"replicas": 2})}
    return [{**plain, "selector": selector, **odd} for selector in SELECTORS for odd in ODD[resource]]


@pytest.mark.parametrize("resource", WORKLOADS)
def test_whatever_is_taken_is_carried_out_and_can_be_deleted(resource: str) -> None:
    world = World()
    for number, spec in enumerate(cases(resource)):
        name = f"odd-{number}"
        world.create(resource, {"metadata": {"name": name}, "spec": spec})
        world.run(0.5)
        for change in CHANGES:
            world.ask("patch", resource=resource, name=name, patch=change)
        world.patch(resource, name, WIPED, subresource="status")
        world.run(0.5)
        world.delete(resource, name, propagation=("Background", "Foreground", "Orphan")[number % 3])
        world.run(0.1)
    world.run(10)
    assert world.names(resource) == []
