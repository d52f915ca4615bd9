"""The same site on PostgreSQL, where a server is offered by TEST_POSTGRES_URL."""

import os
from pathlib import Path

import pytest

from tests.workshop.conftest import StartSite

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "")


@pytest.mark.skipif(not POSTGRES_URL, reason="TEST_POSTGRES_URL names no PostgreSQL; .ci/run starts one")
def test_the_site_migrates_and_is_ready_on_postgresql(tmp_path: Path, start_site: StartSite) -> None:
    assert start_site(tmp_path, DATABASE_URL=POSTGRES_URL).get("/readyz").status == 200
    assert not (tmp_path / "workshop.sqlite3").exists()
