"""StoreFront's orders go over a topic to Shipping and to Accounting; at first straight to every instance."""

from typing import Any

from labs.engines.aws import Cloud
from labs.engines.programs import Ledger, StoreFront, Worker, WorkTime
from labs.engines.sim import Data, Entity, Goal, Simulation

ORDERS_PER_S = 5.0
# One way, slowed down so that eyes can follow: in reality a few milliseconds.
LATENCY_LEAST_US = 300_000
LATENCY_MOST_US = 500_000
PACKING = WorkTime("lognormal", 600_000, sigma_percent=40)
BOOKING = WorkTime("lognormal", 300_000, sigma_percent=40)
PACKERS = 5  # orders one instance of Shipping packs at a time: two are enough for 5 a second, but slow with a backlog
BOOKERS = 10
SERVICES = ("shipping", "accounting")
TURNS = ("WorkerStarted", "WorkerStopped", "WorkerCrashed")
WIRING = ("Subscribed", "Unsubscribed", "WorkerAttached", "WorkerDetached", "QueueDeleted", "WorkerStarted")
WITHOUT_SHIPPING_S = 20
DRAINED_WITHIN_US = 400_000  # for each order that waited: three instances need 0.3 s, two more than 1 s
BACKLOG_LEAST = 50  # messages; less is no backlog
IN_A_ROW = 20  # orders
SECOND_US = 1_000_000


def build(sim: Simulation) -> None:
    """Every instance is a subscriber of its own, so every order is shipped twice."""
    OwnQueue(sim)
    ShippedOnce(sim)
    SurviveWithoutShipping(sim)
    DrainBacklog(sim)
    shop = Shop(sim)
    shop.open(shop.shipping.url(1), shop.shipping.url(2), shop.accounting.url(1))


def build_broken(sim: Simulation) -> None:
    """Both services work off one queue, so every order reaches only one of them."""
    BothServed(sim)
    shop = Shop(sim, queue="shop")
    shop.open(shop.cloud.queue("shop"))


class Shop:
    """The parts that every variant has; `queue` is the one that all instances work off."""

    def __init__(self, sim: Simulation, queue: str | None = None) -> None:
        sim.network.set_latency(LATENCY_LEAST_US, LATENCY_MOST_US)
        Ledger(sim)
        self.cloud = Cloud(sim)
        self.shipping = Worker(
            sim, "shipping", title="Shipping", work=PACKING, queue=queue, instances=2, concurrency=PACKERS
        )
        self.accounting = Worker(sim, "accounting", title="Accounting", work=BOOKING, queue=queue, concurrency=BOOKERS)
        self.storefront = StoreFront(sim, "storefront", rate_per_s=ORDERS_PER_S, owed=list(SERVICES))

    def open(self, *endpoints: str) -> None:
        self.storefront.publish_to(self.cloud.topic("orders", *endpoints))


def own_queues(entities: dict[str, Entity]) -> dict[str, str]:
    """Service -> the queue that the topic fills for it alone; a service without one is missing."""
    pulled: dict[str, list[list[str]]] = {service: [] for service in SERVICES}
    instances: dict[str, list[str]] = {service: [] for service in SERVICES}
    for name, entity in entities.items():
        if entity["kind"] == "worker":
            pulled[entity["program"]].append(entity["pulls"])
            instances[entity["program"]].append(name)
    targets = [subscription["target"] for subscription in entities["sns/orders"]["subscriptions"]]
    owned = {}
    for service, pulls in pulled.items():
        queue = pulls[0][0] if pulls and pulls[0] else None
        elsewhere = [one for other, lists in pulled.items() if other != service for one in lists]
        pushed = any(name in targets for name in instances[service])
        if queue in targets and pulls == [[queue]] * len(pulls) and [queue] not in elsewhere and not pushed:
            owned[service] = str(queue).removeprefix("sqs/")
    return owned


class WiredGoal(Goal):
    """Base of goals for which it matters who works off which queue."""

    def __init__(self, sim: Simulation, name: str) -> None:
        super().__init__(sim, name)
        self.owned: dict[str, str] = {}
        self.looks = False
        for event in WIRING:
            self.listen(event, "on_wiring")

    def on_wiring(self, data: Data) -> None:
        """Look when this instant's change is complete."""
        if not self.looks and self.status == "not_yet":
            self.looks = True
            self.call_later(0, "look")

    def look(self) -> None:
        self.looks = False
        self.owned = own_queues(self.sim.entities())
        self.rewired()

    def rewired(self) -> None:
        """The wiring may be another now."""


class OwnQueue(WiredGoal):
    """Shipping and Accounting each work off a queue of their own, and the topic pushes to nobody else."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "own-queue")
        self.progress = [0, len(SERVICES)]

    def rewired(self) -> None:
        self.progress = [len(self.owned), len(SERVICES)]
        if len(self.owned) == len(SERVICES):
            self.reach()


class ShippedOnce(WiredGoal):
    """Of Shipping's queue, 20 orders in a row are finished once each, by at least two instances."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "shipped-once")
        self.progress = [0, IN_A_ROW]
        self.followed: dict[str, int] = {}  # trace -> how often it was shipped; of orders since the wiring is right
        self.shipped = 0
        self.by: dict[str, bool] = {}  # instances that took part
        self.listen("OrderAccepted", "on_accepted")
        self.listen("WorkFinished", "on_finished")

    def rewired(self) -> None:
        if "shipping" not in self.owned:
            self.followed, self.by, self.shipped = {}, {}, 0
            self.progress = [0, IN_A_ROW]

    def on_accepted(self, data: Data) -> None:
        if "shipping" in self.owned and self.status == "not_yet":
            self.followed[data["trace"]] = 0

    def on_finished(self, data: Data) -> None:
        trace = data["trace"]
        if data["program"] != "shipping" or trace not in self.followed or self.status != "not_yet":
            return
        self.followed[trace] += 1
        if self.followed[trace] > 1:
            self.miss(self.sim.cause)
            return
        self.shipped += 1
        self.by[str(data["instance"])] = True
        self.progress = [min(self.shipped, IN_A_ROW), IN_A_ROW]
        if self.shipped >= IN_A_ROW and len(self.by) > 1:
            self.reach()


