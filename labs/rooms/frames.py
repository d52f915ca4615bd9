"""What changed since the last frame, as one text for every viewer of a lens."""

from collections import deque
from collections.abc import Sequence
from secrets import token_hex
from typing import Any

import orjson

from labs.engines.sim import Entity, Fact, Simulation

FRAMES_KEPT = 100
DELTA_BYTES_MAX = 16_000
FULL_BYTES_MAX = 64_000
PATIENT = (
    "node",
    "pods",
    "kubelet",
    "watch",
)  # there may be hundreds: what is too much comes a frame later
PATIENT_BYTES_MAX = 12_000
EVENTS_MAX = 24  # newest ordinary events in a frame; milestones come on top
# A phone's frame stays under 400 bytes: of these kinds, these values.
PHONE_VALUES = {
    "room": ("kind", "playing", "rate", "broken"),
    "ledger": ("kind", "accepted", "owed", "handled", "moving", "waiting", "lost", "again"),
}
LENS_HZ = {"stage": 20, "scene": 10, "phone": 2}


class Lens:
    """One kind of view of one room: what its viewers have been shown, and the last frames as text."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.epoch = token_hex(4)
        self.n = 0
        self.shown: dict[str, dict[str, Entity]] = {}  # component -> id -> entity
        self.touched: dict[str, bool] = {}
        self.late: dict[str, bool] = {}  # entities that the last frame had no room for
        self.events = 0
        self.full_next = False  # what viewers hold is no longer true
        self.kept: deque[tuple[int, str]] = deque(maxlen=FRAMES_KEPT)

    def renew(self) -> None:
        """What viewers hold is no longer true: they get a full frame."""
        self.epoch = token_hex(4)
        self.kept.clear()
        self.full_next = True

    def visible(self, entities: dict[str, Entity]) -> dict[str, Entity]:
        if self.kind != "phone":
            return entities
        kept = {key: entity for key, entity in entities.items() if entity["kind"] in PHONE_VALUES}
        return {key: {name: entity[name] for name in PHONE_VALUES[entity["kind"]]} for key, entity in kept.items()}

    def changes(self, current: dict[str, dict[str, Entity]]) -> tuple[dict[str, Entity], list[str]]:
        """(set, gone) of the components touched since the last frame; `current` as in `shown`.

        What a frame has no room for counts as not yet shown, and comes with the next.
        """
        changed: dict[str, Entity] = {}
        gone: list[str] = []
        is_whole = self.full_next or not self.shown
        late = Lateness(self.late, FULL_BYTES_MAX if is_whole else PATIENT_BYTES_MAX)
        looked_at, self.touched = self.touched, {}
        for component in looked_at:
            before, now = self.shown.get(component, {}), self.visible(current[component])
            new = {key: entity for key, entity in now.items() if before.get(key) != entity}
            gone.extend(key for key in before if key not in now)
            self.shown[component] = now
            if waiting := late.among(new):
                told = {key: entity for key, entity in now.items() if key not in waiting}
                self.shown[component] = told | {key: before[key] for key in waiting if key in before}
                self.touched[component] = True
            changed.update((key, entity) for key, entity in new.items() if key not in waiting)
        self.late = late.waiting
        return changed, gone

    def since(self, n: int) -> list[str] | None:
        """The frames after `n`, or None where some of them are no longer kept."""
        if not self.n - len(self.kept) <= n <= self.n:
            return None
        return [text for number, text in self.kept if number > n]


class Lateness:
    """Which of a frame's patient entities it has no room for; who has waited longest goes first."""

    def __init__(self, before: dict[str, bool], bytes_most: int) -> None:
        self.place = {key: place for place, key in enumerate(before)}
        self.left = bytes_most
        self.waiting: dict[str, bool] = {}

    def among(self, new: dict[str, Entity]) -> dict[str, bool]:
        patient = [key for key, entity in new.items() if entity["kind"] in PATIENT]
        waiting = {}
        for key in sorted(patient, key=lambda key: self.place.get(key, len(self.place))):
            self.left -= len(orjson.dumps(new[key])) + len(key)
            if self.left < 0:
                waiting[key] = True
        self.waiting |= waiting
        return waiting


def new_facts(sim: Simulation, lens: Lens) -> tuple[list[Fact], list[Fact]]:
    """(events to tell this lens, those of them that must not be left out): milestones, of the others the newest."""
    if lens.kind == "phone":
        return [], []
    after, lens.events = lens.events, sim.log.count
    return facts_since(sim, after)


def facts_since(sim: Simulation, after: int) -> tuple[list[Fact], list[Fact]]:
    """(events after one, those of them that must not be left out), oldest first."""
    newest = sim.log.since(after, EVENTS_MAX)
    first = sim.log.count - len(newest)
    numbers = sorted({number for number in sim.log.milestones if after < number})
    milestones = [fact for number in numbers if (fact := sim.log.fact(number))]
    return [fact for fact in milestones if fact["id"] <= first] + newest, milestones


def encode(
    head: dict[str, Any],
    changed: dict[str, Entity],
    gone: list[str],
    facts: list[Fact],
    milestones: Sequence[Fact] = (),
) -> str:
    """One frame; beyond its size single movements go first, then ordinary events: counts stay exact."""
    limit = FULL_BYTES_MAX if head["full"] else DELTA_BYTES_MAX
    text = _dumps(head, changed, gone, facts)
    if len(text) > limit:
        changed = {key: entity for key, entity in changed.items() if entity["kind"] != "move"}
        text = _dumps(head, changed, gone, facts)
    if len(text) > limit:
        facts = list(milestones)
        text = _dumps(head, changed, gone, facts)
    while len(text) > limit and facts:
        facts = facts[len(facts) // 2 + 1 :]
        text = _dumps(head, changed, gone, facts)
    return text.decode()


def _dumps(head: dict[str, Any], changed: dict[str, Entity], gone: list[str], facts: list[Fact]) -> bytes:
    return orjson.dumps({**head, "set": changed, "gone": gone, "events": facts})
