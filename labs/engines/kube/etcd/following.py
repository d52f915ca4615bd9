"""A member that follows: it waits for a leader, gives votes, and takes what the leader says."""

from typing import Any

from labs.engines.kube.etcd.raft_log import LOG_KEPT, LogEntry, RaftLog
from labs.engines.sim import LATER, Address, Refused, Simulation, endpoint

ELECTION_US = 1_000_000  # etcd: --election-timeout; drawn from here to its double
DISK_US = 2_000  # until an entry is on disk


class Following(RaftLog):
    """Terms only grow, and a member votes once in each."""

    def __init__(self, sim: Simulation, name: str) -> None:
        super().__init__(sim, name)
        self.running = True
        self.life = 0  # what was asked in an earlier life is not heard
        self.role = "follower"  # "candidate", "leader"
        self.leader = ""
        self.heard = 0  # counts the moments from which the patience runs anew
        self._wait_for_leader()

    def step_down(self, term: int) -> None:
        """Somebody else leads in this term, or may."""
        raise NotImplementedError

    def _wait_for_leader(self) -> None:
        self.heard += 1
        patience_us = ELECTION_US + self.chance("patience").below(ELECTION_US)
        self.call_later(patience_us, "lose_patience", self.heard)

    @endpoint
    def vote(self, term: int, candidate: str, last: int, last_term: int) -> dict[str, Any]:
        """One vote in each term, for somebody whose log is not behind one's own. Raises Refused."""
        self._must_run()
        if term > self.term:
            self.step_down(term)
        fresh = [last_term, last] >= [self._term_at(self.last), self.last]
        granted = term == self.term and self.voted_for in ("", candidate) and fresh
        if granted:
            self.voted_for = candidate
            self._wait_for_leader()
        return {"term": self.term, "granted": granted}

    @endpoint
    def append(
        self, term: int, leader: str, before: int, before_term: int, entries: list[LogEntry], committed: int
    ) -> Any:
        """Take the leader's entries after `before`, if that is the same here. Raises Refused."""
        if not self._follows(term, leader):
            return {"term": self.term, "ok": False, "last": self.last}
        if before > self.last or (before >= self.start and self._term_at(before) != before_term):
            return {"term": self.term, "ok": False, "last": min(self.last, before - 1)}
        self._take(before, entries)
        self.committed = max(self.committed, min(committed, before + len(entries)))
        self._forget(self.committed - LOG_KEPT)
        answer = {"term": self.term, "ok": True, "last": self.last}
        if not entries:
            return answer
        self.call_later(DISK_US, "confirm", self.life, self.sim.reply_address(), answer)
        return LATER

    @endpoint
    def install(self, term: int, leader: str, start: int, start_term: int) -> dict[str, Any]:
        """Begin the log there: all before is safe, and the leader has forgotten it. Raises Refused."""
        if not self._follows(term, leader):
            return {"term": self.term, "ok": False, "last": self.last}
        if start > self.start:
            self.log = self.log[start - self.start :] if self._term_at(start) == start_term else []
            self.start, self.start_term = start, start_term
            self.committed = max(self.committed, start)
        return {"term": self.term, "ok": True, "last": self.last}

    def _follows(self, term: int, leader: str) -> bool:
        """Whether this is the leader of the newest term. Raises Refused."""
        self._must_run()
        if term < self.term:
            return False
        if term > self.term or self.role != "follower":
            self.step_down(term)
        self.leader = leader
        self._wait_for_leader()
        return True

    def confirm(self, life: int, address: Address, answer: dict[str, Any]) -> None:
        if life == self.life:
            self.sim.answer(address, answer)

    def _must_run(self) -> None:
        if not self.running:
            raise Refused("not_running")
