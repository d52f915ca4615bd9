"""A group of members in place of one: a write is stored when most of them have it, and without most nothing is."""

from typing import Any

from labs.engines.kube.etcd.errors import NoQuorum
from labs.engines.kube.etcd.member import EtcdMember
from labs.engines.kube.etcd.store import Etcd, Manifest
from labs.engines.sim import LATER, Address, EngineError, Entity, Simulation, endpoint

ASK_US = 1_000_000  # how long one member is waited for
ASK_AGAIN_US = 100_000
PATIENCE_US = 4_500_000  # etcd: 5 s and twice the election timeout; here within the API server's own 5 s
KEPT_US = 60_000_000  # a proposal that nobody has confirmed may still turn out to be stored
MEMBERS_MAX = 7
EVERYTHING = -1  # read not what came after a revision but all
PEER_US = 500  # one way, within a data centre; a scenario may set the links otherwise


class EtcdGroup(Etcd):
    """Members "etcd-0", "etcd-1" ...; this part stands for the client in the API server, which knows them all.

    What the members agree on is the order of proposals; each is carried out here, once, when its place is safe.
    """

    def __init__(self, sim: Simulation, members: int = 3) -> None:
        """Raises ValueError."""
        if not 1 <= members <= MEMBERS_MAX:
            raise ValueError(f"a group has 1 to {MEMBERS_MAX} members")
        super().__init__(sim)
        self.members = [f"{self.name}-{number}" for number in range(members)]
        self.asked_first = self.members[0]  # the last known leader
        self.applied = 0  # index in the log
        self.proposed = 0
        # number -> {"write": [key, value, expected] or None, "after": of a read, "address", "since_us", "over"}
        self.proposals: dict[str, dict[str, Any]] = {}
        for name in self.members:
            EtcdMember(sim, name, self.members)
            for other in (self.name, *self.members):
                sim.network.set_latency(PEER_US, PEER_US, f"{name}>{other}")
                sim.network.set_latency(PEER_US, PEER_US, f"{other}>{name}")

    @endpoint
    def txn(self, key: str, value: Manifest | None, expected: str) -> Any:
        """As one member's, when most members have it. Raises RevisionConflict, NoSpace, NoQuorum."""
        return self._propose([key, value, expected], 0)

    @endpoint
    def changes(self, after: int) -> Any:
        """Only most members together know what the newest is. Raises Compacted, NoQuorum."""
        return self._propose(None, after)

    @endpoint
    def everything(self) -> Any:
        """As one member's. Raises NoQuorum."""
        return self._propose(None, EVERYTHING)

    def _propose(self, write: list[Any] | None, after: int) -> Any:
        address = self.sim.reply_address()
        self.proposed += 1
        number = str(self.proposed)
        self.proposals[number] = {
            "write": write, "after": after, "address": address, "since_us": self.sim.now_us, "over": False
        }  # fmt: skip
        self.ask(number, self.asked_first, False)
        return LATER

    def ask(self, number: str, member: str, again: bool) -> None:
        proposal = self.proposals.get(number)
        if proposal is None or proposal["over"]:
            return
        left_us = proposal["since_us"] + PATIENCE_US - self.sim.now_us
        if left_us <= 0:
            self._give_up(number)
            return
        self.request(
            member, "propose", {"number": int(number), "applied": self.applied, "again": again},
            reply="told", context={"number": number, "member": member}, timeout_us=min(ASK_US, left_us),
        )  # fmt: skip

    def told(self, context: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        number, member = context["number"], context["member"]
        if error is None and "index" in result:
            self.asked_first = member
            self._carry_out(result["index"], result["numbers"])
            if number not in self.proposals:
                return
        leader = result["leader"] if error is None and result.get("leader") else ""
        following = self.members[(self.members.index(member) + 1) % len(self.members)]
        self.call_later(0 if leader else ASK_AGAIN_US, "ask", number, leader or following, True)

    def _give_up(self, number: str) -> None:
        """It may be stored later all the same."""
        proposal = self.proposals[number]
        proposal["over"] = True
        self.sim.fail(proposal["address"], NoQuorum())
        self.call_later(KEPT_US, "forget", number)

    def forget(self, number: str) -> None:
        self.proposals.pop(number, None)

    def _carry_out(self, index: int, numbers: list[int]) -> None:
        """What is safe, in its order; what was asked twice is done once."""
        for number in numbers[max(0, len(numbers) - max(0, index - self.applied)) :]:
            proposal = self.proposals.pop(str(number), None)
            if proposal is not None:
                self._do(proposal["write"], proposal["after"], proposal["address"])
        self.applied = max(self.applied, index)

    def _do(self, write: list[Any] | None, after: int, address: Address) -> None:
        try:
            result = self.store(*write) if write is not None else self._read(after)
        except EngineError as refusal:
            self.sim.fail(address, refusal)
        else:
            self.sim.answer(address, result)

    def _read(self, after: int) -> Any:
        return self.all_there_is() if after == EVERYTHING else self.changed_after(after)

    def abandon(self, address: Address) -> None:
        """The asker does not wait any more, and what it asked may happen."""
        for number, proposal in self.proposals.items():
            if proposal["address"] == address and not proposal["over"]:
                proposal["over"] = True
                self.call_later(KEPT_US, "forget", number)

    def entities(self) -> dict[str, Entity]:
        own = super().entities()[self.name]
        return {self.name: {**own, "members": self.members, "quorum": len(self.members) // 2 + 1}}
