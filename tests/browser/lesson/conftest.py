"""A site with the small lab of the lessons' tests: it has every kind of part and stays as it is."""

from collections.abc import Iterator

import pytest

from tests.site import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("parcels"), DJANGO_SETTINGS_MODULE="tests.browser.lesson.parcels_settings")
    yield running
    running.stop()
