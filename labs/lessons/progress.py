"""How far a visitor has come: from the goals they have reached."""

from collections import defaultdict
from dataclasses import dataclass

from labs.catalog import Lab
from labs.rooms.models import GoalReached
from labs.rooms.visitors import token_hash

BROKEN = "broken"  # the variant of a lab that has to be mended


@dataclass(frozen=True)
class Progress:
    """Goals reached, of how many."""

    reached: int
    goals: int

    @property
    def state(self) -> str:
        if not self.reached:
            return "none"
        return "all" if self.reached >= self.goals else "some"


def goals_reached(token: str) -> dict[str, set[str]]:
    """Lab (or variant, "fan-out.broken") -> goals that the visitor has reached there."""
    found: dict[str, set[str]] = defaultdict(set)
    if token:
        rows = GoalReached.objects.filter(visitor__token_hash=token_hash(token))
        for lab, goal in rows.values_list("lab", "goal"):
            found[lab].add(goal)
    return found


def progress_of(lab: Lab, reached: dict[str, set[str]]) -> Progress:
    """The goals of the lab and of its broken variant together; goals that it no longer has count for nothing."""
    goals = {(part.slug, goal) for part in (lab, lab.broken) for goal in part.goals("en")}
    return Progress(sum(goal in reached.get(slug, ()) for slug, goal in goals), len(goals))
