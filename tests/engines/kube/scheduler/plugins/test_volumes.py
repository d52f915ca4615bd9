"""The plug-ins that look at volumes, on volumes.py.

They are volume_binding.py, volume_zone.py, volume_restrictions.py, node_volume_limits.py.
"""

from typing import Any

import pytest

from tests.engines.kube.scheduler.cluster import ZONE, Manifest, fitting, judged, node, pod, reasons, thing

NODES = [node("a", zone="x"), node("b", zone="y")]
OLD_ZONE = "failure-domain.beta.kubernetes.io/zone"


def claim(name: str = "data", **spec: Any) -> Manifest:
    base = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "5Gi"}}, "storageClassName": "fast"}
    return thing("PersistentVolumeClaim", name, namespace="default", spec={**base, **spec})


def volume(name: str = "disk", *, labels: Any = None, on: str = "", **spec: Any) -> Manifest:
    base = {"accessModes": ["ReadWriteOnce"], "capacity": {"storage": "10Gi"}, "storageClassName": "fast"}
    where = {"key": "kubernetes.io/hostname", "operator": "In", "values": [on]}
    affinity = {"nodeAffinity": {"required": {"nodeSelectorTerms": [{"matchExpressions": [where]}]}}} if on else {}
    metadata = {"labels": labels or {}}
    source = {"csi": {"driver": "csi.example.com", "volumeHandle": name}}
    return thing("PersistentVolume", name, metadata=metadata, spec={**base, **source, **affinity, **spec})


def storage_class(waits: bool = True, provisioner: str = "kubernetes.io/no-provisioner", **fields: Any) -> Manifest:
    mode = "WaitForFirstConsumer" if waits else "Immediate"
    version = "storage.k8s.io/v1"
    return thing("StorageClass", "fast", version, provisioner=provisioner, volumeBindingMode=mode, **fields)


def using(*claims: str, name: str = "new", **more: Any) -> Manifest:
    mounts = [{"name": one, "persistentVolumeClaim": {"claimName": one}} for one in claims]
    return pod(name, volumes=mounts, **more)


def stopped(result: Manifest) -> str:
    return str(result["message"]).split(" preemption:")[0]


def test_a_claim_that_is_not_there_stops_the_pod() -> None:
    for plugin in (None, "VolumeRestrictions", "VolumeBinding"):
        result = judged(*NODES, using("data"), plugin=plugin)
        assert stopped(result) == '0/2 nodes are available: persistentvolumeclaim "data" not found.'
        assert {told["plugin"] for told in result["nodes"].values()} == {plugin or "VolumeRestrictions"}


def test_a_claim_of_an_ephemeral_volume_is_waited_for() -> None:
    spec = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    scratch = {"name": "scratch", "ephemeral": {"volumeClaimTemplate": {"spec": spec}}}
    assert stopped(judged(*NODES, pod(volumes=[scratch]))) == (
        "0/2 nodes are available: waiting for ephemeral volume controller to create the persistentvolumeclaim"
        ' "new-scratch".'
    )


def test_a_claim_that_is_bound_at_once_must_be_bound() -> None:
    for others in ([], [storage_class(waits=False)]):
        result = judged(*NODES, *others, claim(), using("data"))
        assert stopped(result) == "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims."


