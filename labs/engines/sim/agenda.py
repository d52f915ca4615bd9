"""What is to happen, in the order of its moments; at one moment, in the order it was scheduled.

A heap compares each entry a dozen times. Here most are only appended to the list of a span of time; that is sorted when
its time comes, by ints and in C. Only what is scheduled within the present span is put into its place one by one.
Measured: 4 % of all instructions of the fan-out lab at 100 orders a second, more at more.
"""

from bisect import insort
from collections.abc import Iterable
from heapq import heappop, heappush
from operator import itemgetter
from typing import Any

from labs.engines.sim.limits import AGENDA_CHECK_EVERY

SPAN_BITS = 16  # a span is 65,536 microseconds
AT_US = itemgetter(0)

Entry = tuple[int, int, str, str, tuple[Any, ...], int, int]  # at_us, number, component, method, arguments, cause, root


class Agenda:
    """Entries by span; `due` has those of the present span in order, the first `done - begun` of them over."""

    __slots__ = ("added", "begun", "done", "due", "later", "look_at", "span", "spans")

    def __init__(self) -> None:
        self.added = 0  # entries so far
        self.done = 0  # of them
        self.look_at = AGENDA_CHECK_EVERY  # so many added, it is time for `Simulation.check_limits`
        self.span = -1
        self.due: list[Entry] = []
        self.begun = 0  # done before the first in `due`
        self.later: dict[int, list[Entry]] = {}  # span -> entries in the order they were added
        self.spans: list[int] = []  # a heap of the keys of `later`

    def __len__(self) -> int:
        return self.added - self.done

    def put(self, entry: Entry) -> None:
        """Only this: who schedules counts `added`, minds `look_at`, and has the frequent cases written out."""
        span = entry[0] >> SPAN_BITS
        if span == self.span:
            insort(self.due, entry, self.done - self.begun)
        elif span in self.later:
            self.later[span].append(entry)
        else:
            self.later[span] = [entry]
            heappush(self.spans, span)

    def reach(self, until_us: int) -> bool:
        """Have what is next in `due`; False if even the first of it is later than `until_us`.

        The moment must get there before anything else is put: what comes into an earlier span would be too late.
        """
        del self.due[: self.done - self.begun]
        self.begun = self.done
        if not self.due and self.spans and self.spans[0] <= until_us >> SPAN_BITS:
            self.span = heappop(self.spans)
            self.due = self.later.pop(self.span)
            self.due.sort(key=AT_US)  # stable: at one moment they stay as they were added
        return bool(self.due) and self.due[0][0] <= until_us

    def next_us(self) -> int | None:
        """The moment of the next entry."""
        if self.done - self.begun < len(self.due):
            return self.due[self.done - self.begun][0]
        return min(map(AT_US, self.later[self.spans[0]])) if self.spans else None

    def entries(self) -> list[Entry]:
        """All that is to happen, in order."""
        return sorted([*self.due[self.done - self.begun :], *(one for span in self.later.values() for one in span)])

    def restore(self, entries: Iterable[Entry], added: int) -> None:
        self.span, self.due, self.later, self.spans = -1, [], {}, []
        for entry in entries:
            self.put(entry)
        self.added = added
        self.done = self.begun = added - sum(map(len, self.later.values()))
        self.look_at = added - added % AGENDA_CHECK_EVERY + AGENDA_CHECK_EVERY
