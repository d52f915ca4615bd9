"""Instances wired one by one: attached to queues, detached, scaled."""

import pytest

from tests.engines.programs.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


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
