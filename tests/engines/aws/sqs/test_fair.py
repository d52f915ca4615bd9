"""Fair queues: a message group on a standard queue is a tenant, and quiet tenants go first."""

import pytest

from labs.engines.aws.sqs import fair
from tests.engines.aws.world import World


@pytest.fixture
def world() -> World:
    world = World()
    world.queue("q", VisibilityTimeout="3600")
    return world


def send(world: World, tenant: str, count: int = 1) -> None:
    for _ in range(count):
        world.send(tenant, MessageGroupId=tenant)


def take(world: World, count: int) -> list[str]:
    bodies: list[str] = []
    while len(bodies) < count and (more := world.receive(MaxNumberOfMessages=min(10, count - len(bodies)))):
        bodies += [message["Body"] for message in more]
    return bodies


def test_while_nobody_is_noisy_the_queue_is_as_it_ever_was(world: World) -> None:
    world.send("first")
    for tenant in "abacb":
        send(world, tenant)
    world.send("last")
    assert take(world, 10) == ["first", "a", "b", "a", "c", "b", "last"]
    assert world.events("TenantNoisy") == []


def test_groups_do_not_block(world: World) -> None:
    send(world, "a", 2)
    assert take(world, 1) == ["a"]
    assert take(world, 1) == ["a"]


def test_a_tenant_with_30_in_flight_and_a_tenth_of_all_is_noisy_and_the_others_go_first(world: World) -> None:
    send(world, "noisy", 100)
    assert take(world, 30) == ["noisy"] * 30
    [event] = world.events("TenantNoisy")
    assert event["data"] == {"queue": "q", "group": "noisy"}
    for tenant in ("b", "c", "b"):
        send(world, tenant)
    world.send("alone")
    assert take(world, 6) == ["b", "c", "b", "alone", "noisy", "noisy"]


def test_29_in_flight_are_not_enough_and_30_among_many_neither(world: World) -> None:
    send(world, "a", 100)
    take(world, 29)
    send(world, "b")
    assert "b" not in take(world, 1)
    world = World()
    world.queue("q", VisibilityTimeout="3600")
    for number in range(400):
        world.send(str(number))
    take(world, 400)
    send(world, "a", 40)
    take(world, 35)
    assert world.events("TenantNoisy") == []


def test_nothing_is_held_back_when_only_noisy_tenants_wait(world: World) -> None:
    send(world, "a", 60)
    assert len(take(world, 60)) == 60


def test_of_two_noisy_tenants_the_one_with_less_in_flight_goes_first(world: World) -> None:
    send(world, "a", 100)
    take(world, 50)
    send(world, "b", 100)
    take(world, 30)
    assert [event["data"]["group"] for event in world.events("TenantNoisy")] == ["a", "b"]
    assert take(world, 20) == ["b"] * 20
    assert take(world, 4).count("a") == 2


def test_a_tenant_is_quiet_again_when_nothing_of_it_waits(world: World) -> None:
    send(world, "a", 40)
    take(world, 40)
    send(world, "a")
    send(world, "b")
    assert take(world, 1) == ["a"]


def test_a_tenant_is_quiet_again_five_minutes_after_its_last_message(world: World) -> None:
    send(world, "a", 60)
    take(world, 30)
    world.at(299)
    send(world, "b")
    assert take(world, 1) == ["b"]
    world.at(300)
    send(world, "b")
    assert take(world, 1) == ["a"]


def test_a_tenant_whose_messages_take_long_is_noisy_with_few_of_them(world: World) -> None:
    for tenant in "abcd":
        send(world, tenant, 3)
    for message in world.receive(MaxNumberOfMessages=10):
        if message["Body"] != "a":
            world.delete(message["ReceiptHandle"])
    world.at(50)
    send(world, "a", 5)
    for stored in list(world.cloud.sqs.queues["q"]["messages"].values()):
        if stored["state"] == "hidden":
            world.delete(stored["received"][3])
    while not world.events("TenantNoisy"):
        assert take(world, 1)
    send(world, "b")
    assert world.events("TenantNoisy")[0]["data"]["group"] == "a"
    world.send("x")
    waiting = take(world, 20)
    assert waiting.index("b") < waiting.index("a")


def test_what_was_there_before_the_first_tenant_goes_first(world: World) -> None:
    for body in ("one", "two"):
        world.send(body)
    assert take(world, 1) == ["one"]
    send(world, "a")
    assert take(world, 5) == ["two", "a"]


def test_a_purged_fair_queue_begins_again(world: World) -> None:
    send(world, "a", 60)
    take(world, 30)
    world.call("sqs.purge_queue", QueueUrl="q")
    send(world, "a")
    send(world, "b")
    assert take(world, 5) == ["a", "b"]


def test_nothing_stale_is_left_over_a_long_run(world: World) -> None:
    world.send("stays")
    take(world, 1)
    for number in range(3_000):
        send(world, f"t{number % 7}")
        world.send("alone")
        for message in world.receive(MaxNumberOfMessages=2):
            world.delete(message["ReceiptHandle"])
    lines = world.cloud.sqs.queues["q"]["lines"]
    assert lines["tenants"] == {}
    assert len(lines["quiet"]) <= 200


def test_a_message_that_is_hidden_and_shown_by_turns_leaves_no_trail(world: World) -> None:
    for group in ({"MessageGroupId": "a"}, {}):
        world.send("x", **group)
        [message] = world.receive()
        args = {"QueueUrl": "q", "ReceiptHandle": message["ReceiptHandle"]}
        for _ in range(1_000):
            for timeout_s in (0, 100):
                world.call("sqs.change_message_visibility", **args, VisibilityTimeout=timeout_s)
    lines = world.cloud.sqs.queues["q"]["lines"]
    assert len(lines["quiet"]) <= 203
    assert len(lines["tenants"]["a"]["line"]) <= 203


def test_time_spent_is_forgotten_after_two_minutes() -> None:
    queue = {"lines": fair.new_lines(0)}
    fair.note_spent(queue, {"received": [1, 0, 5_000_000, ""]}, 20_000_000)
    assert queue["lines"]["spent"] == [0, 15_000_000, 0]
    fair.note_spent(queue, {"received": [1, 0, 60_000_000, ""]}, 70_000_000)
    assert queue["lines"]["spent"] == [1, 10_000_000, 15_000_000]
    fair.note_spent(queue, {"received": [1, 0, 200_000_000, ""]}, 200_000_001)
    assert queue["lines"]["spent"] == [3, 1, 0]
