"""Where is every order? For each order and each program it is owed to: handled, moving, waiting or lost.

The ledger only listens. A copy of an order exists where someone holds it, and moves on like this:

    s target   StoreFront's hands: from OrderAccepted to OrderHandedOver or OrderGivenUp
    t target   SNS, on its way to a queue or a program: from Published to CopyDelivered or CopyDropped
    q queue    stored in a queue: from MessageSent to MessageDeleted, MessageExpired, QueuePurged or QueueDeleted, and
               from one queue to another with MessageMoved or MessageRedriven
    w program  a program's memory: from WorkQueued or WorkStarted to WorkFinished or WorkLost

A copy can still reach some programs: from StoreFront, all that the order is owed to (or the one that is called); in a
queue or on the way to it, those of which an instance is attached to that queue, and while nobody is, all that the order
is owed to, for somebody may still come; on the way to a program or in its memory, that program. Per order and program:
handled if it was ever finished there; else waiting if a stored copy can reach it; else moving if any other copy can;
else lost, by the event that took the last copy away.
"""

from collections.abc import Callable, Collection
from sys import intern
from typing import Any

from labs.engines.programs.delays import Finishes, note, percentiles
from labs.engines.sim import Component, Data, Entity, Simulation

LISTENS = {
    "OrderAccepted": "on_accepted",
    "OrderHandedOver": "on_let_go",
    "OrderGivenUp": "on_let_go",
    "Published": "on_published",
    "CopyDelivered": "on_copy_gone",
    "CopyDropped": "on_copy_gone",
    "CopyRedirected": "on_redirected",
    "MessageSent": "on_sent",
    "MessageReceived": "on_received",
    "MessageDeleted": "on_deleted",
    "MessageExpired": "on_expired",
    "MessageMoved": "on_moved",
    "MessageRedriven": "on_moved",
    "QueuePurged": "on_emptied",
    "QueueDeleted": "on_emptied",
    "WorkerAttached": "on_attached",
    "WorkerDetached": "on_detached",
    "WorkQueued": "on_queued",
    "WorkStarted": "on_started",
    "WorkFinished": "on_finished",
    "WorkLost": "on_work_lost",
}
LOST_KEPT_MAX = 10_000  # orders without any copy that could still be found again
STATES = ("handled", "moving", "waiting", "lost")

# Lists, not dicts: thousands of them are alive at once, and what is small stays in the processor's cache.
Order = list[Any]
NUMBER, COPIES, SHARES, ACCEPTED_US = range(4)  # of the order; the places of its copies; program -> share; when
Share = list[Any]
STATE, STORED, OTHER, DELIVERIES, TOLD = range(5)  # stored and other copies in reach; was its loss told
WORSE = {STORED: ("moving", "lost"), OTHER: ("lost",)}  # states that one more copy betters
Reach = Collection[str] | None  # the programs that a copy can reach; None: all that the order is owed to
Copy = tuple[str, int, Reach]  # its place, STORED or OTHER, its reach


