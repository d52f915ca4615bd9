"""Participants outside: what they hold, where the scene shows them, and what is drawn of their calls."""

from tests.engines.aws.world import World


def held(world: World, name: str) -> list[dict]:
    return (world.sim.mine(name).get("sqs") or {"held": []})["held"]


def moves(world: World) -> list[tuple[str, str, bool]]:
    drawn = [entity for entity in world.sim.entities().values() if entity["kind"] == "move"]
    return [(move["from"], move["to"], move["again"]) for move in drawn]


def test_a_participant_sees_what_it_holds_and_until_when(world: World) -> None:
    identity = world.send("a", MessageSystemAttributes={"AWSTraceHeader": {"DataType": "String", "StringValue": "t-1"}})
    world.at(2)
    world.receive(by="lee")
    assert held(world, "lee") == [{"queue": "q", "message": identity, "trace": "t-1", "until_ms": 32_000}]
    assert held(world, "kim") == []


def test_a_message_leaves_ones_hands_when_it_comes_back_or_is_deleted(world: World) -> None:
    world.send("a")
    world.send("b")
    first, second = world.receive(MaxNumberOfMessages=2)
    world.delete(first["ReceiptHandle"])
    assert [message["message"] for message in held(world, "kim")] == [second["MessageId"]]
    world.at(30)
    assert held(world, "kim") == []
    assert world.cloud.sqs.held == {}


def test_a_purged_or_expired_message_leaves_ones_hands_too(world: World) -> None:
    world.queue("brief", MessageRetentionPeriod="60")
    world.send("a", "brief")
    world.send("b")
    world.at(45)
    world.receive("brief")
    world.receive("q")
    assert len(held(world, "kim")) == 2
    world.call("sqs.purge_queue", QueueUrl="q")
    assert [message["queue"] for message in held(world, "kim")] == ["brief"]
    world.at(60)
    assert held(world, "kim") == []


def test_no_more_than_three_are_listed(world: World) -> None:
    for number in range(5):
        world.send(str(number))
    world.receive(MaxNumberOfMessages=5)
    assert len(held(world, "kim")) == 3


def test_the_same_use_is_announced_once_in_ten_seconds(world: World) -> None:
    for second in (1, 2, 10.999999, 11):
        world.at(second)
        world.receive(by="lee")
    assert [event["at_us"] / 1e6 for event in world.events("ParticipantSeen") if event["data"]["by"] == "@lee"] == [
        1,
        11,
    ]


def test_the_calls_of_participants_are_drawn_both_ways(world: World) -> None:
    world.send("a")
    world.receive(by="lee", VisibilityTimeout=0)
    world.receive(by="lee")
    assert moves(world) == [
        ("terminal/kim", "sqs/q", False),
        ("sqs/q", "terminal/lee", False),
        ("sqs/q", "terminal/lee", True),
    ]


def test_what_a_long_poll_brings_later_is_drawn_to_who_waited(world: World) -> None:
    world.begin("sqs.receive_message", "lee", QueueUrl="q", WaitTimeSeconds=20)
    world.at(3)
    world.send("a")
    assert ("sqs/q", "terminal/lee", False) in moves(world)


def test_a_participants_publishing_is_drawn_to_the_topic_and_on_to_the_queue(world: World) -> None:
    topic = world.cloud.topic("orders", "arn:aws:sqs:us-east-1:123456789012:q")
    world.call("sns.publish", TopicArn=topic, Message="a")
    assert moves(world) == [("sns/orders", "sqs/q", False), ("terminal/kim", "sns/orders", False)]


def test_empty_hands_draw_nothing(world: World) -> None:
    world.receive()
    assert moves(world) == []