class SurviveWithoutShipping(WiredGoal):
    """For 20 s no instance of Shipping runs, its orders wait in its own queue, and none is lost to it."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "survive-without-shipping")
        self.progress = [0, WITHOUT_SHIPPING_S]
        self.absence = 0  # which absence is being counted; a new one makes older ticks void
        self.absent = False
        for event in TURNS:
            self.listen(event, "on_turn")
        self.listen("OrderLost", "on_lost")

    def rewired(self) -> None:
        if self.absent and "shipping" not in self.owned:
            self._begin()

    def on_turn(self, data: Data) -> None:
        if data["program"] != "shipping" or self.status != "not_yet":
            return
        absent = data["running"] == 0
        if absent and not self.absent:
            self._begin()
        self.absent = absent
        if not absent:
            self.progress = [0, WITHOUT_SHIPPING_S]

    def _begin(self) -> None:
        self.absence += 1
        self.progress = [0, WITHOUT_SHIPPING_S]
        self.call_later(SECOND_US, "count", self.absence, 1)

    def count(self, absence: int, seconds: int) -> None:
        if absence != self.absence or not self.absent or self.status != "not_yet":
            return
        if "shipping" not in self.owned:
            seconds = 0
        self.progress = [seconds, WITHOUT_SHIPPING_S]
        if seconds == WITHOUT_SHIPPING_S:
            self.reach()
        else:
            self.call_later(SECOND_US, "count", absence, seconds + 1)

    def on_lost(self, data: Data) -> None:
        if self.absent and "shipping" in self.owned and data["program"] == "shipping":
            self.miss(self.sim.cause)


class DrainBacklog(WiredGoal):
    """From Shipping's start on it takes so long, for each that waits in its queue then, until none waits there."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "drain-backlog")
        self.waiting: dict[str, dict[str, bool]] = {}  # queue -> messages that nobody has received
        self.queue = ""
        self.most = 0  # how many waited when Shipping started; 0: nothing is tried
        self.started_us = 0
        self.absent = False
        self.over: dict[str, int] | None = None  # how the last try ended, if its time ran out
        for event in ("MessageSent", "MessageVisible"):
            self.listen(event, "on_waits")
        for event in ("MessageReceived", "MessageDeleted", "MessageExpired", "MessageMoved"):
            self.listen(event, "on_taken")
        for event in ("QueuePurged", "QueueDeleted"):
            self.listen(event, "on_emptied")
        for event in TURNS:
            self.listen(event, "on_turn")

    def on_waits(self, data: Data) -> None:
        self.waiting.setdefault(data["queue"], {})[data["message"]] = True
        self._count(data["queue"])

    def on_taken(self, data: Data) -> None:
        self.waiting.get(data["queue"], {}).pop(data["message"], None)
        self._count(data["queue"])

    def _count(self, queue: str) -> None:
        if not self.most or queue != self.queue or self.status != "not_yet":
            return
        left = len(self.waiting.get(queue, {}))
        self.progress = [max(0, self.most - left), self.most]
        if not left:
            self.reach()

    def end(self, started_us: int) -> None:
        """The time is over; what this try has come to stays to be seen."""
        if started_us == self.started_us and self.most:
            left = len(self.waiting.get(self.queue, {}))
            self.over = {"seconds": round(self._time_us() / SECOND_US), "left": left}
            self.most = 0

    def entities(self) -> dict[str, Entity]:
        return {id: {**entity, "over": self.over} for id, entity in super().entities().items()}

    def on_emptied(self, data: Data) -> None:
        """Throwing the backlog away is not draining it."""
        self.waiting.pop(data["queue"], None)
        if data["queue"] == self.queue:
            self.most = 0

    def on_turn(self, data: Data) -> None:
        if data["program"] != "shipping":
            return
        running = data["running"]
        queue = self.owned.get("shipping", "")
        waiting = len(self.waiting.get(queue, {}))
        if running and self.absent and waiting >= BACKLOG_LEAST:
            self.started_us = self.sim.now_us
            self.queue, self.most = queue, waiting
            self._count(queue)
            self.call_later(self._time_us(), "end", self.started_us)
        self.absent = not running
        if self.absent:
            self.most, self.over = 0, None

    def _time_us(self) -> int:
        return self.most * DRAINED_WITHIN_US


class BothServed(Goal):
    """20 orders in a row reach Shipping and Accounting."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "both-served")
        self.progress = [0, IN_A_ROW]
        self.served: dict[str, dict[str, Any]] = {}  # trace -> service -> True
        self.in_a_row = 0
        self.listen("WorkFinished", "on_finished")
        self.listen("OrderLost", "on_lost")

    def on_finished(self, data: Data) -> None:
        services = self.served.setdefault(data["trace"], {})
        services[data["program"]] = True
        if len(services) < len(SERVICES) or self.status != "not_yet":
            return
        del self.served[data["trace"]]
        self.in_a_row += 1
        self.progress = [self.in_a_row, IN_A_ROW]
        if self.in_a_row == IN_A_ROW:
            self.reach()

    def on_lost(self, data: Data) -> None:
        self.served.pop(f"order-{data['order']}", None)
        if self.status == "not_yet":
            self.in_a_row = 0
            self.progress = [0, IN_A_ROW]
