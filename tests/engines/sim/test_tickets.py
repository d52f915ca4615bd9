"""Commands from outside that wait for their answer."""

from typing import Any

import pytest

from labs.engines.sim import LATER, Command, Component, Refused, Reply, Simulation, command
from tests.engines.sim.models import late_replies


class Desk(Component):
    """Lets people wait."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "desk")
        self.waiting: list[Any] = []
        self.left: list[Any] = []

    @command
    def wait(self, how: str = "long") -> Any:
        address = self.sim.reply_address()
        if how == "answered inside":
            self.sim.answer(address, "inside")
        elif how == "answered at once":
            self.call_later(0, "call_next")
        elif how == "asks twice":
            assert self.sim.reply_address() == address
        elif how == "not needed":
            return "at the desk"
        elif how == "refused":
            raise Refused("closed")
        self.waiting.append(address)
        return LATER

    @command
    def call_next(self, refuse: bool = False) -> None:
        waiting, self.waiting = self.waiting, []
        for address in waiting:
            if refuse:
                self.sim.fail(address, Refused("closed"))
            else:
                self.sim.answer(address, "now")

    def abandon(self, address: list[Any]) -> None:
        self.left.append(address)
        self.waiting = [waiting for waiting in self.waiting if waiting != address]


@pytest.fixture
def sim() -> Simulation:
    return Simulation(1)


@pytest.fixture(autouse=True)
def desk(sim: Simulation) -> Desk:
    return Desk(sim)


def test_a_waiting_command_gets_a_ticket_and_its_answer_later(sim: Simulation) -> None:
    replies = late_replies(sim)
    assert sim.execute(Command("desk.wait")) == Reply(ticket=1)
    assert replies == {}
    sim.execute(Command("desk.call_next"))
    assert replies == {1: Reply(result="now")}
    assert sim.tickets.waiting == {}


def test_a_late_refusal_is_an_answer_too(sim: Simulation) -> None:
    replies = late_replies(sim)
    sim.execute(Command("desk.wait"))
    sim.execute(Command("desk.call_next", {"refuse": True}))
    assert replies == {1: Reply(error={"code": "closed", "message": "", "data": {}})}


@pytest.mark.parametrize(("how", "result"), [("answered inside", "inside"), ("answered at once", "now")])
def test_an_answer_within_the_same_instant_is_the_commands_reply(sim: Simulation, how: Any, result: Any) -> None:
    replies = late_replies(sim)
    assert sim.execute(Command("desk.wait", {"how": how})) == Reply(result=result)
    assert (replies, sim.tickets.waiting) == ({}, {})


@pytest.mark.parametrize("how", ["not needed", "refused"])
def test_who_was_answered_or_refused_at_once_does_not_wait(sim: Simulation, how: Any) -> None:
    assert sim.execute(Command("desk.wait", {"how": how})).ticket is None
    assert sim.tickets.waiting == {}


def test_a_client_that_leaves_is_forgotten(sim: Simulation, desk: Desk) -> None:
    replies = late_replies(sim)
    sim.execute(Command("desk.wait"))
    assert sim.execute(Command("tickets.abandon", {"ticket": 1})).result == {"waited": True}
    assert desk.left == [["command", 1]]
    sim.execute(Command("desk.call_next"))
    assert replies == {}


def test_leaving_twice_or_with_a_wrong_ticket_changes_nothing(sim: Simulation, desk: Desk) -> None:
    sim.execute(Command("desk.wait"))
    sim.execute(Command("tickets.abandon", {"ticket": 1}))
    for ticket in (1, 2, 99, -1):
        assert sim.execute(Command("tickets.abandon", {"ticket": ticket})).result == {"waited": False}
    assert desk.left == [["command", 1]]


def test_who_comes_when_too_many_wait_is_refused_and_nothing_has_changed(
    desk: Desk, sim: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labs.engines.sim.tickets.TICKETS_MAX", 2)
    sim.execute(Command("desk.wait"))
    assert sim.execute(Command("desk.wait", {"how": "asks twice"})).ticket == 2
    refused = sim.execute(Command("desk.wait"))
    assert refused.error == {"code": "limit", "message": "", "data": {"what": "waiting", "most": 2}}
    assert len(desk.waiting) == 2
    sim.execute(Command("desk.call_next"))
    assert sim.execute(Command("desk.wait")).ticket == 5
