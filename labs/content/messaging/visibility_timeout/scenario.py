"""One queue between StoreFront and Shipping; its visibility timeout is shorter than the packing takes."""

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, StoreFront, Worker, WorkTime
from labs.engines.sim import Component, Data, Goal, Simulation

ORDERS_PER_S = 1.0
# One way, slowed down so that eyes can follow: in reality a few milliseconds.
LATENCY_LEAST_US = 300_000
LATENCY_MOST_US = 500_000
PACKING = WorkTime("constant", 9_000_000)
PACKERS = 12  # orders one instance packs at a time: ten would be enough for both, if each were packed once
TOO_SHORT_S = 6
TOO_LONG_S = 600
CRASH_EVERY_US = 30_000_000
BACK_AFTER_US = 5_000_000
TIMES = 2
IN_A_ROW = 20  # orders
IN_HAND_LEAST = 3  # orders; a crash that costs fewer shows little
PACKED_WITHIN_US = 30_000_000


def build(sim: Simulation) -> None:
    """Every order comes back while it is still being packed."""
    PackedAgain(sim)
    OnceEach(sim)
    CrashSurvived(sim)
    build_shop(sim, TOO_SHORT_S)


def build_broken(sim: Simulation) -> None:
    """Shipping 1 crashes again and again, and what it had in hand stays hidden for ten minutes."""
    BackInTime(sim)
    Unsteady(sim, build_shop(sim, TOO_LONG_S))


def build_shop(sim: Simulation, timeout_s: int) -> Worker:
    sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
    Ledger(sim)
    cloud = Cloud(sim)
    topic = cloud.topic("orders", cloud.queue("shipping", {"VisibilityTimeout": str(timeout_s)}))
    StoreFront(sim, "storefront", rate_per_s=ORDERS_PER_S, owed=["shipping"]).publish_to(topic)
    return Worker(sim, "shipping", title="Shipping", queue="shipping", work=PACKING, instances=2, concurrency=PACKERS)


class Unsteady(Component):
    """Shipping 1 crashes every 30 s, and something starts it again after 5 s."""

    def __init__(self, sim: Simulation, shipping: Worker) -> None:
        super().__init__(sim, "unsteady")
        self._shipping = shipping
        self.call_later(CRASH_EVERY_US, "crash")

    def crash(self) -> None:
        self._shipping.crash(1)
        self.call_later(BACK_AFTER_US, "start")
        self.call_later(CRASH_EVERY_US, "crash")

    def start(self) -> None:
        self._shipping.start(1)


class PackedAgain(Goal):
    """One order has been packed twice."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "packed-again")
        self.progress = [0, TIMES]
        self.packed: dict[str, int] = {}  # message that is not deleted -> how often
        self.listen("WorkFinished", "on_finished")
        self.listen("MessageDeleted", "on_deleted")

    def on_finished(self, data: Data) -> None:
        message = data["message"]
        if message is None or self.status != "not_yet":
            return
        self.packed[message] = times = self.packed.get(message, 0) + 1
        if times == TIMES:
            self.progress = [TIMES, TIMES]
            self.reach()

    def on_deleted(self, data: Data) -> None:
        self.packed.pop(data["message"], None)


class PackingGoal(Goal):
    """Base of goals for which it matters whether a message comes back while somebody has it in hand."""

    def __init__(self, sim: Simulation, name: str) -> None:
        super().__init__(sim, name)
        self.in_hand: dict[str, bool] = {}  # messages that a program has begun with, until they are deleted
        self.listen("WorkStarted", "on_started")
        self.listen("WorkLost", "on_work_lost")
        self.listen("MessageVisible", "on_visible")
        self.listen("MessageDeleted", "on_deleted")

    def on_started(self, data: Data) -> None:
        if data["message"] is not None:
            self.in_hand[data["message"]] = True

    def on_work_lost(self, data: Data) -> None:
        self.in_hand.pop(data["message"], None)

    def on_visible(self, data: Data) -> None:
        if data["message"] in self.in_hand and self.status == "not_yet":
            self.came_back()

    def on_deleted(self, data: Data) -> None:
        self.in_hand.pop(data["message"], None)

    def came_back(self) -> None:
        """Somebody else can get a message that is in hand already."""


class OnceEach(PackingGoal):
    """Shipping deletes 20 orders in a row, and none comes back meanwhile while somebody has it in hand."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "once-each")
        self.progress = [0, IN_A_ROW]
        self.in_a_row = 0

    def came_back(self) -> None:
        self._count(0)

    def on_deleted(self, data: Data) -> None:
        super().on_deleted(data)
        if data["by"] == "shipping" and self.status == "not_yet":
            self._count(self.in_a_row + 1)

    def _count(self, in_a_row: int) -> None:
        self.in_a_row = in_a_row
        self.progress = [in_a_row, IN_A_ROW]
        if in_a_row == IN_A_ROW:
            self.reach()


class CrashSurvived(Goal):
    """What an instance had in hand when it crashed, at least three orders, is packed all the same."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "crash-survived")
        self.missing: dict[str, bool] = {}  # traces of the last crash that are not packed yet
        self.most = 0
        self.listen("WorkerCrashed", "on_crashed")
        self.listen("WorkLost", "on_work_lost")
        self.listen("WorkFinished", "on_finished")
        self.listen("OrderLost", "on_lost")

    def on_crashed(self, data: Data) -> None:
        self.missing, self.most = {}, 0

    def on_work_lost(self, data: Data) -> None:
        self.missing[data["trace"]] = True
        self.most += 1

    def on_finished(self, data: Data) -> None:
        if not self.missing.pop(data["trace"], False) or self.most < IN_HAND_LEAST or self.status != "not_yet":
            return
        self.progress = [self.most - len(self.missing), self.most]
        if not self.missing:
            self.reach()

    def on_lost(self, data: Data) -> None:
        if f"order-{data['order']}" in self.missing:
            self.miss(self.sim.cause)


class BackInTime(PackingGoal):
    """What a crash cost, at least three orders, is packed within 30 s, and no other order comes back meanwhile."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "back-in-time")
        self.missing: dict[str, bool] = {}  # traces of the last crash that are not packed yet
        self.most = 0
        self.crashed_us = 0
        self.listen("WorkerCrashed", "on_crashed")
        self.listen("WorkFinished", "on_finished")

    def on_crashed(self, data: Data) -> None:
        self.missing, self.most = {}, 0
        self.crashed_us = self.sim.now_us

    def on_work_lost(self, data: Data) -> None:
        super().on_work_lost(data)
        self.missing[data["trace"]] = True
        self.most += 1

    def came_back(self) -> None:
        """The next crash may show better."""
        self.missing, self.most = {}, 0

    def on_finished(self, data: Data) -> None:
        if not self.missing.pop(data["trace"], False) or self.most < IN_HAND_LEAST or self.status != "not_yet":
            return
        if self.sim.now_us - self.crashed_us > PACKED_WITHIN_US:
            return
        self.progress = [self.most - len(self.missing), self.most]
        if not self.missing:
            self.reach()
