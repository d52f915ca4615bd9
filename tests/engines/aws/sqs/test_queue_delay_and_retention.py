"""What time does to a message that nobody takes."""

from tests.engines.aws.world import World


def test_a_message_can_be_delayed(world: World) -> None:
    world.at(1)
    world.send("a", DelaySeconds=15)
    assert world.counts() == (0, 0, 1)
    world.at(15.999999)
    assert world.receive() == []
    world.at(16)
    assert world.bodies() == ["a"]


def test_the_queues_delay_holds_where_the_message_says_nothing(world: World) -> None:
    world.queue("slow", DelaySeconds="10")
    world.send("later", "slow")
    world.send("now", "slow", DelaySeconds=0)
    assert world.bodies("slow") == ["now"]
    world.at(10)
    assert world.bodies("slow") == ["later"]


def test_becoming_visible_after_a_delay_is_caused_by_the_sending(world: World) -> None:
    world.send("a", DelaySeconds=1)
    world.at(1)
    [sent], [visible] = world.events("MessageSent"), world.events("MessageVisible")
    assert visible["cause"] == sent["id"]


def test_a_message_is_kept_for_four_days_from_its_sending(world: World) -> None:
    world.at(5)
    world.send("a")
    world.at(345_604.999999)
    assert world.counts() == (1, 0, 0)
    world.at(345_605)
    assert world.counts() == (0, 0, 0)
    [expired] = world.events("MessageExpired")
    assert expired["at_us"] == 345_605_000_000


def test_receiving_a_message_does_not_prolong_its_life(world: World) -> None:
    world.queue("brief", MessageRetentionPeriod="60")
    world.send("a", "brief")
    world.at(59)
    [message] = world.receive("brief")
    world.at(60)
    assert world.counts("brief") == (0, 0, 0)
    world.delete(message["ReceiptHandle"], "brief")  # 200, although it is gone
    assert world.events("MessageDeleted") == []


def test_a_message_whose_delay_would_end_after_its_life_is_never_seen(world: World) -> None:
    world.queue("brief", MessageRetentionPeriod="60")
    world.send("a", "brief", DelaySeconds=900)
    world.at(60)
    assert world.counts("brief") == (0, 0, 0)
    assert world.events("MessageVisible") == []


def test_a_shorter_retention_applies_to_what_is_there(world: World) -> None:
    world.send("a")
    world.at(100)
    world.call("sqs.set_queue_attributes", QueueUrl="q", Attributes={"MessageRetentionPeriod": "60"})
    world.at(100)
    assert world.counts() == (0, 0, 0)


def test_expiry_does_not_disturb_younger_messages(world: World) -> None:
    world.queue("brief", MessageRetentionPeriod="60")
    for second in range(5):
        world.at(second)
        world.send(str(second), "brief")
    world.at(62)
    assert world.bodies("brief") == ["3", "4"]


def test_the_age_of_the_oldest_message_is_told(world: World) -> None:
    sqs = world.cloud.sqs
    assert world.sim.entities()["sqs/q"]["oldest_sent_ms"] is None
    world.at(2)
    world.send("a")
    world.at(3)
    world.send("b")
    world.at(10)
    assert world.sim.entities()["sqs/q"]["oldest_sent_ms"] == 2000
    assert sqs.gauges() == {"q.visible": 2, "q.hidden": 0, "q.age_s": 8}
    world.delete(world.receive()[0]["ReceiptHandle"])
    assert world.sim.entities()["sqs/q"]["oldest_sent_ms"] == 3000
