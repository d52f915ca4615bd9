"""Three-valued goals that rewind with the run."""

import json
from typing import Any

import pytest

from labs.engines.sim import Command, Component, Data, Goal, Simulation, command, restore, save


class Till(Component):
    """Sells and breaks."""

    @command
    def sell(self) -> None:
        self.emit("Sold")

    @command
    def give_away(self) -> None:
        self.emit("GivenAway")


class SellTwo(Goal):
    """Reached at two sales; missed as soon as something is given away."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "sell-two")
        self.sold = 0
        self.listen("Sold", "on_sold")
        self.given_away = 0
        self.listen("GivenAway", "on_given_away")
        self.call_later(1_001_000, "look")

    def on_sold(self, data: Data) -> None:
        self.sold += 1
        self.progress = [self.sold, 2]
        if self.sold >= 2:
            self.reach()

    def on_given_away(self, data: Data) -> None:
        self.given_away = self.sim.cause

    def look(self) -> None:
        if self.given_away:
            self.miss(self.given_away)
        self.call_later(1_001_000, "look")


def build() -> Simulation:
    sim = Simulation(1)
    Till(sim, "till")
    SellTwo(sim)
    return sim


def run(sim: Simulation, *commands: str) -> Simulation:
    for name in commands:
        sim.run_until(sim.now_us + 1_000_000)
        sim.execute(Command(f"till.{name}"))
    sim.run_until(sim.now_us + 500_000)
    return sim


def goal(sim: Simulation) -> dict[str, object]:
    return sim.entities()["goal/sell-two"]


def test_a_goal_is_open_until_it_is_decided() -> None:
    assert goal(build()) == {
        "kind": "goal", "name": "sell-two", "status": "not_yet", "progress": None, "at_ms": None, "event": None,
    }  # fmt: skip
    assert goal(run(build(), "sell"))["progress"] == [1, 2]


def test_a_reached_goal_says_when_and_by_which_event() -> None:
    sim = run(build(), "sell", "sell")
    shown = goal(sim)
    assert (shown["status"], shown["at_ms"], shown["event"]) == ("reached", 2_000, 3)
    assert sim.log.fact(3) == {
        "id": 3, "at_us": 2_000_000, "cause": 2, "event": "GoalReached", "data": {"goal": "sell-two"},
    }  # fmt: skip


def test_a_missed_goal_names_the_event_that_made_it_impossible_also_when_that_is_noticed_later() -> None:
    sim = run(build(), "give_away", "sell")
    shown = goal(sim)
    assert (shown["status"], shown["at_ms"], shown["event"]) == ("missed", 1_001, 1)
    missed = sim.log.fact(2) or {}
    assert (missed["event"], missed["cause"]) == ("GoalMissed", 1)


@pytest.mark.parametrize(
    ("commands", "status"), [(("sell", "sell", "give_away"), "reached"), (("give_away", "sell", "sell"), "missed")]
)
def test_a_goal_is_decided_once(commands: Any, status: Any) -> None:
    sim = run(build(), *commands)
    assert goal(sim)["status"] == status
    decided = [fact for fact in sim.log.since(0) if fact["event"].startswith("Goal")]
    assert len(decided) == 1


def test_a_goal_rewinds_with_the_run() -> None:
    sim = run(build(), "sell")
    state = json.dumps(save(sim))
    run(sim, "sell")
    assert goal(sim)["status"] == "reached"
    back = build()
    restore(back, json.loads(state))
    assert (goal(back)["status"], goal(back)["progress"]) == ("not_yet", [1, 2])


def test_a_decided_goal_is_a_milestone_that_no_frame_leaves_out() -> None:
    assert list(run(build(), "sell", "sell").log.milestones) == [3]
