"""What tests of every part use."""

from collections.abc import Iterator

import pytest

from tests.site import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The one running site of the session, with an empty database; a test that kills starts its own."""
    running = Site(tmp_path_factory.mktemp("var"))
    yield running
    running.stop()
