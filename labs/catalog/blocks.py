"""The fenced blocks of a note: the keys of each kind, and how a block becomes a part."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labs.catalog import schema as s
from labs.catalog.errors import LabError
from labs.catalog.located import Located, read_yaml
from labs.catalog.parts import After, Broken, Glossary, GoalPart, LeavesOut, Part, Predict, Review, Text, ThenNow

LEFT_OUT = 3  # honest lines
CODE = ("", "text", "sh", "json", "yaml", "python", "js")  # shown as they are


@dataclass(frozen=True)
class Fence:
    """A fenced block as it was found: "```word name" and its content; `line` is that of the fence."""

    word: str
    name: str
    content: str
    file: Path
    line: int

    def named(self, read: s.Reader) -> str:
        return str(read(Located(self.name, self.file, self.line)))

    def wrong(self, reason: str) -> LabError:
        return LabError(self.file, self.line, reason)


def read_block(fence: Fence) -> Part:
    """Raises LabError."""
    read = BLOCKS.get(fence.word)
    if read is None:
        raise fence.wrong(f"unknown block {fence.word!r}; there are: {', '.join(BLOCKS)}")
    if fence.word in NAMED and not fence.name:
        raise fence.wrong(f"this block needs a name: ```{fence.word} {NAMED[fence.word]}")
    if fence.word not in NAMED and fence.name:
        raise fence.wrong(f"this block has no name: ```{fence.word}")
    return read(fence, read_yaml(fence.content, fence.file, fence.line + 1))


TEXT, NUMBER = s.text, s.number
OPTIONS = s.each(lambda node: s.fields(node, {"text": TEXT})["text"], least=2)
PROOF = s.each_named(s.whole)
GOAL: s.Schema = {"title": TEXT, "nudge": TEXT, "hint": TEXT, "worked": TEXT, "over?": TEXT}
THEN_NOW: s.Schema = {"then": TEXT, "now": TEXT, "source": s.link, "label": TEXT}
COMMAND: s.Schema = {"at_s": s.seconds, "command": s.command, "args?": s.arguments}
BROKEN: s.Schema = {
    "title": TEXT, "story": TEXT, "tasks?": s.each(TEXT, least=1), "goals": s.each_named(s.mapping(GOAL)),
}  # fmt: skip

ASKED: s.Schema = {"question": TEXT, "explain": TEXT}
DRAWN: s.Schema = {
    **ASKED, "unit": TEXT, "least": NUMBER, "most": NUMBER, "series": s.words, "after?": s.after, "proof?": PROOF,
}  # fmt: skip
PREDICT: dict[str, s.Schema] = {
    "choice": {**ASKED, "options": OPTIONS, "right": s.whole, "proof": PROOF, "at_s?": s.seconds, "after?": s.after},
    "number": {**DRAWN, "at_s": s.seconds},
    "curve": {**DRAWN, "until_s": s.seconds},
}
RUN: s.Schema = {"commands?": s.each(s.mapping(COMMAND)), "until_s?": s.seconds}
REVIEW: dict[str, s.Schema] = {
    "choice": {**ASKED, **RUN, "options": OPTIONS, "right": s.whole, "proof?": PROOF},
    "number": {**ASKED, **RUN, "measure": s.words, "tolerance": NUMBER},
}


def _predict(fence: Fence, node: Located) -> Predict:
    asks, found = _by_kind(node, PREDICT)
    if asks != "choice" and found["least"] >= found["most"]:
        raise node.value["least"].wrong("'least' should be less than 'most'")
    return Predict(name=fence.named(s.name), asks=asks, line=fence.line, **found)


def _after(fence: Fence, node: Located) -> After:
    return After(name=fence.named(s.name), line=fence.line, paragraphs=s.each(TEXT, least=1)(node))


def _review(fence: Fence, node: Located) -> Review:
    asks, found = _by_kind(node, REVIEW)
    if found.get("tolerance", 0) < 0:
        raise node.value["tolerance"].wrong("'tolerance' is not negative")
    return Review(name=fence.named(s.name), asks=asks, line=fence.line, **found)


def _by_kind(node: Located, schemas: dict[str, s.Schema]) -> tuple[str, dict[str, Any]]:
    """The kind a question says it is, and its fields, which depend on it."""
    if not isinstance(node.value, dict) or "kind" not in node.value:
        raise node.wrong(f"'kind' is missing; it is one of: {', '.join(schemas)}")
    asks = s.one_of(*schemas)(node.value["kind"])
    found = s.fields(node, {"kind": s.words, **schemas[asks]})
    del found["kind"]
    if asks == "choice" and not 1 <= found["right"] <= len(found["options"]):
        raise node.value["right"].wrong(f"'right' is which option, from 1 to {len(found['options'])}")
    return asks, found


def _goal(fence: Fence, node: Located) -> GoalPart:
    return GoalPart(name=fence.named(s.name), line=fence.line, **s.fields(node, GOAL))


def _then_now(fence: Fence, node: Located) -> ThenNow:
    return ThenNow(claim=fence.named(s.claim), line=fence.line, **s.fields(node, THEN_NOW))


def _broken(fence: Fence, node: Located) -> Broken:
    found = s.fields(node, BROKEN)
    places = node.value["goals"].value
    for key, place in places.items():
        s.name(Located(key, place.file, place.line))
    goals = tuple(GoalPart(name=key, line=places[key].line, **goal) for key, goal in found["goals"].items())
    return Broken(**{**found, "goals": goals}, line=fence.line)


def _glossary(fence: Fence, node: Located) -> Glossary:
    meanings = s.each_named(TEXT)(node)
    terms = tuple((s.text(Located(term, fence.file, node.value[term].line)), meanings[term]) for term in meanings)
    return Glossary(terms=terms, line=fence.line)


def _leaves_out(fence: Fence, node: Located) -> LeavesOut:
    lines: tuple[Text, ...] = s.each(TEXT)(node)
    if len(lines) != LEFT_OUT:
        raise node.wrong(f"three lines should stand here, not {len(lines)}")
    return LeavesOut(lines=lines, line=fence.line)


BLOCKS: dict[str, Callable[[Fence, Located], Part]] = {
    "predict": _predict,
    "goal": _goal,
    "after": _after,
    "then-now": _then_now,
    "review": _review,
    "broken": _broken,
    "glossary": _glossary,
    "leaves-out": _leaves_out,
}
NAMED = {"predict": "NAME", "after": "NAME", "goal": "NAME", "review": "NAME", "then-now": "S1.14"}
