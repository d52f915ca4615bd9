"""A cluster from documents: one list a kind, nothing twice, unknown kinds left out and told."""

from labs.engines.kube import read_cluster
from labs.engines.kube.manifests.kinds import KINDS
from tests.engines.kube.manifests.objects import Manifest, node, pod, problem

META = {"metadata": {"name": "a"}}
OWN_FIELDS: dict[str, Manifest] = {
    "Node": {},
    "Pod": {"spec": {"containers": [{"name": "c", "image": "i"}]}},
    "Namespace": {},
    "Service": {},
    "ReplicaSet": {"spec": {"selector": {"matchLabels": {"app": "web"}}}},
    "ReplicationController": {},
    "StatefulSet": {"spec": {"selector": {}}},
    "PodDisruptionBudget": {},
    "PriorityClass": {"value": 5},
    "PersistentVolume": {"spec": {"accessModes": ["ReadWriteOnce"], "capacity": {"storage": "1Gi"}}},
    "PersistentVolumeClaim": {"spec": {"accessModes": ["ReadWriteOnce"]}},
    "StorageClass": {"provisioner": "example.com/disks"},
}


def test_every_kind_has_its_list() -> None:
    for kind, fields in OWN_FIELDS.items():
        read = read_cluster([{"apiVersion": KINDS[kind].api_version, "kind": kind, **META, **fields}])
        assert [one["kind"] for one in read.of(kind)] == [kind]
    assert OWN_FIELDS.keys() == KINDS.keys()


def test_unknown_kinds_are_left_out_and_told() -> None:
    read = read_cluster(
        [{"apiVersion": "apps/v1", "kind": "Deployment"}, node(), {"apiVersion": "v1", "kind": "Secret"}]
    )
    assert read.ignored == ["Deployment", "Secret"]
    assert len(read.nodes) == 1


def test_nothing_is_there_twice_but_in_another_namespace() -> None:
    assert problem(pod("a"), node("a"), pod("a")) == 'metadata.name: Duplicate value: "a"'
    assert len(read_cluster([pod("a"), pod("a", metadata={"namespace": "other"})]).pods) == 2


def test_reading_changes_no_document() -> None:
    limited = pod("a", container={"resources": {"limits": {"cpu": 1}}}, hostNetwork=True)
    before = repr(limited)
    assert read_cluster([limited]).pods[0]["spec"] != limited["spec"]
    assert repr(limited) == before
