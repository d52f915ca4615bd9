"""The goals of follow-one-object: who writes on the way of a Pod, who goes on, and who reads everything anew."""

from typing import Any

from labs.catalog import get_lab
from labs.catalog.play import Played, play

LAB = get_lab("follow-one-object")
CUT_OFF = {"a": "apiserver", "b": "scheduler"}


def at(second: float, command: str, **args: Any) -> dict[str, Any]:
    return {"at_s": second, "command": command, "args": args}


def after(end_s: float, *script: dict[str, Any]) -> dict[str, str]:
    """How the goals stand then."""
    played: Played = play(LAB.build, 1, script, end_s)
    assert played.refused == []
    return played.goals


def test_a_pod_that_replaces_a_deleted_one_was_not_asked_for() -> None:
    assert after(40, at(18, "kubectl.delete", resource="pods", name="$pod shipping"))["handed"] == "not_yet"
    assert after(40, at(18, "kubectl.scale", name="shipping", replicas=3))["handed"] == "reached"


def test_fewer_pods_bring_no_new_one() -> None:
    assert after(40, at(18, "kubectl.scale", name="shipping", replicas=1))["handed"] == "not_yet"


def test_a_part_that_starts_anew_has_not_gone_on_and_was_not_away_for_too_long() -> None:
    restarted = after(200, at(20, "scheduler.stop"), at(40, "scheduler.start"))
    assert restarted["resumed"] == restarted["listed-again"] == "not_yet"


def test_a_part_that_is_back_after_two_minutes_goes_on_and_after_eleven_lists_anew() -> None:
    cut = [at(20, "network.cut", **CUT_OFF), at(24, "kubectl.scale", name="shipping", replicas=3)]
    soon = after(240, *cut, at(140, "network.heal", **CUT_OFF))
    assert (soon["resumed"], soon["listed-again"]) == ("reached", "not_yet")
    late = after(760, *cut, at(680, "network.heal", **CUT_OFF))
    assert (late["resumed"], late["listed-again"]) == ("not_yet", "reached")
