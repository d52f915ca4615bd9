"""What a member has on disk: its term, its vote and its log."""

from labs.engines.sim import Component, Simulation

LOG_KEPT = 1_000  # entries before the commit that are kept for those who lag behind
LOG_MAX = 10_000  # etcd: --snapshot-count; who lags behind further gets a snapshot

# Of the log: [term, number of the proposal]
LogEntry = list[int]


class RaftLog(Component):
    """The log holds numbers of proposals only; what they would store is kept once, by the group."""

    def __init__(self, sim: Simulation, name: str) -> None:
        super().__init__(sim, name)
        self.term = 0
        self.voted_for = ""
        self.log: list[LogEntry] = []
        self.start = 0  # index of the last entry that is no longer in the log
        self.start_term = 0
        self.committed = 0  # known to be safe; not on disk

    @property
    def last(self) -> int:
        return self.start + len(self.log)

    def _term_at(self, index: int) -> int:
        if index <= self.start:
            return self.start_term if index == self.start else 0
        return self.log[index - self.start - 1][0] if index <= self.last else 0

    def _forget(self, known: int) -> None:
        """What lies so far back needs no log; done seldom, for it copies."""
        if known - self.start >= LOG_KEPT:
            self.start_term = self._term_at(known)
            del self.log[: known - self.start]
            self.start = known

    def _take(self, before: int, entries: list[LogEntry]) -> None:
        for index, entry in enumerate(entries, before + 1):
            if index <= self.start:
                continue
            at = index - self.start - 1
            if at < len(self.log) and self.log[at][0] != entry[0]:
                del self.log[at:]
            if at == len(self.log):
                self.log.append(list(entry))
