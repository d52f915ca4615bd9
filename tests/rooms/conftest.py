"""A site with one small lab, and what tests of rooms with a database use."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from labs import catalog
from labs.catalog.notes import Front
from labs.rooms import hub as hub_module
from labs.rooms import limits, steering, ticker, writer
from labs.rooms.hub import Hub
from tests.rooms.models import Build, small


@dataclass(frozen=True)
class SmallLab(catalog.Lab):
    """A lab whose scenario is handed in."""

    scenario: list[Build] = field(default_factory=list)

    @property
    def build(self) -> Build:
        return self.scenario[0]

    @property
    def is_bench(self) -> bool:
        return True

    @property
    def fronts(self) -> dict[str, Front]:
        return {
            "en": Front(title="A small lab", idea="Counting", order=1, scene="messaging", minutes=5),
            "ko": Front(title="작은 실험실", idea="세기", order=1, scene="messaging", minutes=5),
        }

    def goals(self, language: str) -> dict[str, str]:
        return {}


@dataclass
class Shelf:
    """What the catalogue says: the scenario of the lab "small", and the hash of today's rules."""

    scenario: list[Build]
    rules: str = "rules-1"

    def rules_of(self, slug: str) -> str:
        """Raises UnknownLab."""
        catalog.get_lab(slug)
        return self.rules

    def put(self, build: Build, rules: str = "rules-1") -> None:
        self.scenario[0] = build
        self.rules = rules


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The only lab there is, and how to change it."""
    shelf = Shelf([small])
    lab = SmallLab("small", "messaging", catalog.CONTENT_DIR, "", scenario=shelf.scenario)
    monkeypatch.setattr(catalog, "all_labs", lambda: (lab,))
    for module in (catalog, hub_module):
        monkeypatch.setattr(module, "rules", shelf.rules_of)
    return shelf


@pytest.fixture
async def hub(shelf: Shelf, transactional_db: None) -> AsyncIterator[Hub]:
    """The hub of the process, with the small lab."""
    yield hub_module.hub
    await hub_module.hub.close()


@dataclass
class Wall:
    """The wall clock: it moves when the test says so. Seconds, monotonic."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    """The wall clock of the hub and all that belongs to it."""
    wall = Wall()
    for module in (hub_module, steering, ticker, writer):
        monkeypatch.setattr(module, "monotonic", wall)
    return wall


@pytest.fixture(autouse=True)
def _full_buckets() -> None:
    """What one test has used up is not missing in the next."""
    for buckets in (limits.guesses, limits.openings, limits.sharings, limits.takings, limits.posts):
        buckets._kept.clear()


@pytest.fixture
def no_refill(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an address or a viewer has used up does not come back while the test runs, however slow the machine."""
    monkeypatch.setattr(limits.Bucket, "_fill", lambda bucket, wall_s: None)
