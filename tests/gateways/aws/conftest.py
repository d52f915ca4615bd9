"""What the gateway's tests use."""

import pytest

from labs.gateways.aws import app
from labs.rooms import limits
from tests.gateways.aws.asgi_client import FakeHub


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> FakeHub:
    """The only room there is, in place of the hub; nobody has guessed codes yet."""
    hub = FakeHub()
    monkeypatch.setattr(app, "hub", hub)
    monkeypatch.setattr(app, "guesses", limits.Buckets(limits.GUESSES_A_SECOND, limits.GUESSES_BURST))
    return hub
