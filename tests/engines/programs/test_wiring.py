"""Instances wired one by one: attached to queues, detached, called over HTTP, or both."""

from typing import Any

import pytest

from labs.engines.sim import Component, Simulation
from tests.engines.programs.shop import Shop


class Caller(Component):
    """Sends requests to an instance and keeps the answers."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "caller")
        self.answers: list[str] = []

    def post(self, instance: int = 1, count: int = 1, **more: Any) -> None:
        for _ in range(count):
            args = {"body": "x", "instance": str(instance), **more}
            self.request("shipping", "handle", args, reply="on_answer", timeout_us=60_000_000, trace="order-1")

    def on_answer(self, context: None, result: Any, error: dict[str, Any] | None) -> None:
        self.answers.append(error["code"] if error else str(result["status"]))


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def caller(shop: Shop) -> Caller:
    return Caller(shop.sim)


def wiring(shop: Shop) -> list[tuple[str, int, str]]:
    events = shop.events("WorkerAttached", "WorkerDetached")
    return [(event["event"][6:], event["data"]["instance"], event["data"]["queue"]) for event in events]


def pulls(shop: Shop) -> list[list[str]]:
    return [one["pulls"] for key, one in shop.sim.entities().items() if key.startswith("shipping/")]


def test_every_instance_tells_which_queue_it_works_off(shop: Shop) -> None:
    shop.worker(instances=2)
    shop.at(1)
    assert wiring(shop) == [("Attached", 1, "jobs"), ("Attached", 2, "jobs")]
    assert pulls(shop) == [["sqs/jobs"], ["sqs/jobs"]]


def test_a_worker_without_a_queue_takes_nothing_until_it_is_attached(shop: Shop) -> None:
    shop.worker(queue=None, instances=2)
    shop.send(2)
    shop.at(5)
    assert (pulls(shop), shop.jobs()) == ([[], []], (2, 0))
    shop.do("shipping.attach", queue="jobs", instance=2)
    shop.at(10)
    assert {event["data"]["instance"] for event in shop.events("WorkFinished")} == {2}
    assert pulls(shop) == [[], ["sqs/jobs"]]


def test_attaching_to_another_queue_leaves_the_first_and_finishes_what_is_in_hand(shop: Shop) -> None:
    shop.worker()
    shop.do("sqs.create_queue", QueueName="other")
    shop.at(1)
    shop.send()
    shop.at(1.5)
    shop.do("shipping.attach", queue="other")
    shop.send()
    shop.at(10)
    assert wiring(shop) == [("Attached", 1, "jobs"), ("Detached", 1, "jobs"), ("Attached", 1, "other")]
    assert shop.times("MessageDeleted") == [2.02]
    assert shop.jobs() == (1, 0)


def test_attaching_and_detaching_twice_are_no_news(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    for verb, args in (("attach", {"queue": "jobs"}), ("detach", {}), ("detach", {})):
        shop.do(f"shipping.{verb}", **args)
    assert [event["event"] for event in shop.events("WorkerAttached", "WorkerDetached")] == [
        "WorkerAttached",
        "WorkerDetached",
    ]
    assert shop.refusal("shipping.attach", queue="sqs/jobs") == "bad_arguments"


def test_a_message_on_its_way_to_a_detached_worker_is_work_in_hand(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.send()
    shop.at(1.005)
    shop.do("shipping.detach")
    shop.at(5)
    assert shop.times("MessageDeleted") == [2.02]
    assert shop.cloud.sqs.waiting == {}


def test_new_instances_take_the_queue_of_the_first_that_has_one(shop: Shop) -> None:
    shop.worker(instances=2)
    shop.at(1)
    shop.do("shipping.detach", instance=1)
    shop.do("shipping.scale", instances=3)
    assert pulls(shop) == [[], ["sqs/jobs"], ["sqs/jobs"]]
    shop.do("shipping.scale", instances=1)
    assert wiring(shop)[-2:] == [("Detached", 2, "jobs"), ("Detached", 3, "jobs")]
    assert pulls(shop) == [[]]


def test_an_instance_that_leaves_and_is_called_back_works_off_the_queue_again(shop: Shop) -> None:
    shop.worker(instances=2, work_us=5_000_000)
    shop.at(1)
    shop.send(2)
    shop.at(1.5)
    shop.do("shipping.scale", instances=1)
    shop.do("shipping.scale", instances=2)
    assert pulls(shop) == [["sqs/jobs"], ["sqs/jobs"]]
    shop.at(20)
    assert len(shop.events("MessageDeleted")) == 2


def test_a_request_is_answered_when_its_work_is_done(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None)
    caller.post()
    shop.at(5)
    assert (shop.times("WorkStarted"), caller.answers) == ([0.01], ["200"])


def test_requests_wait_in_the_memory_of_their_instance(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None, instances=2)
    caller.post(1, count=3)
    shop.at(0.5)
    entities = shop.sim.entities()
    assert [(entities[key]["busy"], entities[key]["waiting"]) for key in ("shipping/1", "shipping/2")] == [
        (1, 2),
        (0, 0),
    ]
    shop.at(10)
    assert shop.times("WorkStarted") == [0.01, 1.01, 2.01]
    queued = {event["id"] for event in shop.events("WorkQueued")}
    assert [event["cause"] in queued for event in shop.events("WorkStarted")] == [False, True, True]


def test_a_request_does_not_wait_for_a_poll_that_has_promised_the_hands(shop: Shop, caller: Caller) -> None:
    shop.worker()
    shop.at(1)
    caller.post()
    shop.send(2)
    shop.at(1.015)
    assert shop.sim.entities()["shipping/1"]["busy"] == 1
    shop.at(10)
    assert len(shop.events("WorkFinished")) == 3
    assert caller.answers == ["200"]


def test_more_hands_take_up_what_waits(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None)
    caller.post(count=3)
    shop.at(0.5)
    shop.do("shipping.set_concurrency", concurrency=2)
    assert shop.sim.entities()["shipping/1"]["busy"] == 2


def test_a_stopped_instance_refuses_and_finishes_what_it_has(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None)
    caller.post(count=2)
    shop.at(0.5)
    shop.do("shipping.stop")
    caller.post()
    shop.at(5)
    assert caller.answers == ["ConnectionRefused", "200", "200"]


def test_a_crash_breaks_off_every_request_of_that_instance(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None, instances=2)
    caller.post(1, count=2)
    caller.post(2)
    shop.at(0.5)
    shop.do("shipping.crash", instance=1)
    shop.at(5)
    assert caller.answers == ["ConnectionReset", "ConnectionReset", "200"]
    assert len(shop.events("WorkLost")) == 2
    shop.do("shipping.start")
    entity = shop.sim.entities()["shipping/1"]
    assert (entity["busy"], entity["waiting"]) == (0, 0)


def test_a_hundred_wait_and_the_next_hears_that_it_is_too_much(shop: Shop, caller: Caller) -> None:
    shop.worker(queue=None)
    caller.post(count=102)
    shop.at(0.5)
    assert caller.answers == ["Overloaded"]


@pytest.mark.parametrize(
    ("more", "answer"), [({"instance": "9"}, "ConnectionRefused"), ({"path": "/x"}, "PageNotFound")]
)
def test_where_nobody_listens(shop: Shop, caller: Caller, more: dict[str, str], answer: str) -> None:
    shop.worker()
    caller.post(**more)  # type: ignore[arg-type]
    shop.at(1)
    assert caller.answers == [answer]
