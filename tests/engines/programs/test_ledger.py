"""The ledger's rules one by one, on a hand-written log."""

from typing import Any

import pytest

from labs.engines.programs import Ledger, ledger
from labs.engines.sim import Component, Data, Simulation

ORDER = {"order": 1, "trace": "order-1"}
COPY = {"topic": "orders", "queue": "shipping", "target": "sqs/shipping", "message": "n1", "trace": "order-1"}
STORED = {"queue": "shipping", "message": "m1", "trace": "order-1"}
WORK = {"program": "shipping", "instance": 1, "work": 1, **STORED}


class Lost(Component):
    """Hears which orders are lost, and by which event."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "lost")
        self.heard: list[list[Any]] = []
        self.listen("OrderLost", "on_lost")

    def on_lost(self, data: Data) -> None:
        lost = self.sim.log.fact(self.sim.cause)
        assert lost is not None
        self.heard.append([data["order"], data["program"], lost["cause"]])


class Book:
    """A ledger, and events told to it."""

    def __init__(self) -> None:
        self.sim = Simulation(1)
        self.ledger = Ledger(self.sim)
        self.lost = Lost(self.sim)
        self.tell("WorkerAttached", program="shipping", instance=1, queue="shipping", running=1)

    def tell(self, name: str, **data: Any) -> int:
        return self.sim.emit(name, data)

    def accept(self, *owed: str, order: int = 1) -> None:
        self.tell(
            "OrderAccepted", order=order, trace=f"order-{order}", owed=list(owed or ["shipping"]), to=["sns/orders"]
        )

    def state(self, program: str = "shipping") -> str:
        [state] = [state for state in ledger.STATES if self.ledger.totals[program][state]]
        return state

    def store(self, message: str = "m1") -> None:
        """The order's way into the queue."""
        self.tell("Published", topic="orders", message="n1", trace="order-1", copies=["sqs/shipping"])
        self.tell("OrderHandedOver", **ORDER, to="sns/orders")
        self.tell("MessageSent", **{**STORED, "message": message}, by="sns")
        self.tell("CopyDelivered", **COPY)


@pytest.fixture
def book() -> Book:
    return Book()


def test_an_order_on_its_usual_way_is_moving_then_waiting_then_handled(book: Book) -> None:
    book.accept()
    assert book.state() == "moving"
    book.tell("Published", topic="orders", message="n1", trace="order-1", copies=["sqs/shipping"])
    book.tell("OrderHandedOver", **ORDER, to="sns/orders")
    assert book.state() == "moving"
    book.tell("MessageSent", **STORED, by="sns")
    assert book.state() == "waiting"
    book.tell("CopyDelivered", **COPY)
    book.tell("MessageReceived", **STORED, count=1, by="shipping")
    book.tell("WorkStarted", **WORK)
    assert book.state() == "waiting"  # received is not deleted
    book.tell("WorkFinished", **WORK)
    assert book.state() == "handled"
    book.tell("MessageDeleted", **STORED, by="shipping")
    assert book.ledger.orders == {}
    assert book.lost.heard == []


def test_a_finished_order_is_followed_while_copies_of_it_exist(book: Book) -> None:
    book.accept()
    book.store()
    book.tell("WorkStarted", **WORK)
    book.tell("WorkFinished", **WORK)
    assert list(book.ledger.orders) == ["order-1"]


def test_a_topic_without_subscribers_loses_an_order_when_storefront_lets_go_of_it(book: Book) -> None:
    book.accept()
    book.tell("Published", topic="orders", message="n1", trace="order-1", copies=[])
    gone = book.tell("OrderHandedOver", **ORDER, to="sns/orders")
    assert book.state() == "lost"
    assert book.lost.heard == [[1, "shipping", gone]]


def test_the_loss_names_the_event_that_took_the_last_copy(book: Book) -> None:
    book.accept()
    book.store()
    expired = book.tell("MessageExpired", **STORED)
    assert book.state() == "lost"
    assert book.lost.heard == [[1, "shipping", expired]]


