"""A simulation's whole state as plain data, and back."""

import json
from typing import Any

import pytest

from labs.engines.sim import Command, Component, Reply, Simulation, restore, save
from tests.engines.sim.models import build, copied, drive, encoded, late_replies, pipeline, script


def test_the_state_is_plain_data_at_every_moment() -> None:
    sim = pipeline(2)
    for at_us, command in script(2):
        for moment_us in range(sim.now_us, at_us, 40_000):
            sim.run_until(moment_us)
            encoded(sim)  # asserts it
        sim.execute(command)
        encoded(sim)


def test_a_restored_simulation_has_the_same_state() -> None:
    sim = drive(pipeline(3), script(3), until_us=4_321_000)
    assert save(copied(sim)) == save(sim)


def test_a_copy_and_its_original_do_not_share_anything_that_changes() -> None:
    sim = drive(pipeline(3), script(3), until_us=2_000_000)
    copy, before = copied(sim), encoded(sim)
    copy.run_until(6_000_000)
    assert encoded(sim) == before


def test_who_waits_still_waits_after_a_restart() -> None:
    sim = pipeline(4)
    assert sim.execute(Command("server.next_finished")).ticket == 1
    sim = copied(sim)
    replies = late_replies(sim)
    sim.run_until(3_000_000)
    assert replies == {1: Reply(result={"seen": 1})}


def test_a_state_can_be_put_into_a_simulation_that_has_already_run() -> None:
    sim = drive(pipeline(5), script(5), until_us=3_000_000)
    used = drive(pipeline(5), script(6))
    restore(used, json.loads(encoded(sim)))
    rest = [step for step in script(5) if step[0] > 3_000_000]
    assert drive(used, rest).digest == drive(pipeline(5), script(5)).digest


def test_a_state_of_another_scenario_is_refused_before_anything_changes() -> None:
    other = Simulation(1)
    before = encoded(other)
    with pytest.raises(KeyError):
        restore(other, json.loads(encoded(pipeline(1))))
    with pytest.raises(KeyError):
        restore(pipeline(1), json.loads(before))
    assert encoded(other) == before


class Shelf(Component):
    """Has an index beside its state, and an attribute that sounds like one of the kernel's words."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "shelf")
        self.state = "open"
        self.books: dict[str, Any] = {}
        self._by_title: dict[str, str] = {}
        self._width_cm = 80

    def put(self, number: str, title: str) -> None:
        self.books[number] = {"title": title}
        self._by_title[title] = number

    def restored(self) -> None:
        self._by_title = {book["title"]: number for number, book in self.books.items()}


def test_caches_are_built_again_and_wiring_stays() -> None:
    sim = Simulation(1)
    shelf = Shelf(sim)
    shelf.put("1", "Ulysses")
    shelf.state = "closed"
    state = json.loads(encoded(sim))
    assert state["components"]["shelf"] == {"state": "closed", "books": {"1": {"title": "Ulysses"}}}
    other = Simulation(1)
    empty = Shelf(other)
    restore(other, state)
    assert (empty.state, empty._by_title, empty._width_cm) == ("closed", {"Ulysses": "1"}, 80)
    assert (empty.sim, empty.name) == (other, "shelf")


def test_every_part_is_shown_anew_after_a_restore() -> None:
    sim = pipeline(1)
    state = json.loads(encoded(sim))
    other = Simulation(1)
    build(other)
    other.touched.clear()
    restore(other, state)
    assert other.touched.keys() == other.components.keys()
