"""The store: every version of every object under one growing revision (etcd 3.6, one member)."""

from typing import Any

from labs.engines.kube.errors import KubeError
from labs.engines.sim import LATER, Address, Component, Entity, Simulation, endpoint

Manifest = dict[str, Any]
COMMIT_US = 2_000  # until a write is on disk: a good disk's fsync
COMPACTION_US = 300_000_000  # kube-apiserver: --etcd-compaction-interval, 5 min

# Of a change: its revision, the key, the revision that the key had before ("" none), whether the key is gone.
Change = list[Any]


class RevisionConflict(KubeError):
    """The key is at another revision than the writer expects; `revision` is its own ("0": it does not exist)."""

    code = "revision_conflict"

    def __init__(self, revision: str) -> None:
        super().__init__("the key is at another revision", revision=revision)


class Compacted(KubeError):
    """What is asked for lies before the compaction; `revision` is the first that is kept."""

    code = "compacted"

    def __init__(self, revision: int) -> None:
        super().__init__("mvcc: required revision has been compacted", revision=revision)


class Etcd(Component):
    """Keys "resource/namespace/name" with manifests as values, which nobody changes once they are stored.

    A cache elsewhere in the cluster is which version of which object its owner has seen: it keeps revisions as text
    and looks the manifest up in `versions`, so that a manifest lies in a checkpoint once. Whoever keeps revisions says
    so by `kept_by`, and they outlive the compaction.
    """

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "etcd")
        self.revision = 1
        self.compacted = 1  # changes up to here are no longer in the history
        self.keys: dict[str, str] = {}  # key -> its revision
        self.versions: dict[str, Manifest] = {}  # revision -> manifest
        self.history: list[Change] = []
        self._keepers: list[Component] = []
        self.call_later(COMPACTION_US, "compact", self.revision)

    def kept_by(self, keeper: Component) -> None:
        """The keeper's `kept_versions()` gives the revisions it may still ask for."""
        self._keepers.append(keeper)

    def stock(self, key: str, value: Manifest) -> int:
        """Store what is there before the run begins, only while building; gives its revision."""
        self.revision = self.compacted = self.revision + 1
        self._keep(key, value, str(self.revision))
        return self.revision

    @endpoint
    def txn(self, key: str, value: Manifest | None, expected: str) -> Any:
        """Store the value (None: delete the key) if the key is still at the `expected` revision ("0": not there).

        Answers with the change when it is on disk. Raises RevisionConflict.
        """
        address = self.sim.reply_address()
        self.call_later(COMMIT_US, "commit", key, value, expected, address)
        return LATER

    def commit(self, key: str, value: Manifest | None, expected: str, address: Address) -> None:
        found = self.keys.get(key, "0")
        if found != expected or (value is None and found == "0"):
            self.sim.fail(address, RevisionConflict(found))
            return
        self.revision += 1
        self._keep(key, value, str(self.revision))
        change = [self.revision, key, "" if found == "0" else found, value is None]
        self.history.append(change)
        self.sim.answer(address, change)

    def _keep(self, key: str, value: Manifest | None, revision: str) -> None:
        if value is None:
            # A deletion has a last state too: the one before, at the revision of the deletion.
            value = self.versions[self.keys.pop(key)]
        else:
            self.keys[key] = revision
        self.versions[revision] = {**value, "metadata": {**value["metadata"], "resourceVersion": revision}}

    @endpoint
    def changes(self, after: int) -> list[Change]:
        """All changes after a revision, the oldest first. Raises Compacted."""
        if after < self.compacted:
            raise Compacted(self.compacted)
        return [change for change in self.history if change[0] > after]

    def compact(self, revision: int) -> None:
        """Forget what was overwritten up to this revision, the one of five minutes ago."""
        self.compacted = revision
        self.history = [change for change in self.history if change[0] > revision]
        kept = dict.fromkeys(self.keys.values())
        for number, _, before, _ in self.history:
            kept[str(number)] = kept[before] = None
        for keeper in self._keepers:
            kept.update(dict.fromkeys(keeper.kept_versions()))  # type: ignore[attr-defined]
        self.versions = {number: value for number, value in self.versions.items() if number in kept}
        self.call_later(COMPACTION_US, "compact", self.revision)

    def entities(self) -> dict[str, Entity]:
        return {self.name: {"kind": "etcd", "revision": self.revision}}

    def gauges(self) -> dict[str, int]:
        return {"revision": self.revision}
