"""A topic "orders" for the tests of SNS."""

import pytest

from tests.engines.aws.world import World


@pytest.fixture
def topic(world: World) -> str:
    arn: str = world.call("sns.create_topic", Name="orders")["TopicArn"]
    return arn
