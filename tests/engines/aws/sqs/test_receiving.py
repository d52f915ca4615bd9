"""Receives that wait: until a message comes, until their time is over, or until the caller leaves."""

from labs.engines.sim import Command
from tests.engines.aws.world import World


def wait(world: World, seconds: int = 20, by: str = "kim", **args: int) -> int:
    return world.begin("sqs.receive_message", by, QueueUrl="q", WaitTimeSeconds=seconds, **args)


def bodies(world: World, ticket: int) -> tuple[float, list[str]]:
    at, reply = world.late[ticket]
    return at, [message["Body"] for message in reply.result.get("Messages", [])]


def test_a_message_that_is_there_is_given_at_once(world: World) -> None:
    world.send("a")
    assert world.bodies(WaitTimeSeconds=20) == ["a"]


def test_a_long_poll_ends_with_nothing_exactly_when_its_time_is_over(world: World) -> None:
    world.at(1.5)
    ticket = wait(world)
    world.at(21.499999)
    assert ticket not in world.late
    world.at(21.5)
    assert world.late[ticket][0] == 21.5
    assert world.late[ticket][1].result == {}


def test_a_message_sent_meanwhile_is_given_in_the_same_instant(world: World) -> None:
    ticket = wait(world)
    world.at(7)
    world.send("a")
    assert bodies(world, ticket) == (7, ["a"])
    assert world.counts() == (0, 1, 0)


def test_who_waited_first_is_served_first_and_each_message_goes_to_one(world: World) -> None:
    first, second = wait(world, by="kim", MaxNumberOfMessages=10), wait(world, by="lee")
    world.at(1)
    world.send("a")
    world.send("b")
    assert bodies(world, first) == (1, ["a"])
    assert bodies(world, second) == (1, ["b"])


def test_a_message_that_comes_back_ends_a_poll(world: World) -> None:
    world.send("a")
    world.receive(VisibilityTimeout=12)
    ticket = wait(world)
    world.at(20)
    assert bodies(world, ticket) == (12, ["a"])


def test_a_message_that_comes_back_in_a_polls_last_instant_is_still_given(world: World) -> None:
    world.send("a")
    world.receive(VisibilityTimeout=20)
    ticket = wait(world)
    world.at(20)
    assert bodies(world, ticket) == (20, ["a"])


def test_a_delayed_message_ends_a_poll_when_its_delay_is_over(world: World) -> None:
    ticket = wait(world)
    world.at(1)
    world.send("a", DelaySeconds=5)
    world.at(20)
    assert bodies(world, ticket) == (6, ["a"])


def test_the_queues_own_waiting_time_holds_where_the_receive_says_nothing(world: World) -> None:
    world.queue("patient", ReceiveMessageWaitTimeSeconds="3")
    ticket = world.begin("sqs.receive_message", QueueUrl="patient")
    world.at(10)
    assert world.late[ticket][0] == 3
    assert world.call("sqs.receive_message", QueueUrl="patient", WaitTimeSeconds=0) == {}


def test_a_poll_whose_caller_left_takes_nothing(world: World) -> None:
    ticket = wait(world)
    world.at(1)
    assert world.call("tickets.abandon", ticket=ticket) == {"waited": True}
    world.send("a")
    assert world.counts() == (1, 0, 0)
    world.at(30)
    assert ticket not in world.late


def test_deleting_the_queue_ends_its_polls_with_an_error(world: World) -> None:
    ticket = wait(world)
    world.at(1)
    world.call("sqs.delete_queue", QueueUrl="q")
    at, reply = world.late[ticket]
    assert at == 1
    assert reply.error is not None
    assert reply.error["code"] == "QueueDoesNotExist"


def test_a_poll_of_a_deleted_and_recreated_queue_ends_at_its_own_time(world: World) -> None:
    wait(world)
    world.at(1)
    world.call("sqs.delete_queue", QueueUrl="q")
    world.at(62)
    world.queue("q")
    ticket = wait(world, 5)
    world.at(80)
    assert world.late[ticket][0] == 67


def test_a_short_poll_of_an_empty_queue_need_not_be_logged(world: World) -> None:
    before = world.sim.digest, world.sim.commands
    short = Command("sqs.receive_message", {"QueueUrl": "q"}, "kim")
    assert world.sim.answer_unlogged(short) == {}
    assert (world.sim.digest, world.sim.commands) == before


def test_all_other_receives_are_executed(world: World) -> None:
    def unlogged(method: str, **args: object) -> object:
        return world.sim.components["sqs"].answer_unlogged(method, args)

    world.queue("patient", ReceiveMessageWaitTimeSeconds="3")
    assert unlogged("receive_message", QueueUrl="q", WaitTimeSeconds=1) is None
    assert unlogged("receive_message", QueueUrl="patient") is None
    assert unlogged("receive_message", QueueUrl="nowhere") is None
    assert unlogged("receive_message") is None
    assert unlogged("receive_message", QueueUrl="q", MaxNumberOfMessages=11) is None
    assert unlogged("send_message", QueueUrl="q") is None
    assert unlogged("receive_message", QueueUrl="patient", WaitTimeSeconds=0) == {}
    world.send("a")
    assert unlogged("receive_message", QueueUrl="q") is None
    world.receive()
    assert unlogged("receive_message", QueueUrl="q") == {}