@pytest.mark.parametrize("event", ["QueuePurged", "QueueDeleted"])
def test_emptying_a_queue_loses_what_was_only_there(book: Book, event: str) -> None:
    book.accept()
    book.store()
    book.tell(event, queue="other", messages=3, by="@kim")
    assert book.state() == "waiting"
    emptied = book.tell(event, queue="shipping", messages=1, by="@kim")
    assert book.lost.heard == [[1, "shipping", emptied]]


def test_what_a_worker_still_has_in_memory_is_not_lost_by_a_purge(book: Book) -> None:
    book.accept()
    book.store()
    book.tell("WorkStarted", **WORK)
    book.tell("QueuePurged", queue="shipping", messages=1, by="@kim")
    assert book.state() == "moving"
    book.tell("WorkLost", **WORK)
    assert book.state() == "lost"


def test_an_order_found_again_counts_as_what_it_is_and_is_told_lost_once(book: Book) -> None:
    """The purge came while the message was on the wire to the worker."""
    book.accept()
    book.store()
    book.tell("QueuePurged", queue="shipping", messages=1, by="@kim")
    book.tell("WorkStarted", **WORK)
    assert (book.state(), book.ledger.adrift) == ("moving", {})
    book.tell("WorkLost", **WORK)
    assert book.state() == "lost"
    assert len(book.lost.heard) == 1


def test_two_programs_on_one_queue_compete_and_the_second_loses(book: Book) -> None:
    book.tell("WorkerAttached", program="accounting", instance=1, queue="shipping", running=1)
    book.accept("shipping", "accounting")
    book.store()
    assert book.state("accounting") == "waiting"
    book.tell("WorkStarted", **WORK)
    book.tell("WorkFinished", **WORK)
    deleted = book.tell("MessageDeleted", **STORED, by="shipping")
    assert (book.state("shipping"), book.state("accounting")) == ("handled", "lost")
    assert book.lost.heard == [[1, "accounting", deleted]]


def test_a_participant_who_deletes_a_message_has_done_the_programs_work(book: Book) -> None:
    book.accept()
    book.store()
    book.tell("MessageReceived", **STORED, count=1, by="@kim")
    book.tell("MessageDeleted", **STORED, by="@kim")
    assert book.state() == "handled"


def test_a_queue_that_others_work_off_does_not_help_a_program(book: Book) -> None:
    book.accept("accounting")
    book.store()
    assert book.state("accounting") == "lost"
    book.tell("WorkerAttached", program="accounting", instance=1, queue="shipping", running=1)
    assert book.state("accounting") == "waiting"


def test_what_is_in_a_queue_that_nobody_works_off_may_still_reach_everybody(book: Book) -> None:
    book.accept("shipping", "accounting")
    book.store()
    assert (book.state("shipping"), book.state("accounting")) == ("waiting", "lost")
    book.tell("WorkerDetached", program="shipping", instance=1, queue="shipping", running=1)
    assert (book.state("shipping"), book.state("accounting")) == ("waiting", "waiting")
    book.tell("WorkerAttached", program="accounting", instance=1, queue="shipping", running=1)
    assert (book.state("shipping"), book.state("accounting")) == ("lost", "waiting")


def test_a_program_works_off_a_queue_as_long_as_one_of_its_instances_does(book: Book) -> None:
    book.tell("WorkerAttached", program="shipping", instance=2, queue="shipping", running=2)
    book.accept("shipping", "accounting")
    book.store()
    book.tell("WorkerDetached", program="shipping", instance=1, queue="shipping", running=2)
    assert book.state("accounting") == "lost"
    book.tell("WorkerDetached", program="shipping", instance=2, queue="shipping", running=2)
    assert book.state("accounting") == "waiting"


def test_a_copy_on_its_way_to_a_program_reaches_that_program_alone(book: Book) -> None:
    book.accept("shipping", "accounting")
    book.tell("Published", topic="orders", message="n1", trace="order-1", copies=["shipping/2", "http://example.com/"])
    book.tell("OrderHandedOver", **ORDER, to="sns/orders")
    assert (book.state("shipping"), book.state("accounting")) == ("moving", "lost")
    dropped = book.tell("CopyDropped", **{**COPY, "queue": None, "target": "shipping/2"})
    assert book.state("shipping") == "lost"
    assert book.lost.heard[-1] == [1, "shipping", dropped]


