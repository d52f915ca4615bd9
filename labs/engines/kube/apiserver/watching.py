"""Who waits for which changes.

A watch is a chain of long polls: asked for what came after a revision, the server answers as soon as there is
something, and the watcher asks on from there. So a watch takes the network's latency, breaks at a cut and goes on
after it like everything else; what changes between two polls comes with the next.
"""

from bisect import bisect_right
from typing import Any

from labs.engines.kube.apiserver.errors import Expired, Unavailable
from labs.engines.sim import LATER, Address, Component, Simulation, endpoint

REFUSED = "connection refused"
WATCH_US = 30_000_000  # a watch without news is answered after this long, with a bookmark

QUIET = ("leases", "events")  # no facts of the run and not drawn: the beat of the nodes, and kind: Event
DRAWN_MAX = 3  # changes that one answer shows on the screen

# resource, key, revision, whether it is gone, the fact
Change = list[Any]


class Watching(Component):
    """The half of the API server that tells."""

    def __init__(self, sim: Simulation, name: str) -> None:
        super().__init__(sim, name)
        self.running = True
        self.revision = 1
        self.oldest = 1  # changes after this revision are still known
        self.objects: dict[str, dict[str, str]] = {}  # resource -> key -> revision
        self.recent: dict[str, list[list[Any]]] = {}  # resource -> [revision, key, revision before, whether gone, fact]
        self.waiters: dict[str, dict[str, Any]] = {}  # number -> {"resources", "node", "address", "until_us"}
        self.watches = 0
        self.news: dict[str, list[Change]] = {}  # of this instant, waiter by waiter
        self._by_resource: dict[str, dict[str, bool]] = {}  # resource -> waiters without a node
        self._by_node: dict[str, dict[str, bool]] = {}

    def versions(self, revision: str) -> dict[str, Any]:
        raise NotImplementedError

    @endpoint
    def list_versions(self, resources: list[str], node: str = "") -> dict[str, Any]:
        """{"revision", "objects": {resource: {key: revision}}}; with `node`, only Pods that are on it."""
        self.must_run()
        found = {}
        for resource in resources:
            held = self.objects.get(resource, {})
            if node and resource == "pods":
                held = {key: one for key, one in held.items() if self._is_on(one, node)}
            found[resource] = dict(held)
        return {"revision": self.revision, "objects": found}

    def _is_on(self, revision: str, node: str) -> bool:
        return bool(revision) and self.versions(revision)["spec"].get("nodeName") == node

    @endpoint
    def watch(self, resources: list[str], after: int, node: str = "") -> Any:
        """{"revision", "changes": [[resource, key, revision, whether it is gone, fact]]}, as soon as there are some.

        Raises Expired if the history no longer reaches back to `after`.
        """
        self.must_run()
        if after < self.oldest:
            raise Expired(f"too old resource version: {after} ({self.oldest})")
        changes = self._since(resources, after, node)
        if changes:
            return {"revision": self.revision, "changes": changes}
        address = self.sim.reply_address()
        self.watches += 1
        number = str(self.watches)
        self.waiters[number] = {"resources": resources, "node": node, "address": address}
        self._index(number)
        self.call_later(WATCH_US, "bookmark", number)
        return LATER

    def _since(self, resources: list[str], after: int, node: str) -> list[Change]:
        found = []
        for resource in resources:
            recent = self.recent.get(resource, [])
            for revision, key, before, gone, fact in recent[bisect_right(recent, after, key=lambda one: one[0]) :]:
                if not node or resource != "pods" or self._concerns(node, str(revision), before):
                    found.append([resource, key, str(revision), gone, fact])
        return found if len(resources) == 1 else sorted(found, key=lambda one: int(one[2]))

    def _concerns(self, node: str, revision: str, before: str) -> bool:
        return self._is_on(revision, node) or self._is_on(before, node)

    def tell(self, revision: int, resource: str, key: str, before: str, gone: bool) -> None:
        """A change is stored: note it, and answer those who wait for it when this instant is complete."""
        fact = self.sim.latest  # the change itself, or where none is stated, what led to it
        self.recent.setdefault(resource, []).append([revision, key, before, gone, fact])
        concerned = list(self._by_resource.get(resource, ()))
        if resource == "pods" and self._by_node:
            names = {self.versions(one)["spec"].get("nodeName", ""): True for one in (str(revision), before) if one}
            concerned += [number for name in names for number in self._by_node.get(name, ())]
        for number in concerned:
            if not self.news:
                self.call_later(0, "send_news")
            self.news.setdefault(number, []).append([resource, key, str(revision), gone, fact])

    def send_news(self) -> None:
        news, self.news = self.news, {}
        for number, changes in news.items():
            self._answer(number, changes)

    def bookmark(self, number: str) -> None:
        """Nothing for this watcher so far, but it need not ask from further back."""
        if number in self.waiters and number not in self.news:
            self._answer(number, [])

    def _answer(self, number: str, changes: list[Change]) -> None:
        waiter = self._forget(number)
        if waiter is not None:
            carries = [{"trace": change[1], "again": False} for change in changes if change[0] not in QUIET]
            self.sim.answer(waiter["address"], {"revision": self.revision, "changes": changes}, carries[:DRAWN_MAX])

    def must_run(self) -> None:
        """Raises Unavailable."""
        if not self.running:
            raise Unavailable(REFUSED)

    def hang_up(self) -> None:
        """Every watch ends."""
        waiters, self.waiters, self.news = self.waiters, {}, {}
        self._by_resource, self._by_node = {}, {}
        for waiter in waiters.values():
            self.sim.fail(waiter["address"], Unavailable(REFUSED))

    def abandon(self, address: Address) -> None:
        for number, waiter in self.waiters.items():
            if waiter["address"] == address:
                self._forget(number)
                return

    def forget_before(self, revision: int) -> None:
        """The history is compacted up to here."""
        self.oldest = revision
        for recent in self.recent.values():
            del recent[: bisect_right(recent, revision, key=lambda one: one[0])]

    # Caches

    def _index(self, number: str) -> None:
        waiter = self.waiters[number]
        for resource in waiter["resources"]:
            if waiter["node"] and resource == "pods":
                self._by_node.setdefault(waiter["node"], {})[number] = True
            else:
                self._by_resource.setdefault(resource, {})[number] = True

    def _forget(self, number: str) -> dict[str, Any] | None:
        waiter = self.waiters.pop(number, None)
        if waiter is not None:
            for resource in waiter["resources"]:
                index = self._by_node.get(waiter["node"]) if waiter["node"] and resource == "pods" else None
                (self._by_resource[resource] if index is None else index).pop(number)
        return waiter

    def restored(self) -> None:
        self._by_resource, self._by_node = {}, {}
        for number in self.waiters:
            self._index(number)
