"""A Pod's own fields."""

import pytest

from labs.engines.kube.manifests.pods import OTHER_FIELDS
from tests.engines.kube.manifests.objects import Manifest, pod, problem, read_pod, read_spec


def test_a_pod_is_for_the_default_scheduler() -> None:
    assert read_spec(pod())["schedulerName"] == "default-scheduler"


def test_of_the_status_only_what_scheduling_asks_for_stays() -> None:
    status = {"phase": "Running", "startTime": "2026-01-01T00:00:00Z", "podIP": "10.0.0.1", "containerStatuses": []}
    assert read_pod({**pod(), "status": status})["status"] == {"phase": "Running", "startTime": "2026-01-01T00:00:00Z"}
    assert read_pod(pod())["status"] == {}


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ({"nodeSelector": {"zone": 1}}, "spec.nodeSelector: Invalid value: 1: must be a string"),
        ({"priority": "high"}, 'spec.priority: Invalid value: "high": must be an integer'),
        ({"schedulingGates": [{}]}, "spec.schedulingGates[0].name: Required value"),
        (
            {"preemptionPolicy": "Always"},
            'spec.preemptionPolicy: Unsupported value: "Always": supported values: "Never", "PreemptLowerPriority"',
        ),
        (
            {"volumes": [{"name": "data", "persistentVolumeClaim": {}}]},
            "spec.volumes[0].persistentVolumeClaim.claimName: Required value",
        ),
    ],
)
def test_a_wrong_field_is_refused(spec: Manifest, told: str) -> None:
    assert problem(pod(**spec)) == told


def test_a_pod_needs_a_spec() -> None:
    assert problem({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}) == "spec: Required value"


TERM = {"topologyKey": "zone"}
SLIPS: list[tuple[Manifest, str]] = [
    (pod(tolerationz=[]), "spec.tolerationz"),
    (pod(container={"resource": {}}), "spec.containers[0].resource"),
    (pod(container={"resources": {"request": {}}}), "spec.containers[0].resources.request"),
    (pod(tolerations=[{"key": "a", "effects": "NoSchedule"}]), "spec.tolerations[0].effects"),
    (pod(affinity={"nodeAfinity": {}}), "spec.affinity.nodeAfinity"),
    (pod(affinity={"podAffinity": {"required": [TERM]}}), "spec.affinity.podAffinity.required"),
    (
        pod(topologySpreadConstraints=[{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfied": "DoNotSchedule"}]),
        "spec.topologySpreadConstraints[0].whenUnsatisfied",
    ),
]


@pytest.mark.parametrize(("manifest", "field"), SLIPS, ids=[field for _, field in SLIPS])
def test_a_slip_of_the_pen_is_told_and_not_passed_over(manifest: Manifest, field: str) -> None:
    assert problem(manifest) == f"{field}: unknown field"


def test_all_the_fields_of_a_running_pod_are_known() -> None:
    others = dict.fromkeys(OTHER_FIELDS)
    assert read_spec(pod(container={"volumeMounts": [], "env": [], "livenessProbe": {}}, **others))
