"""One member of a group: a Raft log and an opinion on who leads (Ongaro & Ousterhout 2014; etcd's figures).

What a member says is safe once most members have it on disk.
"""

from typing import Any

from labs.engines.kube.etcd.following import DISK_US, Following
from labs.engines.kube.etcd.raft_log import LOG_KEPT, LOG_MAX
from labs.engines.sim import LATER, Address, Entity, Refused, Simulation, command, endpoint

HEARTBEAT_US = 100_000  # etcd: --heartbeat-interval
PEER_TIMEOUT_US = 300_000
SENT_MAX = 200  # entries in one message


class EtcdMember(Following):
    """Follower, candidate or leader; there is at most one leader in a term."""

    def __init__(self, sim: Simulation, name: str, members: list[str]) -> None:
        super().__init__(sim, name)
        self.members = members
        self.votes: list[str] = []
        self.match: dict[str, int] = {}  # member -> up to where it is known to have the log on disk
        self.next: dict[str, int] = {}
        self.sending: dict[str, bool] = {}
        self.waiting: list[list[Any]] = []  # [index, address, from where the asker wants to know]

    # Faults

    @command
    def stop(self) -> dict[str, Any]:
        """The process dies; what is on disk stays."""
        if self.running:
            self.running = False
            self.life += 1
            self.step_down(self.term)
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

    def voted(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        if error is not None or context["life"] != self.life:
            return
        if result["term"] > self.term:
            self.step_down(result["term"])
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

    def step_down(self, term: int) -> None:
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
            self.step_down(result["term"])
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
            self._forget_known()

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

    def _forget_known(self) -> None:
        """What everybody has; and who lags behind too far gets a snapshot."""
        known = self.committed - LOG_KEPT
        self._forget(known if len(self.log) >= LOG_MAX else min([known, *self.match.values()]))

    def _peers(self) -> list[str]:
        return [one for one in self.members if one != self.name]

    def entities(self) -> dict[str, Entity]:
        state = self.role if self.running else "stopped"
        own = {"kind": "etcd-member", "name": self.name, "state": state, "term": self.term, "leader": self.leader}
        return {f"etcd/{self.name}": {**own, "log": self.last, "committed": self.committed}}
