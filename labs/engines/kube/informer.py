"""What a part of the cluster knows: a cache, filled by a list and kept up by a watch, after the network's latency."""

from collections.abc import Iterator
from typing import Any

from labs.engines.kube.etcd import Etcd
from labs.engines.sim import Component, Entity, Simulation

Manifest = dict[str, Any]
# The server answers within 30 s; later, the connection is dead (client-go: HTTP/2 ping after 30 s, time-out 15 s).
WATCH_TIMEOUT_US = 45_000_000
LIST_TIMEOUT_US = 10_000_000
AGAIN_US, AGAIN_MOST_US = 800_000, 30_000_000  # client-go, reflector: 0.8 s doubling to 30 s


class Informer(Component):
    """Base of all that watch: controllers, scheduler, kubelets, proxies. They decide from `cache` alone.

    The cache is which version of which object has been seen; `object` looks the manifest up. When nobody has told
    anything new for long, it is stale, and its owner cannot know.
    """

    watches: tuple[str, ...] = ()

    def __init__(self, sim: Simulation, name: str, etcd: Etcd) -> None:
        super().__init__(sim, name)
        self.cache: dict[str, dict[str, str]] = {resource: {} for resource in self.watches}
        self.seen = 0  # the revision up to which changes are known
        self.seen_us = 0
        self.watching = "starting"  # "listing", "watching", "broken", "off"
        self.failures = 0
        self.life = 0  # answers to an earlier life are not heard
        self._etcd = etcd
        etcd.kept_by(self)
        self.call_later(0, "start_watching", self.life)

    # For the owner to override

    def synced(self) -> None:
        """The cache is complete: the first time, and whenever the watch had to begin anew."""

    def changed(self, resource: str, key: str, before: str, after: str) -> None:
        """One object is another now: versions, "" for none."""

    def told_of(self, revision: int) -> None:
        """All changes up to this revision were handed over."""

    def node_watched(self) -> str:
        """Only Pods on this node; "" for all."""
        return ""

    def place(self) -> str:
        """The entity that stands for it on the screen."""
        return self.name

    # Reading

    def object(self, resource: str, key: str) -> Manifest | None:
        revision = self.cache[resource].get(key)
        return None if revision is None else self._etcd.versions[revision]

    def objects(self, resource: str) -> Iterator[tuple[str, Manifest]]:
        versions = self._etcd.versions
        return ((key, versions[revision]) for key, revision in self.cache[resource].items())

    def version(self, revision: str) -> Manifest:
        return self._etcd.versions[revision]

    def kept_versions(self) -> list[str]:
        return [revision for held in self.cache.values() for revision in held.values()]

    # The watch

    def start_watching(self, life: int) -> None:
        if life == self.life:
            self.watching = "listing"
            args = {"resources": list(self.watches), "node": self.node_watched()}
            self.request(
                "apiserver", "list_versions", args,
                reply="listed", context={"life": life}, timeout_us=LIST_TIMEOUT_US, path=[self.place(), "apiserver"],
            )  # fmt: skip

    def stop_watching(self) -> None:
        """The process is gone, and with it its cache."""
        self.life += 1
        self.watching = "off"
        self.seen = 0
        self.cache = {resource: {} for resource in self.watches}

    def listed(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] != self.life:
            return
        if error is not None:
            self._try_again("start_watching")
            return
        self.failures = 0
        before, self.cache = self.cache, {resource: dict(result["objects"][resource]) for resource in self.watches}
        if self.seen:
            self.emit("ListedAgain", watcher=self.name, seen=self.seen, revision=result["revision"])
        self._see(result["revision"])
        for resource, held in self.cache.items():
            for key in [*before[resource], *(key for key in held if key not in before[resource])]:
                if before[resource].get(key) != held.get(key):
                    self.changed(resource, key, before[resource].get(key, ""), held.get(key, ""))
        self.synced()
        self.go_on_watching(context["life"])

    def go_on_watching(self, life: int) -> None:
        if life == self.life:
            args = {"resources": list(self.watches), "after": self.seen, "node": self.node_watched()}
            self.request(
                "apiserver", "watch", args,
                reply="watched", context={"life": life}, timeout_us=WATCH_TIMEOUT_US, path=[self.place(), "apiserver"],
            )  # fmt: skip

    def watched(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] != self.life:
            return
        if error is not None and error["code"] == "Expired":
            self.emit("WatchExpired", watcher=self.name, seen=self.seen)
            self.start_watching(self.life)
        elif error is not None:
            if self.watching == "watching":
                self.emit("WatchBroken", watcher=self.name, seen=self.seen)
            self.watching = "broken"
            self._try_again("go_on_watching")
        else:
            self.failures = 0
            if self.watching == "broken":
                missed = len(result["changes"])
                self.emit("WatchResumed", watcher=self.name, seen=self.seen, missed=missed)
            for resource, key, revision, gone, fact in result["changes"]:
                self.sim.cause = self.sim.latest = fact  # what follows, follows from this change
                before = self.cache[resource].get(key, "")
                if gone:
                    self.cache[resource].pop(key, None)
                else:
                    self.cache[resource][key] = revision
                self.changed(resource, key, before, "" if gone else revision)
            self._see(result["revision"])
            self.told_of(result["revision"])
            self.go_on_watching(self.life)

    def _see(self, revision: int) -> None:
        self.watching = "watching"
        self.seen, self.seen_us = revision, self.sim.now_us

    def _try_again(self, method: str) -> None:
        delay_us = min(AGAIN_US << min(self.failures, 10), AGAIN_MOST_US)
        self.failures += 1
        self.call_later(delay_us, method, self.life)

    def entities(self) -> dict[str, Entity]:
        """One lane: up to which version its owner has seen."""
        lane = {"kind": "watch", "watcher": self.name, "seen": self.seen, "state": self.watching}
        return {f"watch/{self.name}": {**lane, "seen_ms": self.seen_us // 1000}}
