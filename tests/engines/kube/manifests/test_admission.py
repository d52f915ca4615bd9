"""What an object gets because of others."""

from labs.engines.kube import read_cluster
from labs.engines.kube.manifests.affinity import PREFERRED, REQUIRED
from tests.engines.kube.manifests.objects import Manifest, pod, problem, read_spec


def priority_class(name: str, value: int, **fields: object) -> Manifest:
    return {
        "apiVersion": "scheduling.k8s.io/v1",
        "kind": "PriorityClass",
        "metadata": {"name": name},
        "value": value,
        **fields,
    }


def test_a_pod_has_the_priority_of_its_class_which_may_come_after_it() -> None:
    spec = read_spec(pod(priorityClassName="high"), priority_class("high", 1_000, preemptionPolicy="Never"))
    assert (spec["priority"], spec["preemptionPolicy"]) == (1_000, "Never")
    assert read_spec(pod(priorityClassName="system-node-critical"))["priority"] == 2_000_001_000


def test_a_pod_without_a_class_has_the_lowest_of_the_defaults_or_nothing() -> None:
    assert read_spec(pod())["priority"] == 0
    defaults = [priority_class("a", 7, globalDefault=True), priority_class("b", 5, globalDefault=True)]
    assert read_spec(pod(), *defaults, priority_class("c", 1))["priority"] == 5


def test_a_priority_that_is_there_outlives_its_class() -> None:
    assert read_spec(pod(priorityClassName="gone", priority=9))["priority"] == 9
    assert problem(pod(priorityClassName="gone")) == (
        "spec.priorityClassName: no PriorityClass with name gone was found"
    )


def test_own_keys_become_requirements_of_the_selector_once() -> None:
    term = {
        "topologyKey": "zone",
        "labelSelector": {"matchLabels": {"app": "web"}},
        "matchLabelKeys": ["version", "absent"],
        "mismatchLabelKeys": ["tenant"],
    }
    terms = {REQUIRED: [term], PREFERRED: [{"weight": 1, "podAffinityTerm": term}]}
    labels = {"version": "2", "tenant": "a"}
    spec = read_spec(pod(metadata={"labels": labels}, affinity={"podAffinity": terms}))
    added = [
        {"key": "version", "operator": "In", "values": ["2"]},
        {"key": "tenant", "operator": "NotIn", "values": ["a"]},
    ]
    hard, soft = spec["affinity"]["podAffinity"][REQUIRED][0], spec["affinity"]["podAffinity"][PREFERRED][0]
    assert hard["labelSelector"] == {"matchLabels": {"app": "web"}, "matchExpressions": added}
    assert soft["podAffinityTerm"] == hard
    again = read_spec(pod(metadata={"labels": labels}, affinity=spec["affinity"]))
    assert again["affinity"] == spec["affinity"]


def test_every_namespace_has_its_name_as_a_label_described_or_not() -> None:
    shop = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop", "labels": {"team": "a"}}}
    read = read_cluster([pod(metadata={"namespace": "mail"}), shop])
    assert [one["metadata"]["labels"] for one in read.namespaces] == [
        {"team": "a", "kubernetes.io/metadata.name": "shop"},
        {"kubernetes.io/metadata.name": "mail"},
    ]


def test_a_claim_without_a_class_gets_the_default_one() -> None:
    default = {
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {"name": "std", "annotations": {"storageclass.kubernetes.io/is-default-class": "true"}},
        "provisioner": "example.com/disks",
    }
    claims = [
        {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": name}, "spec": spec}
        for name, spec in (
            ("a", {"accessModes": ["ReadWriteOnce"]}),
            ("b", {"accessModes": ["ReadWriteOnce"], "storageClassName": ""}),
        )
    ]
    read = read_cluster([*claims, default])
    assert [one["spec"]["storageClassName"] for one in read.persistentvolumeclaims] == ["std", ""]
    bare = read_cluster(claims).persistentvolumeclaims
    assert "storageClassName" not in bare[0]["spec"]
