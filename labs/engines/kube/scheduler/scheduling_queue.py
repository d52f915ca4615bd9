"""Which Pod comes next, and when the others come again (kube-scheduler 1.34, backend/queue)."""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import Any

Entry = dict[str, Any]
SECOND_US = 1_000_000
BACKOFF_US, BACKOFF_MOST_US = SECOND_US, 10 * SECOND_US  # podInitialBackoffSeconds, podMaxBackoffSeconds
UNSCHEDULABLE_MOST_US = 300 * SECOND_US  # podMaxInUnschedulablePodsDuration
FLUSH_US = 30 * SECOND_US  # how often it looks for Pods that have waited that long

ACTIVE, BACKOFF, ERROR, UNSCHEDULABLE, GATED, BINDING = (
    "active",
    "backoff",
    "error",
    "unschedulable",
    "gated",
    "binding",
)
Rank = tuple[int, ...]


def new_entry(pool: str, priority: int, order: int, now_us: int) -> Entry:
    """A Pod that waits: since when, how often it was rejected, errors in a row, and by which plug-ins last.

    `cause` is the fact because of which it is next to be tried.
    """
    return {
        "pool": pool, "priority": priority, "order": order, "since_us": now_us,
        "rejections": 0, "errors": 0, "rejected_by": [], "cause": 0,
    }  # fmt: skip


def backoff_us(entry: Entry) -> int:
    """How long the Pod is kept back: 1 s doubling to 10 s, by errors in a row, or else by rejections."""
    count = entry["errors"] or entry["rejections"]
    return min(BACKOFF_US << min(count - 1, 8), BACKOFF_MOST_US) if count else 0


def backoff_end_us(entry: Entry) -> int:
    """Back-off ends with a whole second: within one, the more important come first."""
    wait_us = backoff_us(entry)
    return (entry["since_us"] + wait_us) // SECOND_US * SECOND_US + SECOND_US if wait_us else 0


class SchedulingQueue:
    """An order over `entries` (Pod -> Entry), which are their owner's state; this is a cache."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries
        self.counts = dict.fromkeys((ACTIVE, BACKOFF, ERROR, UNSCHEDULABLE, GATED, BINDING), 0)
        self._heaps: dict[str, list[tuple[Rank, str]]] = {ACTIVE: [], BACKOFF: [], ERROR: []}
        self._rejected: dict[str, dict[str, bool]] = {}  # plug-in -> unschedulable Pods that it rejected
        for key, entry in entries.items():
            self._enter(key, entry)
        for heap in self._heaps.values():
            heapify(heap)

    def put(self, key: str, entry: Entry, pool: str) -> None:
        """Into another pool, or into its first."""
        self.remove(key)
        entry["pool"] = pool
        self.entries[key] = entry
        self._enter(key, entry)

    def remove(self, key: str) -> None:
        entry = self.entries.pop(key, None)
        if entry is None:
            return
        self.counts[entry["pool"]] -= 1
        if entry["pool"] == UNSCHEDULABLE:
            for plugin in entry["rejected_by"]:
                self._rejected[plugin].pop(key)

    def _enter(self, key: str, entry: Entry) -> None:
        pool = entry["pool"]
        self.counts[pool] += 1
        if pool in self._heaps:
            heappush(self._heaps[pool], (_rank(entry), key))
        elif pool == UNSCHEDULABLE:
            for plugin in entry["rejected_by"]:
                self._rejected.setdefault(plugin, {})[key] = True

    def has_next(self) -> bool:
        return bool(self.counts[ACTIVE] or self.counts[BACKOFF])

    def pop(self) -> str | None:
        """The next Pod; when nobody else waits, one that is backing off after a rejection (not after an error)."""
        for pool in (ACTIVE, BACKOFF):
            found = self._first(pool)
            if found is not None:
                heappop(self._heaps[pool])
                return found
        return None

    def _first(self, pool: str) -> str | None:
        """Passing over those that are elsewhere by now."""
        heap = self._heaps[pool]
        while heap:
            rank, key = heap[0]
            entry = self.entries.get(key)
            if entry is not None and entry["pool"] == pool and _rank(entry) == rank:
                return key
            heappop(heap)
        return None

    def backed_off(self, now_us: int) -> list[str]:
        """Pods whose back-off is over, the first first."""
        found = []
        for pool in (BACKOFF, ERROR):
            while (key := self._first(pool)) is not None and backoff_end_us(self.entries[key]) <= now_us:
                heappop(self._heaps[pool])
                found.append(key)
        return found

    def rejected_by(self, plugins: Iterable[str]) -> list[str]:
        """Unschedulable Pods that one of these plug-ins rejected, the longest waiting first."""
        keys = dict.fromkeys(key for plugin in plugins for key in self._rejected.get(plugin, ()))
        return sorted(keys, key=self._age)

    def waiting_since(self, until_us: int) -> list[str]:
        """Unschedulable Pods that have waited since before this moment, the longest waiting first."""
        return sorted((key for key in self._unschedulable() if self.entries[key]["since_us"] < until_us), key=self._age)

    def oldest_us(self) -> int | None:
        """Since when the longest waiting unschedulable Pod waits."""
        return min((self.entries[key]["since_us"] for key in self._unschedulable()), default=None)

    def _unschedulable(self) -> list[str]:
        return [key for key, entry in self.entries.items() if entry["pool"] == UNSCHEDULABLE]

    def _age(self, key: str) -> tuple[int, int]:
        entry = self.entries[key]
        return entry["since_us"], entry["order"]


def _rank(entry: Entry) -> Rank:
    """In its pool: the more important, then the longer waiting first; in back-off, by its end before all."""
    rank = -entry["priority"], entry["since_us"], entry["order"]
    return rank if entry["pool"] == ACTIVE else (backoff_end_us(entry), *rank)
