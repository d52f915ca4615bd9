"""What tests of every part use."""

import gc
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import settings

from labs.engines.sim.event_log import EventLog
from tests.site import Site

# A check must not fail by chance: the same examples every time, and no limit on how long one takes on a busy machine.
# New examples are looked for with `--hypothesis-profile=default`.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


def pytest_collection_finish() -> None:
    """Thousands of tests stay for good: the garbage collector need not look at them again and again, as in the site."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The one running site of the session, with an empty database; a test that kills starts its own."""
    running = Site(tmp_path_factory.mktemp("var"))
    yield running
    running.stop()


@pytest.fixture(scope="session", autouse=True)
def every_event_is_json() -> None:
    """The log itself looks at what it is told only as far as costs nothing; so here every test's every event is."""
    append = EventLog.append

    def look_and_append(log: EventLog, at_us: int, cause: int, event: str, data: dict[str, Any]) -> int:
        if orjson.loads(orjson.dumps(data)) != data:  # in a fifteenth of the time of `json`, and NaN comes back as None
            raise TypeError(f"{event} has data that JSON changes: {data!r}")
        return append(log, at_us, cause, event, data)

    EventLog.append = look_and_append  # type: ignore[assignment, method-assign]  # for good: this process only tests
