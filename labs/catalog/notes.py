"""Reads a note: front matter, steps, prose and blocks, every problem with its true line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.safestring import SafeString
from markdown_it.token import Token

from labs.catalog import schema as s
from labs.catalog.blocks import BLOCKS, CODE, Fence, read_block
from labs.catalog.errors import LabError
from labs.catalog.located import read_yaml
from labs.catalog.markdown import problems, render, tokens_of
from labs.catalog.parts import Note, Part, Prose, Step

NUMBER = re.compile(r"{{\s*(.*?)\s*}}")
GROUPED_FROM = 10_000
Measured = Callable[[str], int]  # "run.parcels" -> 200. Raises LookupError.


@dataclass(frozen=True)
class Front:
    """The front matter of a note."""

    title: str
    idea: str
    order: int
    scene: str
    minutes: int = 0
    claims: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (1,)
    still_s: int | None = None  # the moment of the still
    goals: dict[str, str] = field(default_factory=dict)  # of a bench


FRONT: s.Schema = {
    "title": s.words, "idea": s.words, "order": s.whole, "scene": s.one_of("messaging", "cluster"), "minutes?": s.whole,
    "claims?": s.each(s.claim), "seeds?": s.each(s.whole, least=1), "still_s?": s.whole,
    "goals?": s.each_named(s.words),
}  # fmt: skip


def read_front(file: Path) -> Front:
    """Raises LabError."""
    front, _ = _split(file)
    return Front(**s.fields(read_yaml(front, file, 2), FRONT))


def has_text(file: Path) -> bool:
    """Whether anything follows the front matter; without, the lab is a bench."""
    return bool(_split(file)[1].strip())


def read_note(file: Path, language: str, measured: Measured) -> Note:
    """Raises LabError."""
    _, body = _split(file)
    tokens = tokens_of(_filled(body, file, measured))
    _check(tokens, file)
    steps = tuple(_step(number, part, file) for number, part in enumerate(_steps(tokens)) if part)
    _check_names(steps, file)
    return Note(language, steps)


def _split(file: Path) -> tuple[str, str]:
    """Front matter and body; the body begins with as many empty lines as stand before it, so that lines are true."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LabError(file, 1, "this file is missing") from None
    except UnicodeDecodeError:
        raise LabError(file, 1, "this is no UTF-8") from None
    found = re.match(r"---\n(.*?\n)---(?:\n|\Z)", text, re.DOTALL)
    if not found:
        raise LabError(file, 1, "a note begins with a line of ---, its front matter, and another line of ---")
    return found[1], "\n" * found[0].count("\n") + text[found.end() :]


def _filled(body: str, file: Path, measured: Measured) -> str:
    """The text with its numbers: {{ run.parcels }}."""

    def value(found: re.Match[str]) -> str:
        try:
            number = measured(found[1])
        except LookupError as error:
            raise LabError(file, body.count("\n", 0, found.start()) + 1, str(error.args[0])) from None
        return f"{number:,}" if abs(number) >= GROUPED_FROM else str(number)

    return NUMBER.sub(value, body)


def _check(tokens: list[Token], file: Path) -> None:
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        if token.type == "heading_open" and token.tag == "h1":
            raise LabError(file, line, "the title stands in the front matter; a step begins with ##")
        if token.type == "heading_open" and token.tag == "h2" and token.level:
            raise LabError(file, line, "a step cannot begin inside of something else")
        if token.type == "fence" and token.level and _word(token) in BLOCKS:
            raise LabError(file, line, "a block stands by itself: not in a list, not indented")
    for at, reason in problems(tokens):
        raise LabError(file, at + 1, reason)


def _steps(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of the introduction and of every step."""
    steps: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h2":
            steps.append([])
        steps[-1].append(token)
    return steps


def _step(number: int, tokens: list[Token], file: Path) -> Step:
    if not number:
        return Step("intro", SafeString(""), tuple(_parts(tokens, file)), 1)
    opened, title, _, *rest = tokens
    line = opened.map[0] + 1 if opened.map else 1
    return Step(f"step-{number}", render([title]), tuple(_parts(rest, file)), line)


def _parts(tokens: list[Token], file: Path) -> Iterator[Part]:
    prose: list[Token] = []
    for token in tokens:
        if token.type == "fence" and not token.level and _word(token) not in CODE:
            yield from _prose(prose)
            prose = []
            yield _block(token, file)
        else:
            prose.append(token)
    yield from _prose(prose)


def _prose(tokens: list[Token]) -> Iterator[Prose]:
    if tokens:
        line = tokens[0].map[0] + 1 if tokens[0].map else 1
        yield Prose(html=render(tokens), line=line)


def _block(token: Token, file: Path) -> Part:
    word, _, name = token.info.strip().partition(" ")
    return read_block(Fence(word, name.strip(), token.content, file, token.map[0] + 1 if token.map else 1))


def _word(token: Token) -> str:
    return token.info.strip().partition(" ")[0]


def _check_names(steps: tuple[Step, ...], file: Path) -> None:
    """A name stands for one prediction, goal or question."""
    seen: set[tuple[str, str]] = set()
    for part in (part for step in steps for part in step.parts):
        key = (part.kind, getattr(part, "name", ""))
        if key[1] and key in seen:
            raise LabError(file, part.line, f"there is a {part.kind} {key[1]!r} already")
        seen.add(key)