def test_deliveries_beyond_the_first_count_as_again(book: Book) -> None:
    book.accept()
    book.store()
    for count, again in ((1, 0), (2, 1), (3, 2)):
        book.tell("MessageReceived", **STORED, count=count, by="shipping")
        assert book.ledger.totals["shipping"]["again"] == again
        assert book.ledger.last_again == (1 if again else None)


def test_a_second_copy_counts_as_again_when_it_is_delivered(book: Book) -> None:
    book.accept()
    book.store()
    book.tell("MessageSent", **{**STORED, "message": "m2"}, by="sns")
    book.tell("MessageReceived", **STORED, count=1, by="shipping")
    assert book.ledger.totals["shipping"]["again"] == 0
    book.tell("MessageReceived", **{**STORED, "message": "m2"}, count=1, by="shipping")
    assert book.ledger.totals["shipping"]["again"] == 1


def test_a_request_that_waits_in_a_servers_memory_is_moving_after_its_caller_gave_up(book: Book) -> None:
    request = {**WORK, "queue": None, "message": None}
    book.tell("OrderAccepted", **ORDER, owed=["shipping"], to=["shipping"])
    book.tell("WorkQueued", **request)
    book.tell("OrderGivenUp", **ORDER, to="shipping", reason="TimedOut")
    assert book.state() == "moving"
    book.tell("WorkStarted", **request, waited=True)
    book.tell("WorkLost", **request)
    assert book.state() == "lost"


def test_of_two_programs_called_directly_only_the_one_given_up_loses(book: Book) -> None:
    book.tell("OrderAccepted", **ORDER, owed=["shipping", "accounting"], to=["shipping", "accounting"])
    book.tell("OrderGivenUp", **ORDER, to="accounting", reason="ConnectionRefused")
    assert (book.state("shipping"), book.state("accounting")) == ("moving", "lost")


def test_only_so_many_lost_orders_are_kept_and_the_totals_stay(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "LOST_KEPT_MAX", 3)
    for order in range(1, 6):
        book.accept(order=order)
        book.tell("OrderHandedOver", order=order, trace=f"order-{order}", to="sns/orders")
    assert list(book.ledger.orders) == ["order-3", "order-4", "order-5"]
    assert book.ledger.totals["shipping"]["lost"] == 5
    assert book.sim.entities()["ledger"]["owed"] == 5


def test_messages_that_are_no_orders_are_nothing_to_the_ledger(book: Book) -> None:
    for trace in (None, "order-99"):
        book.tell("MessageSent", queue="shipping", message="m", trace=trace, by="@kim")
        book.tell("MessageReceived", queue="shipping", message="m", trace=trace, count=1, by="shipping")
        book.tell("WorkStarted", **{**WORK, "trace": trace})
        book.tell("WorkFinished", **{**WORK, "trace": trace})
    assert (book.ledger.orders, book.ledger.totals) == ({}, {})


def test_the_entity_adds_up_over_programs(book: Book) -> None:
    book.accept("shipping", "accounting")
    book.store()
    assert book.sim.entities()["ledger"] == {
        "kind": "ledger", "accepted": 1, "owed": 2, "handled": 0, "moving": 0, "waiting": 1, "lost": 1, "again": 0,
        "last_again": None,
        "programs": {
            "shipping": {"handled": 0, "moving": 0, "waiting": 1, "lost": 0, "again": 0},
            "accounting": {"handled": 0, "moving": 0, "waiting": 0, "lost": 1, "again": 0},
        },
    }  # fmt: skip


@pytest.mark.parametrize("event", ["MessageMoved", "MessageRedriven"])
def test_a_message_that_moves_to_another_queue_waits_there_and_is_never_lost(book: Book, event: str) -> None:
    book.accept()
    book.store()
    book.tell(event, **STORED, to="dead")
    assert book.state() == "waiting"
    assert book.ledger.orders["order-1"][ledger.COPIES] == ["q dead"]
    book.tell("MessageDeleted", **{**STORED, "queue": "dead"}, by="@kim")
    assert book.state() == "lost"
