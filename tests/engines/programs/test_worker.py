"""Workers: taking, working, deleting; stopped, started, crashed, slowed down, scaled."""

import pytest

from tests.engines.programs.shop import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


def test_a_worker_takes_a_message_works_on_it_and_deletes_it(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.send()
    shop.at(5)
    assert shop.times("MessageReceived") == [1]
    assert shop.times("WorkStarted") == [1.01]
    assert shop.times("WorkFinished") == [2.01]
    assert shop.times("MessageDeleted") == [2.02]
    assert shop.jobs() == (0, 0)


def test_each_step_is_caused_by_the_one_before_also_in_a_batch(shop: Shop) -> None:
    shop.worker(concurrency=3)
    shop.send(3)
    shop.at(5)
    for name, before in (
        ("WorkStarted", "MessageReceived"),
        ("WorkFinished", "WorkStarted"),
        ("MessageDeleted", "WorkFinished"),
    ):
        causes = {event["id"]: event["data"]["message"] for event in shop.events(before)}
        found = [(causes[event["cause"]], event["data"]["message"]) for event in shop.events(name)]
        assert len(found) == 3
        assert all(cause == message for cause, message in found)


def test_one_instance_works_on_as_many_messages_as_it_has_hands(shop: Shop) -> None:
    shop.worker(concurrency=2)
    shop.send(5)
    shop.at(0.5)
    assert shop.sim.entities()["shipping/1"]["busy"] == 2
    assert shop.jobs() == (3, 2)
    shop.at(10)
    assert len(shop.times("WorkFinished")) == 5


def test_more_than_ten_hands_ask_with_several_polls(shop: Shop) -> None:
    shop.worker(concurrency=25)
    shop.send(25)
    shop.at(0.1)
    assert shop.jobs() == (0, 25)
    assert shop.sim.entities()["shipping/1"]["busy"] == 25


def test_instances_compete_and_nobody_gets_the_same_message(shop: Shop) -> None:
    shop.worker(instances=2)
    shop.at(1)
    shop.send(6)
    shop.at(10)
    started = [(event["data"]["message"], event["data"]["instance"]) for event in shop.events("WorkStarted")]
    assert len({message for message, _ in started}) == len(started) == 6
    assert {instance for _, instance in started} == {1, 2}


def test_an_empty_queue_is_asked_every_twenty_seconds(shop: Shop) -> None:
    shop.worker()
    shop.at(100)
    assert shop.cloud.sqs.polls == 5


def test_a_stopped_worker_finishes_what_it_has_and_takes_no_more(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.send()
    shop.at(1.5)
    shop.do("shipping.stop")
    shop.send()
    shop.at(30)
    assert shop.times("WorkFinished") == [2.01]
    assert shop.jobs() == (1, 0)
    entity = shop.sim.entities()["shipping/1"]
    assert (entity["state"], entity["since_ms"], entity["busy"], entity["finished"]) == ("stopped", 1500, 0, 1)


def test_stopping_ends_the_poll_that_waits_but_keeps_what_is_on_its_way(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.send()
    shop.at(1.005)  # the message is on the wire to the worker
    shop.do("shipping.stop")
    shop.at(5)
    assert shop.times("WorkFinished") == [2.01]
    assert shop.jobs() == (0, 0)
    assert shop.cloud.sqs.waiting == {}


def test_a_started_worker_asks_again_at_once(shop: Shop) -> None:
    shop.worker()
    shop.do("shipping.stop")
    shop.at(3)
    shop.send()
    shop.do("shipping.start")
    shop.at(10)
    assert shop.times("WorkStarted") == [3.02]
    assert [event["event"] for event in shop.events("WorkerStopped", "WorkerStarted")] == [
        "WorkerStopped",
        "WorkerStarted",
    ]


def test_stop_and_start_twice_are_no_news(shop: Shop) -> None:
    shop.worker()
    for verb in ("stop", "stop", "start", "start"):
        shop.do(f"shipping.{verb}")
    assert len(shop.events("WorkerStopped", "WorkerStarted")) == 2


def test_one_instance_can_be_stopped_alone(shop: Shop) -> None:
    shop.worker(instances=2)
    shop.do("shipping.stop", instance=2)
    shop.at(1)
    shop.send(4)
    shop.at(10)
    assert {event["data"]["instance"] for event in shop.events("WorkStarted")} == {1}
    assert [event["data"]["running"] for event in shop.events("WorkerStopped")] == [1]
    assert shop.refusal("shipping.stop", instance=3) == "bad_arguments"


def test_a_crash_loses_the_work_and_the_message_comes_back_after_its_timeout(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.send()
    shop.at(1.5)
    shop.do("shipping.crash")
    assert shop.sim.entities()["shipping/1"]["state"] == "crashed"
    assert len(shop.events("WorkLost")) == 1
    shop.do("shipping.start")
    shop.at(30.9)
    assert shop.times("WorkFinished") == []
    shop.at(40)
    assert shop.times("MessageVisible") == [31]
    assert shop.times("WorkFinished") == [32.01]
    assert [event["data"]["count"] for event in shop.events("MessageReceived")] == [1, 2]


def test_a_crash_loses_also_what_is_on_its_way_to_the_worker(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.send()
    shop.at(1.005)
    shop.do("shipping.crash")
    shop.at(20)
    assert shop.events("WorkStarted") == []
    assert shop.jobs() == (0, 1)


def test_a_crashed_instances_work_is_not_done_after_a_restart(shop: Shop) -> None:
    shop.worker(work_us=5_000_000)
    shop.at(1)
    shop.send()
    shop.at(2)
    shop.do("shipping.crash")
    shop.do("shipping.start")
    shop.at(20)
    assert shop.sim.entities()["shipping/1"]["busy"] == 0
    assert shop.events("WorkFinished") == []


def test_work_slower_than_the_visibility_timeout_is_done_again_and_again(shop: Shop) -> None:
    shop.worker(work_us=3_000_000, instances=2)
    shop.do("shipping.slow_down", factor=15)
    shop.at(1)
    shop.send()
    shop.at(100)
    assert shop.times("WorkStarted") == [1.01, 31.01, 61.01, 91.01]
    assert shop.times("WorkFinished") == [46.01, 76.01]
    # Whoever finishes has the handle of an older receive by then: its deletion does nothing.
    assert shop.events("MessageDeleted") == []


def test_slowing_down_holds_for_work_begun_afterwards(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.send(2)
    shop.at(1.5)
    shop.do("shipping.slow_down", factor=3)
    shop.at(10)
    assert shop.times("WorkFinished") == [2.01, 5.03]
    assert shop.sim.entities()["shipping/1"]["slow"] == 3


@pytest.mark.parametrize(
    ("command", "args"),
    [
        ("slow_down", {"factor": 0}),
        ("slow_down", {"factor": 101}),
        ("set_concurrency", {"concurrency": 0}),
        ("set_concurrency", {"concurrency": 1_001}),
        ("scale", {"instances": -1}),
        ("scale", {"instances": 51}),
    ],
)
def test_values_out_of_range_are_refused(shop: Shop, command: str, args: dict[str, int]) -> None:
    shop.worker()
    assert shop.refusal(f"shipping.{command}", **args) == "bad_arguments"


def test_more_hands_take_more_at_once(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.send(5)
    shop.at(1.1)
    shop.do("shipping.set_concurrency", concurrency=5)
    shop.at(1.2)
    assert shop.sim.entities()["shipping/1"]["busy"] == 5


def test_a_program_without_instances_is_known_by_its_name(shop: Shop) -> None:
    shop.worker()
    shop.do("shipping.scale", instances=0)
    shop.at(1)
    assert shop.sim.entities()["shipping"] == {"kind": "program", "name": "Shipping"}
    shop.do("shipping.scale", instances=1)
    assert "shipping" not in shop.sim.entities()


def test_new_instances_join_and_surplus_ones_leave_when_their_work_is_done(shop: Shop) -> None:
    shop.worker()
    shop.do("shipping.scale", instances=3)
    shop.at(1)
    shop.send(3)
    shop.at(1.5)
    shop.do("shipping.scale", instances=1)
    assert {key for key in shop.sim.entities() if key.startswith("shipping/")} == {
        "shipping/1",
        "shipping/2",
        "shipping/3",
    }
    shop.at(5)
    assert {key for key in shop.sim.entities() if key.startswith("shipping/")} == {"shipping/1"}
    assert len(shop.events("WorkFinished")) == 3


def test_an_instance_that_was_leaving_can_stay(shop: Shop) -> None:
    shop.worker(instances=2)
    shop.at(1)
    shop.send(2)
    shop.at(1.5)
    shop.do("shipping.scale", instances=1)
    shop.do("shipping.scale", instances=2)
    shop.at(5)
    assert shop.sim.entities()["shipping/2"]["state"] == "running"


def test_a_crashed_instance_that_is_surplus_leaves(shop: Shop) -> None:
    shop.worker(instances=2)
    shop.do("shipping.crash", instance=2)
    shop.do("shipping.scale", instances=1)
    assert "shipping/2" not in shop.sim.entities()


def test_a_worker_cut_off_from_its_queue_asks_again_after_its_time_out(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.do("network.cut", a="sqs", b="shipping")
    shop.send()
    shop.do("network.heal", a="sqs", b="shipping")
    shop.at(24.9)
    assert shop.events("WorkStarted") == []
    shop.at(60)
    assert len(shop.events("WorkFinished")) == 1


def test_a_worker_whose_queue_is_gone_waits_for_a_new_one(shop: Shop) -> None:
    shop.worker()
    shop.at(1)
    shop.do("sqs.delete_queue", QueueUrl="jobs")
    shop.at(70)
    shop.do("sqs.create_queue", QueueName="jobs")
    shop.send()
    shop.at(75)
    assert len(shop.events("WorkFinished")) == 1


def test_a_service_may_have_no_instance_and_get_its_first_later(shop: Shop) -> None:
    shop.worker(instances=0)
    shop.at(1)
    assert not [entity for entity in shop.sim.entities() if entity.startswith("shipping/")]
    shop.do("shipping.scale", instances=1)
    shop.do("shipping.attach", queue="jobs", instance=1)
    shop.send(2)
    shop.at(10)
    assert len(shop.events("WorkFinished")) == 2
    shop.do("shipping.scale", instances=0)
    shop.send()
    shop.at(20)
    assert shop.jobs() == (1, 0)
    assert not [entity for entity in shop.sim.entities() if entity.startswith("shipping/")]
