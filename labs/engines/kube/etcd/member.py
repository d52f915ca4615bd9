"""One member of a group: a Raft log and an opinion on who leads (Ongaro & Ousterhout 2014; etcd's figures).

What a member says is safe once most members have it on disk. The log holds numbers of proposals only; what they would
store is kept once, by the group.
"""

from typing import Any

from labs.engines.sim import LATER, Address, Component, Entity, Refused, Simulation, command, endpoint

HEARTBEAT_US = 100_000  # etcd: --heartbeat-interval
ELECTION_US = 1_000_000  # etcd: --election-timeout; drawn from here to its double
DISK_US = 2_000  # until an entry is on disk
PEER_TIMEOUT_US = 300_000
SENT_MAX = 200  # entries in one message
LOG_KEPT = 1_000  # entries before the commit that are kept for those who lag behind
LOG_MAX = 10_000  # etcd: --snapshot-count; who lags behind further gets a snapshot

# Of the log: [term, number of the proposal]
LogEntry = list[int]


class EtcdMember(Component):
    """Follower, candidate or leader of one term; terms only grow, and a member votes once in each."""

    def __init__(self, sim: Simulation, name: str, members: list[str]) -> None:
        super().__init__(sim, name)
        self.members = members
        self.running = True
        self.life = 0  # what was asked in an earlier life is not heard
        # On disk
        self.term = 0
        self.voted_for = ""
        self.log: list[LogEntry] = []
        self.start = 0  # index of the last entry that is no longer in the log
        self.start_term = 0
        # In memory
        self.role = "follower"
        self.leader = ""
        self.committed = 0
        self.votes: list[str] = []
        self.match: dict[str, int] = {}  # member -> up to where it is known to have the log on disk
        self.next: dict[str, int] = {}
        self.sending: dict[str, bool] = {}
        self.waiting: list[list[Any]] = []  # [index, address, from where the asker wants to know]
        self.heard = 0  # counts the moments from which the patience runs anew
        self._wait_for_leader()

    # Faults

    @command
    def stop(self) -> dict[str, Any]:
        """The process dies; what is on disk stays."""
        if self.running:
            self.running = False
            self.life += 1
            self._step_down(self.term)
            self.leader, self.committed = "", self.start
            self.emit("EtcdMemberStopped", member=self.name)
        return {}

    @command
    def restart(self) -> dict[str, Any]:
        if self.running:
            raise Refused("already_running")
        self.running = True
        self.emit("EtcdMemberStarted", member=self.name)
        self._wait_for_leader()
        return {}

    # Elections

    def _wait_for_leader(self) -> None:
        self.heard += 1
        patience_us = ELECTION_US + self.chance("patience").below(ELECTION_US)
        self.call_later(patience_us, "lose_patience", self.heard)

    def lose_patience(self, heard: int) -> None:
        """Nobody has led for so long: stand for election."""
        if not self.running or heard != self.heard or self.role == "leader":
            return
        self.term += 1
        self.role, self.leader, self.voted_for, self.votes = "candidate", "", self.name, [self.name]
        self._wait_for_leader()
        asked = {"term": self.term, "candidate": self.name, "last": self.last, "last_term": self._term_at(self.last)}
        for peer in self._peers():
            context = {"peer": peer, "term": self.term, "life": self.life}
            self.request(peer, "vote", asked, reply="voted", context=context, timeout_us=PEER_TIMEOUT_US)
        self._count_votes()

    @endpoint
    def vote(self, term: int, candidate: str, last: int, last_term: int) -> dict[str, Any]:
        """One vote in each term, for somebody whose log is not behind one's own. Raises Refused."""
        self._must_run()
        if term > self.term:
            self._step_down(term)
        fresh = [last_term, last] >= [self._term_at(self.last), self.last]
        granted = term == self.term and self.voted_for in ("", candidate) and fresh
        if granted:
            self.voted_for = candidate
            self._wait_for_leader()
        return {"term": self.term, "granted": granted}

    def voted(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if error is not None or context["life"] != self.life:
            return
        if result["term"] > self.term:
            self._step_down(result["term"])
        elif self.role == "candidate" and context["term"] == self.term and result["granted"]:
            self.votes.append(context["peer"])
            self._count_votes()

    def _count_votes(self) -> None:
        if len(self.votes) > len(self.members) // 2:
            self.role, self.leader = "leader", self.name
            self.heard += 1
            self.match = dict.fromkeys(self._peers(), 0)
            self.next = dict.fromkeys(self._peers(), self.last + 1)
            self.sending = {}
            self.match[self.name] = self.last
            self.emit("EtcdLeaderElected", member=self.name, term=self.term)
            self._append(0)  # an entry of its own term, without which it could not tell what is safe
            self.beat(self.term)

    def _step_down(self, term: int) -> None:
        """Another leads, or may: whoever waits for this one must ask elsewhere."""
        if term > self.term:
            self.term, self.voted_for = term, ""
        if self.role == "leader" and self.running:
            self.emit("EtcdLeaderLost", member=self.name, term=self.term)
            self._wait_for_leader()
        self.role, self.votes = "follower", []
        waiting, self.waiting = self.waiting, []
        for _, address, _ in waiting:
            self.sim.answer(address, {"leader": ""})

    # The leader

    def beat(self, term: int) -> None:
        if self.running and self.role == "leader" and term == self.term:
            for peer in self._peers():
                self._send(peer)
            self.call_later(HEARTBEAT_US, "beat", term)

    @endpoint
    def propose(self, number: int, applied: int, again: bool) -> Any:
        """{"index", "numbers"} when it is safe: all that is since the entry `applied`, in order.

        What is asked `again` may be in the log already. {"leader": who, or ""} from one who does not lead. Raises
        Refused.
        """
        self._must_run()
        if self.role != "leader":
            return {"leader": self.leader}
        found = [self.start + n for n, entry in enumerate(self.log, 1) if entry[1] == number] if again else []
        index = found[0] if found else self._append(number)
        self.waiting.append([index, self.sim.reply_address(), applied])
        for peer in self._peers():
            self._send(peer)
        self._answer_safe()
        return LATER

    def _append(self, number: int) -> int:
        self.log.append([self.term, number])
        self.call_later(DISK_US, "written", self.term, self.last)
        return self.last

    def written(self, term: int, index: int) -> None:
        """The own disk has it."""
        if self.running and self.role == "leader" and term == self.term:
            self.match[self.name] = max(self.match[self.name], index)
            self._commit()

    def _send(self, peer: str) -> None:
        """What it has not, or just that there is a leader; one message at a time."""
        if peer in self.sending:
            return
        self.sending[peer] = True
        first = self.next[peer]
        if first <= self.start:
            self._send_snapshot(peer)
            return
        entries = self.log[first - self.start - 1 :][:SENT_MAX]
        said = {
            "term": self.term, "leader": self.name, "before": first - 1, "before_term": self._term_at(first - 1),
            "entries": entries, "committed": self.committed,
        }  # fmt: skip
        context = {"peer": peer, "term": self.term, "life": self.life, "up_to": first - 1 + len(entries)}
        self.request(peer, "append", said, reply="appended", context=context, timeout_us=PEER_TIMEOUT_US)

    def _send_snapshot(self, peer: str) -> None:
        """The log no longer reaches back to what it has."""
        said = {"term": self.term, "leader": self.name, "start": self.start, "start_term": self.start_term}
        context = {"peer": peer, "term": self.term, "life": self.life, "up_to": self.start}
        self.request(peer, "install", said, reply="appended", context=context, timeout_us=PEER_TIMEOUT_US)

    def appended(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if context["life"] != self.life or self.role != "leader" or context["term"] != self.term:
            return
        peer = context["peer"]
        self.sending.pop(peer, None)
        if error is not None:
            return
        if result["term"] > self.term:
            self._step_down(result["term"])
        elif result["ok"]:
            self.match[peer] = max(self.match[peer], context["up_to"])
            self.next[peer] = self.match[peer] + 1
            self._commit()
            if self.next[peer] <= self.last:
                self._send(peer)
        else:
            self.next[peer] = max(1, min(self.next[peer] - 1, result["last"] + 1))
            self._send(peer)

    def _commit(self) -> None:
        """Safe is what most have; of earlier terms only together with something of this one."""
        most = sorted(self.match.values(), reverse=True)[len(self.members) // 2]
        if most > self.committed and self._term_at(most) == self.term:
            self.committed = most
            self._answer_safe()
            self._forget()

    def _answer_safe(self) -> None:
        waiting, self.waiting = self.waiting, []
        for index, address, applied in waiting:
            if index > self.committed:
                self.waiting.append([index, address, applied])
            else:
                numbers = [entry[1] for entry in self.log[max(0, applied - self.start) : self.committed - self.start]]
                self.sim.answer(address, {"index": self.committed, "numbers": numbers})

    def abandon(self, address: Address) -> None:
        self.waiting = [one for one in self.waiting if one[1] != address]

    # Followers

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
        self._forget()
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
            self._step_down(term)
        self.leader = leader
        self._wait_for_leader()
        return True

    def confirm(self, life: int, address: Address, answer: dict[str, Any]) -> None:
        if life == self.life:
            self.sim.answer(address, answer)

    def _take(self, before: int, entries: list[LogEntry]) -> None:
        for index, entry in enumerate(entries, before + 1):
            if index <= self.start:
                continue
            at = index - self.start - 1
            if at < len(self.log) and self.log[at][0] != entry[0]:
                del self.log[at:]
            if at == len(self.log):
                self.log.append(list(entry))

    # The log

    @property
    def last(self) -> int:
        return self.start + len(self.log)

    def _term_at(self, index: int) -> int:
        if index <= self.start:
            return self.start_term if index == self.start else 0
        return self.log[index - self.start - 1][0] if index <= self.last else 0

    def _forget(self) -> None:
        """What everybody has needs no log, and for who lags behind too far there is a snapshot."""
        known = self.committed - LOG_KEPT
        if self.role == "leader" and len(self.log) < LOG_MAX:
            known = min([known, *self.match.values()])
        if known - self.start >= LOG_KEPT:
            self.start_term = self._term_at(known)
            del self.log[: known - self.start]
            self.start = known

    def _peers(self) -> list[str]:
        return [one for one in self.members if one != self.name]

    def _must_run(self) -> None:
        if not self.running:
            raise Refused("not_running")

    def entities(self) -> dict[str, Entity]:
        state = self.role if self.running else "stopped"
        own = {"kind": "etcd-member", "name": self.name, "state": state, "term": self.term, "leader": self.leader}
        return {f"etcd/{self.name}": {**own, "log": self.last, "committed": self.committed}}
