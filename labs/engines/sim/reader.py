"""Reading a run's past: single facts, what was commanded, how everything stood at a moment."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, Protocol

from labs.engines.sim.component import Entity
from labs.engines.sim.event_log import Fact
from labs.engines.sim.messages import Command
from labs.engines.sim.simulation import Simulation

LOOK_BACK_MAX_FACTS = 200_000
COMMANDS_TRIED_MAX = 200  # for the one that brought a change about
CAUSES_MAX = 10_000  # steps from a fact to the command behind it

Fits = Callable[[Fact], bool]


class Logged(Protocol):
    """A command with its number and its moment."""

    @property
    def number(self) -> int: ...
    @property
    def at_us(self) -> int: ...
    @property
    def command(self) -> Command: ...
    @property
    def broken(self) -> bool: ...


class Record(Protocol):
    """A run up to a cut, as whoever keeps runs can tell it."""

    @property
    def at_us(self) -> int: ...
    @property
    def commands(self) -> Sequence[Logged]: ...
    def fact(self, number: int) -> Fact | None: ...
    def newest_first(self, before_us: int | None = None) -> Iterator[Fact]: ...
    def oldest_first(self, from_us: int = 0) -> Iterator[Fact]: ...
    def simulation(self, at_us: int | None = None) -> Simulation: ...


class Reader:
    """The record as known at one moment: nothing later is seen, except through `later`."""

    def __init__(self, record: Record, at_us: int, moments: dict[int, "Reader"] | None = None) -> None:
        self._record = record
        self.at_us = at_us
        self._moments = {} if moments is None else moments

    def at(self, at_us: int) -> "Reader":
        """The same record at another moment; each moment is brought back once."""
        at_us = min(max(at_us, 0), self._record.at_us)
        return self._moments.setdefault(at_us, Reader(self._record, at_us, self._moments))

    @cached_property
    def sim(self) -> Simulation:
        return self._record.simulation(self.at_us)

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return self.sim.entities()

    @property
    def look_back_max_facts(self) -> int:
        return LOOK_BACK_MAX_FACTS

    # Facts

    def fact(self, number: int) -> Fact | None:
        return self._record.fact(number)

    def causes(self, number: int) -> list[Fact]:
        """The fact and what it followed from, newest first, up to a command or the scenario."""
        found: list[Fact] = []
        while number > 0 and len(found) < CAUSES_MAX and (fact := self._record.fact(number)):
            found.append(fact)
            number = fact["cause"]
        return found

    def happened(self, from_us: int, until_us: int, fits: Fits) -> Fact | None:
        """The newest fitting fact of a span, both ends included."""
        for fact in self._record.newest_first(until_us + 1):
            if fact["at_us"] < from_us:
                break
            if fits(fact):
                return fact
        return None

    def collect(self, belongs: Fits, first: Fits) -> tuple[list[Fact], bool]:
        """All facts that belong, oldest first, back to the first of them; whether all were looked at to find it."""
        found: list[Fact] = []
        for count, fact in enumerate(self._record.newest_first(self.at_us + 1)):
            if count >= LOOK_BACK_MAX_FACTS:
                return found[::-1], False
            if belongs(fact):
                found.append(fact)
                if first(fact):
                    break
        return found[::-1], True

    def follow(self, from_us: int, belongs: Fits, is_over: Callable[[list[Fact]], bool]) -> list[Fact] | None:
        """All facts that belong, oldest first, from a moment until it is over; None if that takes too long to find."""
        found: list[Fact] = []
        for count, fact in enumerate(self._record.oldest_first(from_us)):
            if fact["at_us"] > self.at_us:
                break
            if count >= LOOK_BACK_MAX_FACTS:
                return None
            if belongs(fact):
                found.append(fact)
                if is_over(found):
                    break
        return found

    def oldest_first(self, from_us: int) -> Iterator[Fact]:
        """Every fact from a moment on, also later ones."""
        return self._record.oldest_first(from_us)

    def newest(self, fits: Fits, most: int, facts_max: int) -> list[Fact]:
        """Up to `most` fitting facts among the last `facts_max`, newest first."""
        found: list[Fact] = []
        for count, fact in enumerate(self._record.newest_first(self.at_us + 1)):
            if count >= facts_max or len(found) >= most:
                break
            if fits(fact):
                found.append(fact)
        return found

    def later(self, fits: Fits) -> Fact | None:
        """The first fitting fact after this moment."""
        for count, fact in enumerate(self._record.oldest_first(self.at_us + 1)):
            if fits(fact):
                return fact
            if count >= LOOK_BACK_MAX_FACTS:
                break
        return None

    # Commands

    def command(self, number: int) -> Logged:
        return self._record.commands[number - 1]

    def commands(self, names: Sequence[str], fits: Callable[[Logged], bool] | None = None) -> Iterator[Logged]:
        """Those with one of these names, newest first, up to this moment."""
        for logged in reversed(self._record.commands):
            if logged.at_us > self.at_us or logged.broken or logged.command.name not in names:
                continue
            if fits is None or fits(logged):
                yield logged

    def changed(self, names: Sequence[str], fits: Fits) -> Fact | None:
        """The newest fitting fact that one of these commands brought about at once, or that the scenario began with."""
        for logged in islice(self.commands(names), COMMANDS_TRIED_MAX):
            fact = self._at_once(logged.at_us, -logged.number, fits)
            if fact is not None:
                return fact
        return self._at_once(0, 0, fits)

    def _at_once(self, at_us: int, cause: int, fits: Fits) -> Fact | None:
        return self.happened(at_us, at_us, lambda fact: fact["cause"] == cause and fits(fact))


def is_event(*names: str, **data: Any) -> Fits:
    """Fits facts of these names with these values."""

    def fits(fact: Fact) -> bool:
        return fact["event"] in names and all(fact["data"].get(name) == value for name, value in data.items())

    return fits
