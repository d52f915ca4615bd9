"""The store: every version of every object under one growing revision."""

from bisect import bisect_right
from typing import Any

from labs.engines.kube.etcd.errors import Compacted, NoSpace, RevisionConflict
from labs.engines.kube.etcd.packing import Packing, unpacked
from labs.engines.sim import LATER, Address, Component, EngineError, Entity, Refused, Simulation, command, endpoint

Manifest = dict[str, Any]
COMMIT_US = 2_000  # until a write is on disk: a good disk's fsync
COMPACTION_US = 300_000_000  # kube-apiserver: --etcd-compaction-interval, 5 min
FREED_EACH_US = 1_000_000  # freeing a hundred thousand manifests takes a second: it is spread over most of
FREE_TIMES = 250  # the time until the next compaction
FREED_LEAST = 200
QUOTA_BYTES = 2 * 1024**3  # etcd: --quota-backend-bytes

# Of a change: its revision, the key, the revision that the key had before ("" none), whether the key is gone.
Change = list[Any]


class Etcd(Component):
    """Keys "resource/namespace/name" with manifests as values, which nobody changes once they are stored.

    A cache elsewhere in the cluster is which version of which object its owner has seen: it keeps revisions as text
    and looks the manifest up in `versions`, so that a manifest lies in a checkpoint once. Whoever keeps revisions says
    so by `kept_by`, and they outlive the compaction.

    A version counts with the length of its text (a real one is protobuf, and shorter). The file grows by what is
    written, gives nothing back before it is defragmented, and may not outgrow the quota.
    """

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "etcd")
        self.revision = 1
        self.compacted = 1  # changes up to here are no longer in the history
        self.keys: dict[str, str] = {}  # key -> its revision
        self.versions: dict[str, Manifest] = {}  # revision -> manifest
        self.history: list[Change] = []
        self.lingering: list[str] = []  # compacted, and somebody keeps them
        self.freed: list[str] = []  # nobody keeps them: they go some at a time
        self.freed_each = FREED_LEAST
        self.sizes: dict[str, int] = {}  # revision -> bytes, of what is not compacted
        self.used_bytes = self.file_bytes = 0
        self.quota_bytes = QUOTA_BYTES
        self.alarm = False
        self._keepers: list[Component] = []
        self._packing = Packing()
        self.call_later(COMPACTION_US + COMMIT_US, "compact", self.revision)  # the API server has forgotten by then

    def kept_by(self, keeper: Component) -> None:
        """The keeper's `kept_versions()` gives the revisions it may still ask for."""
        self._keepers.append(keeper)

    def stock(self, key: str, value: Manifest) -> int:
        """Store what is there before the run begins, only while building; gives its revision."""
        self.revision = self.compacted = self.revision + 1
        self._keep(key, value, str(self.revision), _size(value))
        return self.revision

    @endpoint
    def txn(self, key: str, value: Manifest | None, expected: str) -> Any:
        """Store the value (None: delete the key) if the key is still at the `expected` revision ("0": not there).

        Answers with the change when it is on disk. Raises RevisionConflict, NoSpace.
        """
        self.call_later(COMMIT_US, "commit", key, value, expected, self.sim.reply_address())
        return LATER

    def commit(self, key: str, value: Manifest | None, expected: str, address: Address) -> None:
        try:
            change = self.store(key, value, expected)
        except EngineError as refusal:
            self.sim.fail(address, refusal)
        else:
            self.sim.answer(address, change)

    def store(self, key: str, value: Manifest | None, expected: str) -> Change:
        """Raises RevisionConflict, NoSpace."""
        found = self.keys.get(key, "0")
        if found != expected or (value is None and found == "0"):
            raise RevisionConflict(found)
        size = 0 if value is None else _size(value)
        if value is not None:
            self._must_have_room(size)
        self.revision += 1
        self._keep(key, value, str(self.revision), size)
        change = [self.revision, key, "" if found == "0" else found, value is None]
        self.history.append(change)
        return change

    def _keep(self, key: str, value: Manifest | None, revision: str, size: int) -> None:
        if value is None:
            # A deletion has a last state too: the one before, at the revision of the deletion.
            value = self.versions[self.keys.pop(key)]  # which takes no room that counts
        else:
            self.keys[key] = revision
        self.sizes[revision] = size
        self.used_bytes += size
        self.file_bytes = max(self.file_bytes, self.used_bytes)
        self.versions[revision] = {**value, "metadata": {**value["metadata"], "resourceVersion": revision}}

    def _must_have_room(self, size: int) -> None:
        if not self.alarm and self.file_bytes + size > self.quota_bytes:
            self.alarm = True
            self.emit("EtcdFull", file_bytes=self.file_bytes, quota_bytes=self.quota_bytes)
        if self.alarm:
            raise NoSpace

    @endpoint
    def changes(self, after: int) -> Any:
        """All changes after a revision, the oldest first. Raises Compacted."""
        return self.changed_after(after)

    def changed_after(self, after: int) -> list[Change]:
        """Raises Compacted."""
        if after < self.compacted:
            raise Compacted(self.compacted)
        return [change for change in self.history if change[0] > after]

    @endpoint
    def everything(self) -> Any:
        """{"revision", "keys": {key: revision}}, as it is now."""
        return self.all_there_is()

    def all_there_is(self) -> dict[str, Any]:
        return {"revision": self.revision, "keys": dict(self.keys)}

    def compact(self, revision: int) -> None:
        """Forget what was overwritten up to this revision, the one of five minutes ago."""
        self.compacted = max(self.compacted, revision)
        end = bisect_right(self.history, self.compacted, key=lambda change: change[0])
        over = self.lingering
        for number, _, before, gone in self.history[:end]:
            over += [before] if before else []
            over += [str(number)] if gone else []
        del self.history[:end]
        for one in over:
            self.used_bytes -= self.sizes.pop(one, 0)
        kept: dict[str, None] = {}
        for keeper in self._keepers if over else ():
            kept.update(dict.fromkeys(keeper.kept_versions()))  # type: ignore[attr-defined]
        self.lingering = [one for one in over if one in kept]
        is_freeing = bool(self.freed)
        self.freed += [one for one in over if one not in kept]
        self.freed_each = max(FREED_LEAST, len(self.freed) // FREE_TIMES)
        if self.freed and not is_freeing:
            self.free()
        self._packing = Packing()
        self.call_later(COMPACTION_US, "compact", self.revision)

    def free(self) -> None:
        """Let go of some of what nobody asks for any more."""
        for one in self.freed[-self.freed_each :]:
            del self.versions[one]
        del self.freed[-self.freed_each :]
        if self.freed:
            self.call_later(FREED_EACH_US, "free")

    # What an operator does

    @command
    def set_quota(self, quota_bytes: int) -> dict[str, Any]:
        if quota_bytes < 1:
            raise Refused("bad_arguments", argument="quota_bytes", problem="out_of_range")
        self.quota_bytes = quota_bytes
        return {}

    @command
    def defragment(self) -> dict[str, Any]:
        """The file has the size of what is in it again; the alarm stays."""
        self.file_bytes = self.used_bytes
        self.emit("EtcdDefragmented", file_bytes=self.file_bytes)
        return {}

    @command
    def disarm(self) -> dict[str, Any]:
        """Take writes again, as long as there is room."""
        if self.alarm:
            self.alarm = False
            self.emit("EtcdDisarmed")
        return {}

    # Checkpoints

    def saved(self) -> dict[str, Any]:
        return {**super().saved(), "versions": self._packing.of(self.versions)}

    def take_saved(self, state: dict[str, Any]) -> None:
        super().take_saved({**state, "versions": unpacked(state["versions"])})
        self._packing = Packing()

    # What can be seen

    def entities(self) -> dict[str, Entity]:
        own = {"kind": "etcd", "revision": self.revision, "alarm": self.alarm}
        return {self.name: {**own, "file_kib": self.file_bytes // 1024, "quota_kib": self.quota_bytes // 1024}}

    def gauges(self) -> dict[str, int]:
        return {"revision": self.revision}


def _size(value: Manifest) -> int:
    """Python's text for it is as long as JSON to a few letters, and takes half the time."""
    return len(repr(value))
