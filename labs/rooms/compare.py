"""Two runs with a common beginning, side by side: histories, ledgers, goals and where exactly they part."""

from itertools import zip_longest
from typing import Any

from labs.engines.sim import Fact, Simulation
from labs.rooms.checkpoints import Checkpoint, take
from labs.rooms.history import goals_of, history_of
from labs.rooms.past import Past

WALKED_US = 1_000_000  # a span this short is looked at event by event

Json = dict[str, Any]


def compare(a: Past, b: Past, fork_us: int) -> Json:
    """{"a", "b", "fork_us", "until_us", "difference"}; of each run {"head_us", "history", "ledger", "goals"}.

    The ledgers are those of one moment, `until_us`, at which the shorter run ends. The difference is
    {"number", "at_us", "a", "b"}: the first event after the fork that is not the same in both; null for a run that has
    none left. It is None if the shorter run is the beginning of the longer one.
    """
    until_us = min(a.at_us, b.at_us)
    return {
        "a": _side(a, until_us),
        "b": _side(b, until_us),
        "fork_us": fork_us,
        "until_us": until_us,
        "difference": _first_difference(a, b, fork_us),
    }


def _side(past: Past, until_us: int) -> Json:
    sim = past.simulation()
    ledger = _ledger(past.simulation(until_us))
    return {"head_us": past.at_us, "history": history_of(past, sim), "ledger": ledger, "goals": goals_of(sim)}


def _ledger(sim: Simulation) -> Json | None:
    """None in a scenario without one."""
    part = sim.components.get("ledger")
    return None if part is None else part.entities()["ledger"]


def _first_difference(a: Past, b: Past, fork_us: int) -> Json | None:
    """By halves: equal digests mean that everything so far was the same; then event by event."""
    until_us = min(a.at_us, b.at_us)
    walkers = (_Walker(a), _Walker(b))
    if _same(walkers, until_us):
        return None
    low_us = fork_us - 1 if fork_us <= until_us and _same(walkers, fork_us - 1) else -1
    while until_us - low_us > WALKED_US:
        middle_us = (low_us + until_us) // 2
        if _same(walkers, middle_us):
            low_us = middle_us
        else:
            until_us = middle_us
    pairs = zip_longest(a.oldest_first(low_us + 1), b.oldest_first(low_us + 1))
    return next((_difference(one, other) for one, other in pairs if one != other), None)


class _Walker:
    """One run at any moment; where both were last the same is a checkpoint of its own, for the moments soon after."""

    def __init__(self, past: Past) -> None:
        self._run = past.run
        self._same: Checkpoint | None = None

    def at(self, at_us: int) -> Simulation:
        commands = self._run.commands_until(at_us)
        start = self._run.trail.before(at_us, commands)
        if self._same is not None and self._same.at_us <= at_us and (start is None or start.at_us < self._same.at_us):
            start = self._same
        sim = self._run.from_checkpoint(start)
        self._run.replay(sim, at_us, commands)
        return sim

    def keep(self, sim: Simulation) -> None:
        self._same = take(sim)


def _same(walkers: tuple[_Walker, _Walker], at_us: int) -> bool:
    if at_us < 0:
        return True
    sims = [walker.at(at_us) for walker in walkers]
    same = sims[0].digest == sims[1].digest
    if same:
        for walker, sim in zip(walkers, sims, strict=True):
            walker.keep(sim)
    return same


def _difference(one: Fact | None, other: Fact | None) -> Json:
    facts = [fact for fact in (one, other) if fact is not None]
    at_us = min(fact["at_us"] for fact in facts)
    return {"number": facts[0]["id"], "at_us": at_us, "a": one, "b": other}
