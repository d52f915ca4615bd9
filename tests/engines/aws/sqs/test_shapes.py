"""A message as a receive answers it."""

from tests.engines.aws.world import World


def test_system_attributes_are_given_under_the_old_and_the_new_name(world: World) -> None:
    world.at(2)
    world.send("a")
    world.at(5)
    [message] = world.receive(AttributeNames=["SentTimestamp"], MessageSystemAttributeNames=["ApproximateReceiveCount"])
    start_ms = 1_767_225_600_000  # 2026-01-01T00:00Z
    assert message["Attributes"] == {"SentTimestamp": str(start_ms + 2000), "ApproximateReceiveCount": "1"}
    world.at(40)
    [message] = world.receive(MessageSystemAttributeNames=["All"])
    assert message["Attributes"] == {
        "ApproximateFirstReceiveTimestamp": str(start_ms + 5000),
        "ApproximateReceiveCount": "2",
        "SenderId": "kim",
        "SentTimestamp": str(start_ms + 2000),
    }