def test_a_claim_that_goes_or_is_lost_stops_the_pod() -> None:
    going = claim()
    going["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z"
    assert 'persistentvolumeclaim "data" is being deleted.' in stopped(judged(*NODES, going, using("data")))
    lost = {**claim(volumeName="disk"), "status": {"phase": "Lost"}}
    told = 'persistentvolumeclaim "data" bound to non-existent persistentvolume "disk".'
    assert told in stopped(judged(*NODES, lost, using("data")))


def test_a_bound_volume_is_used_where_it_can_be_reached() -> None:
    result = judged(*NODES, claim(volumeName="disk"), volume(on="a"), using("data"))
    assert reasons(result) == {"a": [], "b": ["node(s) didn't match PersistentVolume's node affinity"]}


def test_a_bound_volume_that_is_gone_leaves_no_node() -> None:
    told = ["node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)"]
    assert reasons(judged(*NODES, claim(volumeName="gone"), using("data"))) == {"a": told, "b": told}


NONE_TO_BIND = ["node(s) didn't find available persistent volumes to bind"]


@pytest.mark.parametrize(
    ("wanted", "offered", "fits"),
    [
        ({}, {}, True),
        ({}, {"capacity": {"storage": "4Gi"}}, False),
        ({}, {"storageClassName": "slow"}, False),
        ({}, {"accessModes": ["ReadOnlyMany"]}, False),
        ({"accessModes": ["ReadOnlyMany"]}, {"accessModes": ["ReadWriteOnce", "ReadOnlyMany"]}, True),
        ({"volumeMode": "Block"}, {}, False),
        ({"selector": {"matchLabels": {"tier": "gold"}}}, {}, False),
        ({"selector": {"matchLabels": {"tier": "gold"}}}, {"labels": {"tier": "gold"}}, True),
        ({}, {"claimRef": {"namespace": "default", "name": "other"}}, False),
        ({}, {"claimRef": {"namespace": "default", "name": "data"}}, True),
    ],
)
def test_an_unbound_claim_that_waits_needs_a_volume_that_fits(wanted: Any, offered: Any, fits: bool) -> None:
    result = judged(*NODES, storage_class(), claim(**wanted), volume(on="a", **offered), using("data"))
    assert reasons(result) == {"a": [] if fits else NONE_TO_BIND, "b": NONE_TO_BIND}


def test_two_claims_need_two_volumes() -> None:
    both = [storage_class(), claim("one"), claim("two"), using("one", "two")]
    assert fitting(judged(*NODES, *both, volume("disk", on="a"))) == []
    assert fitting(judged(*NODES, *both, volume("disk", on="a"), volume("disk-2", on="a"))) == ["a"]


def test_a_class_that_provisions_needs_no_volume_but_may_be_bound_to_a_topology() -> None:
    makes = storage_class(provisioner="csi.example.com")
    assert fitting(judged(*NODES, makes, claim(), using("data"))) == ["a", "b"]
    only = [{"matchLabelExpressions": [{"key": ZONE, "values": ["y", "z"]}]}]
    there = storage_class(provisioner="csi.example.com", allowedTopologies=only)
    assert reasons(judged(*NODES, there, claim(), using("data"))) == {"a": NONE_TO_BIND, "b": []}


@pytest.mark.parametrize(
    ("labels", "fits"),
    [({ZONE: "x"}, "ac"), ({ZONE: "x__y"}, "abc"), ({OLD_ZONE: "y"}, "bc"), ({ZONE: "z"}, "c"), ({}, "abc")],
)
def test_a_volume_of_a_zone_is_used_there_or_where_there_are_no_zones(labels: Any, fits: str) -> None:
    nodes = [*NODES, node("c")]
    result = judged(*nodes, claim(volumeName="disk"), volume(labels=labels), using("data"))
    assert fitting(result) == list(fits)
    wrong = [told for name, told in reasons(result).items() if name not in fits]
    assert all(told == ["node(s) had no available volume zone"] for told in wrong)


def test_a_claim_for_one_pod_alone_is_not_shared() -> None:
    alone = claim(accessModes=["ReadWriteOncePod"], volumeName="disk")
    disk = volume(accessModes=["ReadWriteOncePod"])
    mode = "PersistentVolumeClaim with ReadWriteOncePod access mode"
    told = [f"node(s) unavailable due to {mode} already in-use by another pod"]
    there = using("data", name="old", on="a")
    assert reasons(judged(*NODES, alone, disk, there, using("data"))) == {"a": told, "b": told}
    assert fitting(judged(*NODES, alone, disk, using("data"))) == ["a", "b"]
    preempted = judged(*NODES, alone, disk, there, using("data", priority=10))
    assert preempted["preemption"] == {"nominatedNode": "a", "victims": ["default/old"]}


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ({"gcePersistentDisk": {"pdName": "d"}}, {"gcePersistentDisk": {"pdName": "d"}}, True),
        ({"gcePersistentDisk": {"pdName": "d"}}, {"gcePersistentDisk": {"pdName": "e"}}, False),
        (
            {"gcePersistentDisk": {"pdName": "d", "readOnly": True}},
            {"gcePersistentDisk": {"pdName": "d", "readOnly": True}},
            False,
        ),
        (
            {"awsElasticBlockStore": {"volumeID": "d", "readOnly": True}},
            {"awsElasticBlockStore": {"volumeID": "d", "readOnly": True}},
            True,
        ),
    ],
)
def test_a_disk_is_attached_for_one_or_only_read(one: Any, other: Any, clash: bool) -> None:
    there = pod("old", on="a", volumes=[{"name": "v", **one}])
    result = judged(*NODES, there, pod(volumes=[{"name": "v", **other}]))
    assert reasons(result) == {"a": ["node(s) had no available disk"] if clash else [], "b": []}


def test_a_node_attaches_only_so_many_volumes_of_a_driver() -> None:
    full = node("a", has={"attachable-volumes-csi-csi.example.com": "1"})
    volumes = [claim("one", volumeName="disk-1"), volume("disk-1"), claim("two", volumeName="disk-2"), volume("disk-2")]
    there = using("one", name="old", on="a")
    assert reasons(judged(full, *volumes, there, using("two"))) == {"a": ["node(s) exceed max volume count"]}
    assert fitting(judged(full, *volumes, there, using("one"))) == ["a"]
    assert fitting(judged(full, *volumes, using("two"))) == ["a"]
    assert fitting(judged(node("a"), *volumes, there, using("two"))) == ["a"]
