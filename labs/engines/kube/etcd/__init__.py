"""etcd 3.6: one member with fixed latency, or a group that agrees by Raft before it stores anything."""

from labs.engines.kube.etcd.group import EtcdGroup
from labs.engines.kube.etcd.store import Etcd

__all__ = ["Etcd", "EtcdGroup"]
