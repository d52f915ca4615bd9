"""A world with one queue, "q"."""

import pytest

from tests.engines.aws.world import World


@pytest.fixture
def world() -> World:
    world = World()
    world.queue("q")
    return world
