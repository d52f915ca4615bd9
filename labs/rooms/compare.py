"""Two runs with a common beginning, side by side: histories, ledgers, goals and where exactly they part."""

from itertools import zip_longest
from typing import Any

from labs.engines.sim import Fact, Simulation
from labs.rooms.history import goals_of, history_of
from labs.rooms.past import Past

WALKED_US = 1_000_000  # a span this short is looked at event by event

Json = dict[str, Any]


def compare(a: Past, b: Past, fork_us: int) -> Json:
    """{"a", "b", "fork_us", "difference"}; of each run {"head_us", "history", "ledger", "goals"}.

    The difference is {"number", "at_us", "a", "b"}: the first event after the fork that is not the same in both; null
    for a run that has none left. It is None if the shorter run is the beginning of the longer one.
    """
    return {"a": _side(a), "b": _side(b), "fork_us": fork_us, "difference": _first_difference(a, b, fork_us)}


def _side(past: Past) -> Json:
    sim = past.simulation()
    return {"head_us": past.at_us, "history": history_of(past, sim), "ledger": _ledger(sim), "goals": goals_of(sim)}


def _ledger(sim: Simulation) -> Json | None:
    """None in a scenario without one."""
    part = sim.components.get("ledger")
    return None if part is None else part.entities()["ledger"]


def _first_difference(a: Past, b: Past, fork_us: int) -> Json | None:
    """By halves: equal digests mean that everything so far was the same; then event by event."""
    until_us = min(a.at_us, b.at_us)
    if _same(a, b, until_us):
        return None
    low_us = fork_us - 1 if fork_us <= until_us and _same(a, b, fork_us - 1) else -1
    while until_us - low_us > WALKED_US:
        middle_us = (low_us + until_us) // 2
        if _same(a, b, middle_us):
            low_us = middle_us
        else:
            until_us = middle_us
    pairs = zip_longest(a.oldest_first(low_us + 1), b.oldest_first(low_us + 1))
    return next((_difference(one, other) for one, other in pairs if one != other), None)


def _same(a: Past, b: Past, at_us: int) -> bool:
    return at_us < 0 or a.simulation(at_us).digest == b.simulation(at_us).digest


def _difference(one: Fact | None, other: Fact | None) -> Json:
    facts = [fact for fact in (one, other) if fact is not None]
    at_us = min(fact["at_us"] for fact in facts)
    return {"number": facts[0]["id"], "at_us": at_us, "a": one, "b": other}
