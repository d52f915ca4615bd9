"""Two runs with a common beginning, side by side: histories, ledgers, goals and where exactly they part."""

from typing import Any

from labs.engines.sim import Fact, Simulation
from labs.rooms.history import goals_of, history_of
from labs.rooms.past import Past

LOOKED_AT_MAX = 300_000  # facts of both runs together

Json = dict[str, Any]


def compare(a: Past, b: Past, fork_us: int) -> Json:
    """{"a", "b", "fork_us", "difference"}; of each run {"head_us", "history", "ledger", "goals"}.

    The difference is {"number", "at_us", "a", "b"}: the first event after the fork that is not the same in both; null
    for a run that had stood still by then. It is None if the shorter run is the beginning of the longer one, or if it
    was not found within LOOKED_AT_MAX facts: then there is "looked_until_us" too.
    """
    return {"a": _side(a), "b": _side(b), "fork_us": fork_us, **_first_difference(a, b, fork_us)}


def _side(past: Past) -> Json:
    sim = past.simulation()
    return {"head_us": past.at_us, "history": history_of(past, sim), "ledger": _ledger(sim), "goals": goals_of(sim)}


def _ledger(sim: Simulation) -> Json | None:
    """None in a scenario without one."""
    part = sim.components.get("ledger")
    return None if part is None else part.entities()["ledger"]


def _first_difference(a: Past, b: Past, fork_us: int) -> Json:
    facts_a, facts_b = a.oldest_first(fork_us), b.oldest_first(fork_us)
    until_us = fork_us
    for _ in range(LOOKED_AT_MAX // 2):
        one, other = next(facts_a, None), next(facts_b, None)
        if one is None or other is None:
            return {"difference": _end(one, other, min(a.at_us, b.at_us))}
        if one != other:
            return {"difference": _difference(one, other)}
        until_us = one["at_us"]
    return {"difference": None, "looked_until_us": until_us}


def _end(one: Fact | None, other: Fact | None, head_us: int) -> Json | None:
    """One run has no event more: a difference if the other has one by the time up to which both went."""
    left = one or other
    return None if left is None or left["at_us"] > head_us else _difference(one, other)


def _difference(one: Fact | None, other: Fact | None) -> Json:
    facts = [fact for fact in (one, other) if fact is not None]
    at_us = min(fact["at_us"] for fact in facts)
    return {"number": facts[0]["id"], "at_us": at_us, "a": one, "b": other}
