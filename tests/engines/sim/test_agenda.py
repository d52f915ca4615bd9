"""The agenda beside a plain heap: the same entries, in the same order, however it is sliced."""

import json
from heapq import heappop, heappush
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from labs.engines.sim import Command, Component, Simulation, command, restore
from labs.engines.sim.agenda import Agenda
from tests.engines.sim.models import encoded

SPAN_US = 65_536
DELAYS_US = st.one_of(
    st.integers(0, 3), st.integers(0, 2 * SPAN_US), st.integers(0, 40 * SPAN_US), st.just(SPAN_US), st.just(10)
)
BRANCHES = st.lists(st.tuples(DELAYS_US, DELAYS_US), max_size=20)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), DELAYS_US),
        st.tuples(st.just("run"), DELAYS_US, st.sampled_from([1, 2, 5, 1_000])),
        st.tuples(st.just("copy")),
    ),
    max_size=40,
)


class Twigs(Component):
    """Each entry notes itself, and the first ones schedule two more."""

    def __init__(self, sim: Simulation, branches: list[tuple[int, int]]) -> None:
        super().__init__(sim, "twigs")
        self.heard: list[list[int]] = []
        self.grown = 0
        self._branches = branches

    @command
    def put(self, delay_us: int) -> None:
        self.grown += 1
        self.call_later(delay_us, "grow", self.grown)

    def grow(self, number: int) -> None:
        self.heard.append([self.sim.now_us, number])
        if len(self.heard) <= len(self._branches):
            for delay_us in self._branches[len(self.heard) - 1]:
                self.put(delay_us)


class Plain:
    """The same by a heap, as simple as can be."""

    def __init__(self, branches: list[tuple[int, int]]) -> None:
        self.now_us = self.grown = 0
        self.heard: list[list[int]] = []
        self.heap: list[tuple[int, int]] = []
        self.branches = branches

    def put(self, delay_us: int) -> None:
        self.grown += 1
        heappush(self.heap, (self.now_us + delay_us, self.grown))

    def run_until(self, until_us: int, entries_max: int) -> bool:
        while self.heap and self.heap[0][0] <= until_us:
            if entries_max <= 0 and self.heap[0][0] != self.now_us:
                return False
            entries_max -= 1
            self.now_us, number = heappop(self.heap)
            self.heard.append([self.now_us, number])
            if len(self.heard) <= len(self.branches):
                for delay_us in self.branches[len(self.heard) - 1]:
                    self.put(delay_us)
        self.now_us = max(self.now_us, until_us)
        return True


def twigs(branches: Any) -> Simulation:
    sim = Simulation(1)
    Twigs(sim, branches)
    sim.agenda.restore([], 0)  # without the recorder of the charts
    return sim


@settings(max_examples=400, deadline=None)
@given(BRANCHES, STEPS)
def test_entries_come_in_the_order_of_a_heap_whatever_is_put_between_slices(branches: Any, steps: Any) -> None:
    sim, plain = twigs(branches), Plain(branches)
    for name, *numbers in steps:
        match name:
            case "put":
                plain.run_until(plain.now_us, 1_000_000)
                plain.put(*numbers)
                plain.run_until(plain.now_us, 1_000_000)
                sim.execute(Command("twigs.put", {"delay_us": numbers[0]}))
            case "run":
                until_us = sim.now_us + numbers[0]
                assert sim.run_until(until_us, numbers[1]) == plain.run_until(until_us, numbers[1])
            case "copy":
                state = json.loads(encoded(sim))
                sim = twigs(branches)
                restore(sim, state)
        assert (sim.now_us, vars(sim.components["twigs"])["heard"]) == (plain.now_us, plain.heard)
        entries = [(entry[0], *entry[4]) for entry in sim.agenda.entries() if entry[2] == "twigs"]
        assert (entries, len(sim.agenda)) == (sorted(plain.heap), len(sim.agenda.entries()))


def test_the_next_moment_is_known_whether_or_not_its_span_has_begun() -> None:
    agenda = Agenda()
    assert agenda.next_us() is None
    for number, at_us in enumerate((3 * SPAN_US + 7, 3 * SPAN_US + 2, 9 * SPAN_US)):
        agenda.put((at_us, number, "", "", (), 0, 0))
    assert agenda.next_us() == 3 * SPAN_US + 2
    assert agenda.reach(3 * SPAN_US + 2)
    agenda.done += 1
    assert agenda.next_us() == 3 * SPAN_US + 7
    agenda.done += 1
    assert agenda.next_us() == 9 * SPAN_US
