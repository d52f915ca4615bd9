"""Sites for the tests of the site as a whole; each is stopped, however its test ended."""

from collections.abc import Callable, Iterator

import pytest

from tests.workshop.sites import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One running site with an empty database, for all tests that only ask."""
    site = Site(tmp_path_factory.mktemp("var"))
    yield site
    site.stop()


@pytest.fixture
def start_site() -> Iterator[Callable[..., Site]]:
    """Starts a site of the test's own; takes what `Site` takes."""
    started: list[Site] = []

    def start(*arguments: object, **environment: str) -> Site:
        started.append(Site(*arguments, **environment))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for site in started:
        site.stop()