class Ledger(Component):
    """Counts orders, and follows those that are not finished."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "ledger")
        self.accepted = 0
        self.totals: dict[str, dict[str, int]] = {}  # program -> state or "again" -> orders
        self.last_again: int | None = None  # the order that was delivered again last
        self.finishes: dict[str, Finishes] = {}  # program -> the newest orders it handled
        self.orders: dict[str, Order] = {}  # trace -> order, while anything may still happen to it
        self.adrift: dict[str, bool] = {}  # traces of orders without a copy, oldest first
        self.attached: dict[str, dict[str, int]] = {}  # queue -> program -> how many of its instances work it off
        self._look_up_places()
        for event, method in LISTENS.items():
            self.listen(event, method)

    def restored(self) -> None:
        self._look_up_places()

    def _look_up_places(self) -> None:
        """Which places reach which programs; anew when that changes."""
        self._hands = _Places("s", OTHER, _reach_of_program)
        self._ways = _Places("t", OTHER, self._reach_of_target)
        self._stores = _Places("q", STORED, self._reach_of_queue)
        self._memories = _Places("w", OTHER, _reach_of_program)

    def _reach_of_queue(self, queue: str) -> Reach:
        return tuple(self.attached[queue]) if queue in self.attached else None

    def _reach_of_target(self, target: str) -> Reach:
        """A queue, or an instance of a program; whatever else a topic may lead to is nobody's."""
        part, _, name = target.partition("/")
        return self._reach_of_queue(name) if part == "sqs" else (part,)

    # Orders come and go

    def on_accepted(self, data: Data) -> None:
        self.accepted += 1
        shares: dict[str, Share] = {}
        for program in data["owed"]:
            shares[program] = ["lost", 0, 0, 0, False]
            self._totals_of(program)["lost"] += 1
        self.orders[data["trace"]] = [data["order"], [], shares, self.sim.now_us]
        for target in data["to"]:
            self._gain(data["trace"], self._hands_for(target, data["trace"]))

    def _totals_of(self, program: str) -> dict[str, int]:
        if program not in self.totals:
            self.totals[program] = dict.fromkeys((*STATES, "again"), 0)
            self.finishes[program] = [[], []]
        return self.totals[program]

    def on_let_go(self, data: Data) -> None:
        self._drop(data["trace"], self._hands_for(data["to"], data["trace"]))

    def _hands_for(self, target: str, trace: str) -> Copy:
        """StoreFront's copy for a target: it reaches the program that is called, or, by a topic, all that are owed."""
        order = self.orders.get(trace)
        hands = self._hands[target]
        return hands if order is None or target in order[SHARES] else (hands[0], OTHER, None)

    def on_published(self, data: Data) -> None:
        for target in data["copies"]:
            self._gain(data["trace"], self._ways[target])

    def on_copy_gone(self, data: Data) -> None:
        self._drop(data["trace"], self._ways[data["target"]])

    def on_redirected(self, data: Data) -> None:
        """Given up, and on its way to a dead-letter queue instead."""
        self._gain(data["trace"], self._ways[data["to"]])
        self._drop(data["trace"], self._ways[data["target"]])

    def on_sent(self, data: Data) -> None:
        self._gain(data["trace"], self._stores[data["queue"]])

    def on_received(self, data: Data) -> None:
        order = self.orders.get(data["trace"])
        if order is not None:
            by = data["by"]
            for program in self.attached.get(data["queue"], ()) if "@" in by else (by,):
                self._count_delivery(order, program)

    def on_deleted(self, data: Data) -> None:
        """A participant outside who deletes a message has done the work of those who would have got it."""
        if "@" in data["by"]:
            for program in self.attached.get(data["queue"], ()):
                self._finish(data["trace"], program)
        self._drop(data["trace"], self._stores[data["queue"]])

    def on_expired(self, data: Data) -> None:
        self._drop(data["trace"], self._stores[data["queue"]])

    def on_moved(self, data: Data) -> None:
        """The copy in the other queue comes first, so that the order is never without one."""
        self._gain(data["trace"], self._stores[data["to"]])
        self._drop(data["trace"], self._stores[data["queue"]])

    def on_emptied(self, data: Data) -> None:
        """Rare enough to look at all orders."""
        if data["messages"]:
            place, _, _ = store = self._stores[data["queue"]]
            for trace, order in list(self.orders.items()):
                for _ in range(order[COPIES].count(place)):
                    self._drop(trace, store)
        self._look_up_places()  # those of a deleted queue are not kept

    def on_attached(self, data: Data) -> None:
        self._rewire(data["queue"], data["program"], 1)

    def on_detached(self, data: Data) -> None:
        self._rewire(data["queue"], data["program"], -1)

    def _rewire(self, queue: str, program: str, instances: int) -> None:
        """What is in that queue, or on its way there, can reach others from now on. Rare, like `on_emptied`."""
        before = self._reach_of_queue(queue)
        programs = self.attached.setdefault(queue, {})
        programs[program] = programs.get(program, 0) + instances
        if not programs[program]:
            del programs[program]
        if not programs:
            del self.attached[queue]
        after = self._reach_of_queue(queue)
        if before != after:
            self._look_up_places()
            for order in self.orders.values():
                self._reach_anew(order, queue, before, after)

    def _reach_anew(self, order: Order, queue: str, before: Reach, after: Reach) -> None:
        stored, moving = order[COPIES].count(f"q {queue}"), order[COPIES].count(f"t sqs/{queue}")
        if not (stored or moving):
            return
        for program, share in order[SHARES].items():
            more = (after is None or program in after) - (before is None or program in before)
            if more:
                share[STORED] += more * stored
                share[OTHER] += more * moving
                if share[STATE] != "handled":
                    self._settle(order, program, share)

    def on_queued(self, data: Data) -> None:
        self._gain(data["trace"], self._memories[data["program"]])

    def on_started(self, data: Data) -> None:
        if data["queue"] is None:  # called directly: nobody told of a delivery before
            order = self.orders.get(data["trace"])
            if order is not None:
                self._count_delivery(order, data["program"])
        if not data.get("waited"):
            self._gain(data["trace"], self._memories[data["program"]])

    def on_finished(self, data: Data) -> None:
        order = self._finish(data["trace"], data["program"])
        if order is not None:
            note(self.finishes[data["program"]], self.sim.now_us, order[ACCEPTED_US])
        self._drop(data["trace"], self._memories[data["program"]])

    def on_work_lost(self, data: Data) -> None:
        self._drop(data["trace"], self._memories[data["program"]])

    # Copies

    def _gain(self, trace: str, copy: Copy) -> None:
        order = self.orders.get(trace)
        if order is None:
            return
        place, field, reached = copy
        _, copies, shares, _ = order
        if not copies:
            self.adrift.pop(trace, None)
        copies.append(place)
        for program in shares if reached is None else reached:
            share = shares.get(program)
            if share is not None:
                share[field] += 1
                if share[STATE] in WORSE[field]:
                    self._settle(order, program, share)

    def _drop(self, trace: str, copy: Copy) -> None:
        order = self.orders.get(trace)
        if order is None:
            return
        place, field, reached = copy
        _, copies, shares, _ = order
        try:
            copies.remove(place)
        except ValueError:
            return  # nobody followed the order when this copy was made
        for program in shares if reached is None else reached:
            share = shares.get(program)
            if share is not None:
                share[field] -= 1
                if not share[field] and share[STATE] != "handled":
                    self._settle(order, program, share)
        if not copies:
            self._let_go(trace, order)

    def _let_go(self, trace: str, order: Order) -> None:
        """No copy is left: a finished order is forgotten, a lost one is kept for a while."""
        for share in order[SHARES].values():
            if share[STATE] != "handled":
                break
        else:
            del self.orders[trace]
            return
        self.adrift[trace] = True
        if len(self.adrift) > LOST_KEPT_MAX:
            oldest = next(iter(self.adrift))
            del self.adrift[oldest], self.orders[oldest]

    # Shares

    def _settle(self, order: Order, program: str, share: Share) -> None:
        state, before = "waiting" if share[STORED] else "moving" if share[OTHER] else "lost", share[STATE]
        if state != before:
            totals = self.totals[program]
            totals[before] -= 1
            totals[state] += 1
            share[STATE] = state
            if state == "lost" and not share[TOLD]:
                share[TOLD] = True
                self.emit("OrderLost", order=order[NUMBER], program=program)

    def _finish(self, trace: str, program: str) -> Order | None:
        """The order, if it was not handled before."""
        order = self.orders.get(trace)
        if order is None:
            return None
        share = order[SHARES].get(program)
        if share is None or share[STATE] == "handled":
            return None
        totals = self.totals[program]
        totals[share[STATE]] -= 1
        totals["handled"] += 1
        share[STATE] = "handled"
        return order

    def _count_delivery(self, order: Order, program: str) -> None:
        share = order[SHARES].get(program)
        if share is not None:
            share[DELIVERIES] += 1
            if share[DELIVERIES] > 1:
                self.totals[program]["again"] += 1
                self.last_again = order[NUMBER]

    # What can be seen

    def sums(self) -> dict[str, int]:
        """Over all programs: handled, moving, waiting, lost, and again."""
        return {key: sum(totals[key] for totals in self.totals.values()) for key in (*STATES, "again")}

    def entities(self) -> dict[str, Entity]:
        programs = {program: dict(totals) for program, totals in self.totals.items()}
        sums = self.sums()
        owed = sum(sums[state] for state in STATES)
        counts = {"accepted": self.accepted, "owed": owed, **sums, "last_again": self.last_again}
        return {"ledger": {"kind": "ledger", **counts, "programs": programs}}

    def gauges(self) -> dict[str, int]:
        """The sums; and for each program what it handled, and how long that took it: see `delays`."""
        series = self.sums()
        for program, totals in self.totals.items():
            series[f"{program}.handled"] = totals["handled"]
            for name, delay_ms in percentiles(self.finishes[program], self.sim.now_us).items():
                series[f"{program}.{name}"] = delay_ms
        return series


class _Places(dict[str, Copy]):
    """What a copy of one kind is, by the name of the queue, target or program that holds it."""

    def __init__(self, kind: str, field: int, reach: Callable[[str], Reach]) -> None:
        super().__init__()
        self._kind = kind
        self._field = field
        self._reach = reach

    def __missing__(self, name: str) -> Copy:
        copy = self[name] = (intern(f"{self._kind} {name}"), self._field, self._reach(name))
        return copy


def _reach_of_program(program: str) -> Reach:
    return (program,)
