"""Sites of a test's own, each stopped however its test ended."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.site import ROOT, Site

StartSite = Callable[..., Site]


@pytest.fixture
def start_site() -> Iterator[StartSite]:
    """`start_site(var, WORKSHOP_HOST="0.0.0.0")`: a running site with data and settings of its own."""
    started: list[Site] = []

    def start(var: Path, **environment: str) -> Site:
        started.append(Site(var, ROOT, **environment))
        return started[-1]

    yield start
    for site in started:
        site.stop()
