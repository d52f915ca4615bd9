"""The dials of a standard queue: what each does, and that none does anything until it is turned."""

from typing import Any

import pytest

from tests.engines.aws.world import World


def turn(world: World, **dials: Any) -> None:
    assert world.call("sqs.set_dials", QueueUrl="q", **dials) == {}


def send(world: World, count: int) -> list[str]:
    bodies = [str(number) for number in range(count)]
    for body in bodies:
        world.send(body)
    return bodies


def take_all(world: World) -> list[str]:
    bodies: list[str] = []
    while more := world.bodies():
        bodies += more
    return bodies


def counted(world: World) -> list[str]:
    answer = world.ask("sqs.get_queue_attributes", QueueUrl="q", AttributeNames=["All"])["Attributes"]
    return [answer[f"ApproximateNumberOfMessages{kind}"] for kind in ("", "NotVisible")]


def test_all_are_off_until_somebody_turns_them(world: World) -> None:
    bodies = send(world, 300)
    assert counted(world) == ["300", "0"]
    assert take_all(world) == bodies
    assert counted(world) == ["0", "300"]
    for stored in list(world.cloud.sqs.queues["q"]["messages"].values()):
        world.delete(stored["received"][3])
    assert world.counts() == (0, 0, 0)
    assert world.sim.chances.state() == {}
    assert "dials" not in world.sim.entities()["sqs/q"]


def test_a_delete_may_leave_a_copy_that_comes_back(world: World) -> None:
    turn(world, Duplicates=100)
    identity = world.send("a")
    [message] = world.receive()
    world.delete(message["ReceiptHandle"])
    assert world.events("CopySurvived")[0]["data"]["message"] == identity
    assert world.events("MessageDeleted") == []
    world.at(30)
    turn(world)
    [again] = world.receive(AttributeNames=["ApproximateReceiveCount"])
    assert (again["MessageId"], again["Attributes"]) == (identity, {"ApproximateReceiveCount": "2"})
    world.delete(again["ReceiptHandle"])
    assert world.counts() == (0, 0, 0)


def test_some_of_the_copies_are_left_at_a_part_of_the_dial(world: World) -> None:
    turn(world, Duplicates=20)
    send(world, 300)
    while more := world.receive(MaxNumberOfMessages=10):
        for message in more:
            world.delete(message["ReceiptHandle"])
    assert 30 < len(world.events("CopySurvived")) < 90


def test_messages_overtake_others_and_none_is_lost(world: World) -> None:
    turn(world, Reordering=50)
    bodies = send(world, 200)
    taken = take_all(world)
    assert taken != bodies
    assert sorted(taken, key=int) == bodies
    assert max(abs(taken.index(body) - int(body)) for body in bodies) < 100


def test_a_short_poll_asks_some_of_the_servers_and_a_long_one_all(world: World) -> None:
    turn(world, Servers=5)
    send(world, 20)
    short = [world.bodies(VisibilityTimeout=0) for _ in range(30)]
    world.at(1)
    assert any(len(bodies) < 10 for bodies in short)
    assert len(world.bodies(WaitTimeSeconds=1)) == 10


def test_a_short_poll_may_find_nothing_although_there_is_a_message(world: World) -> None:
    turn(world, Servers=3)
    world.send("a")
    tries = 0
    while not world.receive():
        tries += 1
        assert tries < 50
    world = World(seed=2)
    world.queue("q")
    turn(world, Servers=3)
    world.send("a")
    assert [] in [world.bodies(VisibilityTimeout=0) for _ in range(50)]


def test_the_counts_lag_behind(world: World) -> None:
    turn(world, StaleSeconds=60)
    world.at(10)
    send(world, 3)
    assert counted(world) == ["0", "0"]
    assert world.counts() == (3, 0, 0)  # the scene shows what is so
    world.at(60)
    assert counted(world) == ["3", "0"]
    world.receive()
    assert counted(world) == ["3", "0"]
    turn(world)
    assert counted(world) == ["2", "1"]
    world.at(300)
    assert [entry for entry in world.sim.agenda.entries() if entry[3] == "count_anew"] == []


def test_the_scene_shows_the_dials_that_are_turned(world: World) -> None:
    turn(world, Duplicates=5)
    assert world.sim.entities()["sqs/q"]["dials"] == {"duplicates": 5, "reordering": 0, "servers": 0, "stale_s": 0}
    assert world.events("DialsTurned")[0]["data"]["dials"]["Duplicates"] == 5


@pytest.mark.parametrize(
    ("queue", "dials"),
    [
        ("q", {"Duplicates": 101}),
        ("q", {"Reordering": -1}),
        ("q", {"Servers": 11}),
        ("q", {"StaleSeconds": 301}),
        ("f.fifo", {"Duplicates": 1}),
    ],
)
def test_what_no_dial_has_is_refused(world: World, queue: str, dials: dict[str, Any]) -> None:
    world.fifo()
    assert world.refusal("sqs.set_dials", QueueUrl=queue, **dials)["code"] == "bad_arguments"


def test_the_dials_of_one_queue_do_not_change_the_luck_of_another(world: World) -> None:
    def order(other: bool) -> list[str]:
        world = World()
        world.queue("q")
        world.queue("p")
        turn(world, Reordering=50)
        if other:
            world.call("sqs.set_dials", QueueUrl="p", Reordering=50)
            for number in range(50):
                world.send(str(number), "p")
            world.bodies("p")
        send(world, 50)
        return take_all(world)

    assert order(other=False) == order(other=True)
