"""What the parts of a note need to be shown to one visitor: their answers, their goals, where the forms lead."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from secrets import randbelow
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from labs.catalog import After, Broken, GoalPart, Part, Predict, Review
from labs.catalog.markdown import plain
from labs.lessons.answers import moments
from labs.lessons.limits import SEED_MAX
from labs.lessons.models import Prediction
from labs.lessons.progress import BROKEN
from labs.lessons.visits import Told, Visit

PARTS_KEPT = 4_000


@dataclass(frozen=True)
class Placed:
    """A part of a note with what is known of the visitor there; `html` where it is the same for everybody."""

    part: Part
    state: dict[str, Any]
    html: SafeString | None = None


def placed(part: Part, visit: Visit) -> Placed:
    state = STATES.get(part.kind)
    return Placed(part, state(part, visit)) if state else Placed(part, {}, _drawn(part, visit.language))


@lru_cache(PARTS_KEPT)
def _drawn(part: Part, language: str) -> SafeString:
    """Drawn once for each language, whose words stand in it."""
    return render_to_string(part.template, {"part": part})


def _predict(part: Predict, visit: Visit) -> dict[str, Any]:
    told = visit.told_of(f"predict {part.name}")
    made = visit.predictions.get(part.name)
    skipped = made is not None and made.value == Prediction.SKIPPED
    value = json.loads(made.value) if made and not skipped else None
    typed = told.typed if told else {}
    return {
        "action": _address(visit, "predict", part.name),
        "skip": _address(visit, "skip", part.name),
        "value": value,
        "closed": made is not None,
        "first": _is_first(part, visit) and made is None,
        "aside": made is None and _mends(visit),  # it is about the lab's own run
        "waits": not _mends(visit),
        "started": bool(visit.study and visit.study.room),
        "skipped": skipped,
        "error": told.code if told else "",
        "typed": typed.get("value", ""),
        "chosen": value if made else _int(typed.get("value", "")),
        "fields": _fields(part, value, typed) if part.asks == "curve" else [],
        "spec": _spec(part, value, made),
    }


def _after(part: After, visit: Visit) -> dict[str, Any]:
    return {"open": part.name not in visit.predictions and not _mends(visit)}


def _mends(visit: Visit) -> bool:
    """The broken variant is on the bench."""
    return bool(visit.study and visit.study.room and visit.study.variant == BROKEN)


def _is_first(part: Predict, visit: Visit) -> bool:
    """It is asked before the first run."""
    return visit.lab.note(visit.language).predictions[0] is part


def _fields(part: Predict, value: Any, typed: dict[str, str]) -> list[dict[str, Any]]:
    """One field a moment, for those who write a curve."""
    kept = dict(value) if value else {}
    return [
        {"name": f"at-{n}", "at_s": at, "value": kept.get(at, typed.get(f"at-{n}", ""))}
        for n, at in enumerate(moments(part))
    ]


def _spec(part: Predict, value: Any, made: Prediction | None) -> SafeString:
    """All that the browser needs to lay the outcome over the prediction."""
    names = ("name", "least", "most", "series", "at_s", "until_s", "after", "right")
    spec = {name: getattr(part, name) for name in names}
    spec |= {
        "question": plain(part.question),
        "unit": plain(part.unit),
        "kind": part.asks,
        "options": len(part.options),
        "made_us": made.made_us if made else None,
        "value": value if made is None or made.value != Prediction.SKIPPED else Prediction.SKIPPED,
    }
    # "<" must never end the script element.
    text = mark_safe(json.dumps(spec, ensure_ascii=False).replace("<", "\\u003C"))  # noqa: S308
    return format_html('<script type="application/json" data-spec>{}</script>', text)


def _review(part: Review, visit: Visit) -> dict[str, Any]:
    told = visit.told_of(f"review {part.name}")
    answer = None if told or visit.again == part.name else visit.reviews.get(part.name)
    typed = told.typed if told else {}
    return {
        "action": _address(visit, "review", part.name),
        "answer": answer,
        "answered": part.name in visit.reviews,  # also while it is asked again
        "value": _whole(answer.value) if answer else None,
        "truth": _whole(answer.answer) if answer else None,
        "seed": _kept_seed(told) or randbelow(SEED_MAX) + 1,
        "error": told.code if told else "",
        "typed": typed.get("value", ""),
        "chosen": _int(typed.get("value", "")),
    }


def _kept_seed(told: Told | None) -> str:
    """That of a question which is asked once more because its answer could not be taken."""
    return told.typed.get("seed", "") if told and told.code != "no_seed" else ""


def _goal(part: GoalPart, visit: Visit) -> dict[str, Any]:
    return {"reached": part.name in visit.reached.get(visit.lab.slug, ())}


def _broken(part: Broken, visit: Visit) -> dict[str, Any]:
    reached = visit.reached.get(f"{visit.lab.slug}.{BROKEN}", ())
    return {
        "action": _address(visit, "start"),
        "goals": [Placed(goal, {"reached": goal.name in reached}) for goal in part.goals],
        "open": _mends(visit),
        "back": _address(visit, "back") if visit.study and visit.study.own_room_id else "",
    }


def _address(visit: Visit, form: str, *name: str) -> str:
    return reverse(f"lessons:{form}", args=[visit.lab.subject, visit.lab.slug, *name])


def _int(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


STATES: dict[str, Callable[[Any, Visit], dict[str, Any]]] = {
    "predict": _predict,
    "after": _after,
    "review": _review,
    "goal": _goal,
    "broken": _broken,
}
