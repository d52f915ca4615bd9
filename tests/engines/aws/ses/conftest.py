"""A world whose account may send as shop@example.com to everybody, fast."""

import pytest

from tests.engines.aws.ses.post import Post


@pytest.fixture
def post() -> Post:
    post = Post()
    post.have_verified("shop@example.com")
    post.world.call("outbox.grant_production", per_day=50_000, per_s=1_000)
    return post


@pytest.fixture
def sandbox() -> Post:
    """The same in the sandbox, as every account begins."""
    post = Post()
    post.have_verified("shop@example.com")
    return post
