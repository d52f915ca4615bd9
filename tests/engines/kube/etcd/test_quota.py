"""What the store holds through the API server: revisions, sizes, quota, and its refusals (`errors.py`)."""

from typing import Any

from labs.engines.kube.etcd import store
from labs.engines.sim import Command
from tests.engines.kube.apiserver.cluster import Cluster

MINUTE = 60_000_000
BIG = {"data": {"a": "x" * 1_000}}


def etcd_of(cluster: Cluster) -> Any:
    return cluster.sim.components["etcd"]


def tell(cluster: Cluster, command: str, **args: Any) -> None:
    assert cluster.sim.execute(Command(f"etcd.{command}", args)).error is None


def full() -> Cluster:
    cluster = Cluster()
    cluster.create("configmaps", "a", BIG)
    tell(cluster, "set_quota", quota_bytes=etcd_of(cluster).file_bytes + 500)
    return cluster


def test_every_write_is_one_revision_and_a_deletion_too() -> None:
    cluster = Cluster()
    first = etcd_of(cluster).revision
    made = cluster.create("configmaps", "a", {})
    assert made["metadata"]["resourceVersion"] == str(first + 1)
    gone = cluster.do("delete", resource="configmaps", name="a")
    assert gone["metadata"]["resourceVersion"] == str(first + 2)
    assert [change[1:] for change in etcd_of(cluster).history] == [
        ["configmaps/default/a", "", False], ["configmaps/default/a", str(first + 1), True]
    ]  # fmt: skip


def test_what_was_overwritten_is_forgotten_after_five_to_ten_minutes() -> None:
    cluster = Cluster()
    old = cluster.create("configmaps", "a", BIG)["metadata"]["resourceVersion"]
    cluster.do("patch", resource="configmaps", name="a", patch={"data": None})
    used = etcd_of(cluster).used_bytes
    cluster.sim.run_until(9 * MINUTE)
    assert old in etcd_of(cluster).versions
    cluster.sim.run_until(11 * MINUTE)
    assert etcd_of(cluster).used_bytes < used - 1_000
    cluster.sim.run_until(16 * MINUTE)
    assert old not in etcd_of(cluster).versions


def test_a_full_store_takes_deletions_only_and_says_so_once() -> None:
    cluster = full()
    for _ in range(2):
        refused = cluster.refused("create", resource="configmaps", body={"metadata": {"name": "b"}, **BIG})
        assert (refused["code"], refused["message"]) == (
            "InternalError", "etcdserver: mvcc: database space exceeded"
        )  # fmt: skip
    small = {"metadata": {"name": "c"}}
    assert cluster.refused("create", resource="configmaps", body=small)["code"] == "InternalError"
    assert cluster.get("configmaps", "a")
    cluster.do("delete", resource="configmaps", name="a")
    assert [fact["event"] for fact in cluster.sim.log.since(0)].count("EtcdFull") == 1
    assert cluster.sim.entities()["etcd"]["alarm"] is True


def test_it_takes_writes_again_when_it_is_compacted_defragmented_and_disarmed() -> None:
    cluster = full()
    body = {"metadata": {"name": "b"}, **BIG}
    cluster.refused("create", resource="configmaps", body=body)
    cluster.do("delete", resource="configmaps", name="a")
    cluster.sim.run_until(11 * MINUTE)
    tell(cluster, "disarm")
    cluster.refused("create", resource="configmaps", body=body)
    tell(cluster, "defragment")
    assert cluster.refused("create", resource="configmaps", body=body)["code"] == "InternalError"
    tell(cluster, "disarm")
    assert cluster.do("create", resource="configmaps", body=body)["data"] == BIG["data"]


def test_a_quota_is_two_gibibytes_unless_it_is_set() -> None:
    assert store.QUOTA_BYTES == etcd_of(Cluster()).quota_bytes == 2_147_483_648
    error = Cluster().sim.execute(Command("etcd.set_quota", {"quota_bytes": 0})).error
    assert error is not None
    assert error["code"] == "bad_arguments"
