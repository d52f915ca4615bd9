"""Claims, volumes and their classes."""

from labs.engines.kube import read_cluster
from tests.engines.kube.manifests.objects import Manifest, pod, problem


def claim(**spec: object) -> Manifest:
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": "data"},
        "spec": {"accessModes": ["ReadWriteOnce"], **spec},
    }


def volume(**spec: object) -> Manifest:
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": "disk"},
        "spec": {"accessModes": ["ReadWriteOnce"], "capacity": {"storage": "1Gi"}, **spec},
    }


def storage_class(**fields: object) -> Manifest:
    return {
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {"name": "fast"},
        "provisioner": "example.com/disks",
        **fields,
    }


def test_a_claim_says_how_it_is_used() -> None:
    assert problem(claim(accessModes=[])) == "spec.accessModes: Required value"
    assert problem(claim(accessModes=["RWO"])).startswith('spec.accessModes[0]: Unsupported value: "RWO"')


def test_a_volume_says_where_it_can_be_reached() -> None:
    nowhere = volume(nodeAffinity={"required": {"nodeSelectorTerms": []}})
    assert problem(nowhere) == (
        "spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term"
    )


def test_a_driver_says_which_volume_it_has() -> None:
    assert problem(volume(csi={"driver": "example.com/disks"})) == "spec.csi.volumeHandle: Required value"
    assert problem(claim(volumeMode="Raw")).startswith('spec.volumeMode: Unsupported value: "Raw"')


def test_a_disk_of_a_pod_says_which() -> None:
    assert problem(pod(volumes=[{"name": "a", "awsElasticBlockStore": {"readOnly": True}}])) == (
        "spec.volumes[0].awsElasticBlockStore.volumeID: Required value"
    )


def test_a_class_binds_at_once_unless_told() -> None:
    assert read_cluster([storage_class()]).storageclasses[0]["volumeBindingMode"] == "Immediate"
    assert problem(storage_class(volumeBindingMode="Later")).startswith('volumeBindingMode: Unsupported value: "Later"')
    assert problem(storage_class(provisioner="")) == "provisioner: Required value"
