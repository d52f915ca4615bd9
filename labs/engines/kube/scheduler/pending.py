"""Pods that wait for a node: from what the watch tells of them to the moment they are next."""

from typing import Any

from labs.engines.kube.client import Client
from labs.engines.kube.etcd import Etcd
from labs.engines.kube.informer import Manifest
from labs.engines.kube.scheduler import hints, scheduling_queue
from labs.engines.kube.scheduler.cluster_cache import ClusterCache, is_over
from labs.engines.kube.scheduler.node_info import NodeInfo
from labs.engines.kube.scheduler.plugins.scheduling_gates import SchedulingGates
from labs.engines.kube.scheduler.pod_info import PodInfo
from labs.engines.kube.scheduler.scheduling_queue import (
    ACTIVE,
    BACKOFF,
    GATED,
    UNSCHEDULABLE,
    UNSCHEDULABLE_MOST_US,
    SchedulingQueue,
    backoff_end_us,
    new_entry,
)
from labs.engines.sim import Simulation

NAME = "default-scheduler"


class Pending(Client):
    """What the scheduler has in mind: `queue`, `assumed` and `nominated`; its picture of the cluster is a cache."""

    watches = (
        "pods", "nodes", "namespaces", "services", "replicasets", "replicationcontrollers", "statefulsets",
        "poddisruptionbudgets", "persistentvolumes", "persistentvolumeclaims", "storageclasses",
    )  # fmt: skip

    def __init__(self, sim: Simulation, etcd: Etcd) -> None:
        self.running = True
        super().__init__(sim, "scheduler", etcd)
        self.queue: dict[str, scheduling_queue.Entry] = {}
        self.assumed: dict[str, str] = {}  # Pod -> node, as long as nobody has told of the binding
        self.nominated: dict[str, str] = {}  # Pod -> node that its victims leave
        self.orders = 0  # how many Pods were queued so far
        self.flush_us = 0  # when Pods that have waited too long are looked for; 0: not planned
        self._refresh()

    def _refresh(self) -> None:
        """Caches over the state."""
        self._cluster = ClusterCache(self, self.assumed, self.nominated)
        self._queue = SchedulingQueue(self.queue)

    def restored(self) -> None:
        self._refresh()

    def wake(self) -> None:
        """Somebody may be next."""
        raise NotImplementedError

    # What the watch tells

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        old = self.version(before) if before else None
        new = self.version(after) if after else None
        if resource == "pods":
            self._pod_changed(key, old, new)
        elif resource == "nodes":
            if self._cluster.node_changed(old, new):
                self.hear(hints.NodeNews(NodeInfo(old) if old else None, NodeInfo(new) if new else None))
        else:
            self._cluster.object_changed(resource, old, new)
            self.hear(hints.OtherNews(resource))

    def _pod_changed(self, key: str, old: Manifest | None, new: Manifest | None) -> None:
        is_placed = new is not None and bool(new["spec"].get("nodeName"))
        if new is None or is_placed or is_over(new):
            self.assumed.pop(key, None)
            self.nominated.pop(key, None)
            self._queue.remove(key)
        elif new.get("status", {}).get("nominatedNodeName") and key not in self.queue:
            self.nominated[key] = new["status"]["nominatedNodeName"]
        before = self._cluster.pods.get(key)
        self._cluster.pod_changed(key, new)
        pod = self._cluster.pods.get(key)
        if pod is not None and not is_placed:
            self._queue_up(pod, old)
        was_placed = old is not None and bool(old["spec"].get("nodeName"))
        news = hints.PodNews(before if was_placed else None, pod if is_placed else None)
        if news.before or news.after:
            self.hear(news)

    def _queue_up(self, pod: PodInfo, old: Manifest | None) -> None:
        """A Pod without a node is new, or its owner has changed it."""
        if pod.spec.get("schedulerName", NAME) != NAME:
            return
        entry, is_gated = self.queue.get(pod.key), SchedulingGates({}).pre_enqueue(pod) is not None
        if entry is None:
            self.orders += 1
            entry = new_entry(ACTIVE, pod.priority, self.orders, self.sim.now_us)
            entry["cause"] = self.sim.latest
            self._queue.put(pod.key, entry, GATED if is_gated else ACTIVE)
        elif entry["pool"] == GATED and not is_gated:
            entry["since_us"], entry["cause"] = self.sim.now_us, self.sim.latest
            self._queue.put(pod.key, entry, ACTIVE)
        elif entry["pool"] == UNSCHEDULABLE and old is not None and _asks(old) != _asks(pod.manifest):
            self._requeue(pod.key)

    def hear(self, news: hints.News) -> None:
        """Those whom it may help may try again, when their back-off is over."""
        if not self._queue.counts[UNSCHEDULABLE]:
            return
        namespaces = {name: one["metadata"].get("labels") or {} for name, one in self.objects("namespaces")}
        for key in self._queue.rejected_by(hints.interested(news)):
            pod, by = self._cluster.pods[key], self.queue[key]["rejected_by"]
            if any(hints.helps(plugin, pod, news, namespaces) for plugin in by):
                self._requeue(key)

    def _requeue(self, key: str) -> None:
        entry = self.queue[key]
        entry["cause"] = self.sim.latest
        if backoff_end_us(entry) > self.sim.now_us:
            self._queue.put(key, entry, BACKOFF)
            self.plan_end_of_backoff(entry)
        else:
            self._queue.put(key, entry, ACTIVE)

    def synced(self) -> None:
        self.wake()

    def told_of(self, revision: int) -> None:
        self.wake()

    # Time

    def end_backoff(self, life: int) -> None:
        if life == self.life:
            for key in self._queue.backed_off(self.sim.now_us):
                self._queue.put(key, self.queue[key], ACTIVE)
            self.wake()

    def flush(self, life: int) -> None:
        if life == self.life:
            self.flush_us = 0
            for key in self._queue.waiting_since(self.sim.now_us - UNSCHEDULABLE_MOST_US):
                self._requeue(key)
            self.plan_flush()
            self.wake()

    def plan_end_of_backoff(self, entry: scheduling_queue.Entry) -> None:
        end_us = scheduling_queue.backoff_end_us(entry)
        self.call_later(max(0, end_us - self.sim.now_us), "end_backoff", self.life)

    def plan_flush(self) -> None:
        """At the next half minute after which the longest waiting Pod has waited too long."""
        oldest_us = self._queue.oldest_us() if not self.flush_us else None
        if oldest_us is not None:
            period_us = scheduling_queue.FLUSH_US
            over_us = oldest_us + scheduling_queue.UNSCHEDULABLE_MOST_US
            self.flush_us = (over_us // period_us + 1) * period_us
            self.call_later(self.flush_us - self.sim.now_us, "flush", self.life)


def _asks(pod: Any) -> Any:
    return pod["spec"], pod["metadata"].get("labels") or {}
