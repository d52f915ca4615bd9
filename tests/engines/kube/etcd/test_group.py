"""A group: one leader a term, most must have it, without most nothing is stored and nothing is lost.

Seen from outside: what its members do (`member.py`, `following.py`, `raft_log.py`) shows in who leads and what is safe.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.engines.kube.apiserver import ApiServer
from labs.engines.kube.etcd import EtcdGroup, following, member, raft_log
from labs.engines.sim import Command, Reply, Simulation
from tests.engines.kube.apiserver.cluster import Cluster
from tests.engines.replay import restarted

SECOND = 1_000_000
MEMBERS = ("etcd-0", "etcd-1", "etcd-2")


def build() -> Simulation:
    sim = Simulation(1)
    ApiServer(sim, EtcdGroup(sim, 3))
    return sim


class Group(Cluster):
    def __init__(self) -> None:
        super().__init__(build())
        self.sim.run_until(3 * SECOND)

    def members(self) -> list[Any]:
        return [self.sim.components[name] for name in MEMBERS]

    def leader(self) -> str:
        leading = [(one.term, one.name) for one in self.members() if one.running and one.role == "leader"]
        return max(leading)[1] if leading else ""

    def run(self, seconds: float) -> None:
        self.sim.run_until(self.sim.now_us + int(seconds * SECOND))

    def tell(self, name: str, **args: Any) -> None:
        assert self.sim.execute(Command(name, args)).error is None

    def isolate(self, *names: str) -> None:
        """These from the other members."""
        for name in names:
            for other in MEMBERS:
                if other not in names:
                    self.tell("network.cut", a=name, b=other)

    def begin(self, name: str) -> int:
        args = {"resource": "configmaps", "body": {"metadata": {"name": name}}}
        ticket = self.sim.execute(Command("apiserver.create", args)).ticket
        assert ticket is not None
        return ticket

    def elected(self) -> list[tuple[int, str]]:
        facts = [fact for fact in self.sim.log.since(0) if fact["event"] == "EtcdLeaderElected"]
        return [(fact["data"]["term"], fact["data"]["member"]) for fact in facts]


def followers(group: Group) -> list[str]:
    return [name for name in MEMBERS if name != group.leader()]


def test_one_leads_after_the_first_election_and_writes_go_through_it() -> None:
    group = Group()
    assert group.leader() in MEMBERS
    assert group.create("configmaps", "c", {})["metadata"]["name"] == "c"
    group.run(1)
    assert {one.committed for one in group.members()} == {group.members()[0].last}


def test_when_the_leader_dies_another_is_elected_within_two_patiences() -> None:
    group = Group()
    before, died_us = group.leader(), group.sim.now_us
    group.tell(f"{before}.stop")
    group.begin("c")
    while not group.leader():
        group.run(0.01)
    assert SECOND * 0.9 <= group.sim.now_us - died_us <= 4 * SECOND
    group.run(2)
    assert group.get("configmaps", "c")
    group.tell(f"{before}.restart")
    group.run(3)
    assert {one.last for one in group.members()} == {group.members()[0].last}


def test_without_a_quorum_nothing_is_stored_and_the_writer_is_told_so() -> None:
    group = Group()
    for name in followers(group):
        group.tell(f"{name}.stop")
    ticket = group.begin("c")
    revision = group.server.revision
    group.run(6)
    reply: Reply = group.replies[ticket]
    assert reply.error is not None
    assert (reply.error["code"], reply.error["message"]) == ("Timeout", "etcdserver: request timed out")
    assert group.server.revision == revision
    assert group.look("list_objects", resource="namespaces")["items"]


def test_the_smaller_side_never_acknowledges_and_the_larger_goes_on() -> None:
    group = Group()
    old = group.leader()
    group.isolate(old)
    group.run(4)
    assert group.leader() != old
    ticket = group.begin("c")
    group.run(3)
    assert group.replies[ticket].error is None
    assert group.sim.components[old].role == "leader"  # type: ignore[attr-defined]
    assert group.sim.components[old].committed < max(one.committed for one in group.members())  # type: ignore[attr-defined]
    for name in MEMBERS:
        if name != old:
            group.tell("network.heal", a=name, b=old)
    group.run(3)
    assert [one.role for one in group.members()].count("leader") == 1
    assert len({(one.last, one.committed) for one in group.members()}) == 1


def test_an_api_server_that_comes_back_reads_all_from_most_members() -> None:
    group = Group()
    group.create("configmaps", "c", {})
    group.tell("apiserver.stop")
    group.tell(f"{group.leader()}.stop")
    group.tell("apiserver.start")
    group.run(8)
    assert group.get("configmaps", "c")


def test_who_was_away_for_too_long_gets_a_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (following, member, raft_log):
        monkeypatch.setattr(module, "LOG_KEPT", 4)
    monkeypatch.setattr(member, "LOG_MAX", 8)
    group = Group()
    group.create("configmaps", "first", {})  # now it is known who leads
    away = followers(group)[0]
    group.tell(f"{away}.stop")
    for number in range(20):
        group.create("configmaps", f"c{number}", {})
    assert len(group.sim.components[group.leader()].log) <= 12  # type: ignore[attr-defined]
    group.tell(f"{away}.restart")
    group.run(3)
    assert len({(one.last, one.committed) for one in group.members()}) == 1
    assert group.members()[0].last >= 21


@pytest.mark.parametrize("members", [0, 8])
def test_a_group_has_a_sensible_size(members: int) -> None:
    with pytest.raises(ValueError, match="a group has 1 to 7 members"):
        EtcdGroup(Simulation(1), members)


def test_a_restart_of_the_room_changes_nothing() -> None:
    group = Group()
    group.begin("c")
    group.run(0.004)
    again = restarted(group.sim, build)
    for sim in (group.sim, again):
        sim.run_until(8 * SECOND)
    assert group.sim.digest == again.digest
    assert group.server.objects == again.components["apiserver"].objects  # type: ignore[attr-defined]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["stop", "restart", "cut", "heal", "write"]), st.integers(0, 2), st.integers(0, 2),
        st.integers(0, 2_500),
    ),
    max_size=20,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_one_leader_a_term_and_nothing_acknowledged_is_lost(steps: list[Any]) -> None:
    group = Group()
    tickets: dict[int, str] = {}
    for number, (verb, one, other, wait_ms) in enumerate(steps):
        if verb == "write":
            tickets[group.begin(f"c{number}")] = f"c{number}"
        elif verb in ("stop", "restart"):
            group.sim.execute(Command(f"etcd-{one}.{verb}"))
        elif one != other:
            group.tell(f"network.{verb}", a=f"etcd-{one}", b=f"etcd-{other}")
        group.run(wait_ms / 1_000)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        group.tell("network.heal", a=f"etcd-{one}", b=f"etcd-{other}")
    for name in MEMBERS:
        group.sim.execute(Command(f"{name}.restart"))
    group.run(20)
    elected = group.elected()
    assert len({term for term, _ in elected}) == len(elected)
    assert len({(one.last, one.committed, one.start) for one in group.members()}) == 1
    stored = group.server.objects.get("configmaps", {})
    for ticket, name in tickets.items():
        if group.replies[ticket].error is None:
            assert f"default/{name}" in stored
    etcd: Any = group.sim.components["etcd"]
    assert {key.partition("/")[2] for key in etcd.keys if key.startswith("configmaps/")} == stored.keys()
    assert group.create("configmaps", "last", {})
