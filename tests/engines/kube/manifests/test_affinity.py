"""Tolerations, spreading and terms among Pods."""

import pytest

from labs.engines.kube.manifests.affinity import EVERYTHING, PREFERRED, REQUIRED
from tests.engines.kube.manifests.objects import Manifest, pod, problem, read_spec

SPREAD: Manifest = {"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule"}


def test_a_toleration_compares_unless_told() -> None:
    tolerant = pod(tolerations=[{"key": "a", "value": "b"}, {"operator": "", "key": "c"}, {"operator": "Exists"}])
    assert [one["operator"] for one in read_spec(tolerant)["tolerations"]] == ["Equal", "Equal", "Exists"]


@pytest.mark.parametrize(
    ("toleration", "why"),
    [
        ({"key": "a", "operator": "In"}, 'operator: Unsupported value: "In": supported values: "Equal", "Exists"'),
        ({"value": "b"}, f'operator: Invalid value: "Equal": {EVERYTHING}'),
        (
            {"key": "a", "operator": "Exists", "value": "b"},
            "operator: Invalid value: \"b\": value must be empty when `operator` is 'Exists'",
        ),
        (
            {"key": "a", "effect": "Never"},
            'effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
        ),
        (
            {"key": "a", "effect": "NoSchedule", "tolerationSeconds": 5},
            "effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set",
        ),
    ],
)
def test_a_wrong_toleration_is_refused(toleration: Manifest, why: str) -> None:
    assert problem(pod(tolerations=[toleration])) == f"spec.tolerations[0].{why}"


def test_spreading_honours_affinity_and_ignores_taints_unless_told() -> None:
    constraint = read_spec(pod(topologySpreadConstraints=[SPREAD]))["topologySpreadConstraints"][0]
    assert (constraint["nodeAffinityPolicy"], constraint["nodeTaintsPolicy"]) == ("Honor", "Ignore")
    assert "labelSelector" not in constraint


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"maxSkew": 0}, "maxSkew: Invalid value: 0: must be greater than zero"),
        ({"maxSkew": None}, "maxSkew: Required value"),
        ({"minDomains": 0}, "minDomains: Invalid value: 0: must be greater than zero"),
        ({"topologyKey": ""}, "topologyKey: Required value"),
        (
            {"whenUnsatisfiable": "Always"},
            'whenUnsatisfiable: Unsupported value: "Always": supported values: "DoNotSchedule", "ScheduleAnyway"',
        ),
        (
            {"nodeTaintsPolicy": "honor"},
            'nodeTaintsPolicy: Unsupported value: "honor": supported values: "Ignore", "Honor"',
        ),
        (
            {"matchLabelKeys": ["app"]},
            "matchLabelKeys: Forbidden: must not be specified when labelSelector is not set",
        ),
        (
            {"minDomains": 2, "whenUnsatisfiable": "ScheduleAnyway"},
            "minDomains: Invalid value: 2:"
            " can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway",
        ),
    ],
)
def test_a_wrong_constraint_is_refused(change: Manifest, why: str) -> None:
    constrained = pod(topologySpreadConstraints=[{**SPREAD, **change}])
    assert problem(constrained) == f"spec.topologySpreadConstraints[0].{why}"


def test_two_constraints_do_not_say_the_same_of_one_key() -> None:
    soft = {**SPREAD, "whenUnsatisfiable": "ScheduleAnyway"}
    assert read_spec(pod(topologySpreadConstraints=[SPREAD, soft]))
    assert problem(pod(topologySpreadConstraints=[SPREAD, soft, SPREAD])) == (
        'spec.topologySpreadConstraints[2].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"'
    )


@pytest.mark.parametrize("kind", ["podAffinity", "podAntiAffinity"])
def test_a_term_among_pods_needs_a_topology(kind: str) -> None:
    hard: Manifest = {kind: {REQUIRED: [{}]}}
    soft: Manifest = {kind: {PREFERRED: [{"weight": 1, "podAffinityTerm": {}}]}}
    path = f"spec.affinity.{kind}"
    why = "topologyKey: Required value: can not be empty"
    assert problem(pod(affinity=hard)) == f"{path}.{REQUIRED}[0].{why}"
    assert problem(pod(affinity=soft)) == f"{path}.{PREFERRED}[0].podAffinityTerm.{why}"


def test_keys_to_match_need_a_selector() -> None:
    term = {"topologyKey": "zone", "mismatchLabelKeys": ["app"]}
    assert problem(pod(affinity={"podAffinity": {REQUIRED: [term]}})).endswith(
        "mismatchLabelKeys: Forbidden: must not be specified when labelSelector is not set"
    )
