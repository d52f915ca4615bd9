"""What tests of every part use."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from labs.engines.sim.event_log import EventLog
from tests.site import Site

# A check must not fail by chance: the same examples every time, and no limit on how long one takes on a busy machine.
# New examples are looked for with `--hypothesis-profile=default`.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The one running site of the session, with an empty database; a test that kills starts its own."""
    running = Site(tmp_path_factory.mktemp("var"))
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def every_event_is_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log itself looks at what it is told only as far as costs nothing; so here every test's every event is."""
    append = EventLog.append

    def look_and_append(log: EventLog, at_us: int, cause: int, event: str, data: dict[str, Any]) -> int:
        if json.loads(json.dumps(data, allow_nan=False)) != data:
            raise TypeError(f"{event} has data that JSON changes: {data!r}")
        return append(log, at_us, cause, event, data)

    monkeypatch.setattr(EventLog, "append", look_and_append)
