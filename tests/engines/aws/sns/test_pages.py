"""Long lists."""

from tests.engines.aws.sns.shared import TOPIC
from tests.engines.aws.world import World


def test_lists_come_in_pages_of_a_hundred(world: World) -> None:
    for number in range(101):
        world.call("sns.create_topic", Name=f"t{number}")
    page = world.ask("sns.list_topics")
    assert len(page["Topics"]) == 100
    rest = world.ask("sns.list_topics", NextToken=page["NextToken"])
    assert rest == {"Topics": [{"TopicArn": TOPIC.replace("orders", "t100")}]}


def test_a_page_that_is_not_there_is_the_first(world: World, topic: str) -> None:
    assert world.ask("sns.list_topics", NextToken="gone")["Topics"] == [{"TopicArn": TOPIC}]
