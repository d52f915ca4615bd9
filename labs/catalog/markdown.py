"""Markdown to safe HTML: raw HTML is text, `bench:` and `do:` links become buttons, other links lead to pages."""

import json
import re
from collections.abc import Sequence
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, unquote

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from labs.catalog.located import Located

ENTITY = re.compile(r"[A-Za-z0-9_./>-]+")
COMMAND = re.compile(r"[a-z][a-z0-9_-]*\.[a-z][a-z0-9_]*")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
TAG = re.compile(r"<[^>]*>")
JOINED = '<span class="joined">'  # see `_particle`
PARTICLE = re.compile(r"[가-힣]{1,4}")
NO_PICTURES = "there are no pictures in a note: the scene is the picture"
# Between a sign and a letter a star opens and closes nothing: "*Edit…*을" stays as it is written.
NO_MARK = "a * is no mark here and would be shown: let what it marks begin and end with a letter"


class Buttons(RendererHTML):
    """Links that do something on the bench are buttons."""

    def link_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        scheme, _, rest = _target(tokens[at]).partition(":")
        if scheme in ("bench", "do"):
            return (JOINED if _particle(tokens, at) else "") + _button(scheme, rest)
        if scheme in ("http", "https"):
            tokens[at].attrSet("rel", "noopener")
        return self.renderToken(tokens, at, options, env)

    def link_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        opened = next(place for place in reversed(range(at)) if tokens[place].type == "link_open")
        if not _target(tokens[opened]).startswith(("bench:", "do:")):
            return "</a>"
        particle = _particle(tokens, opened)
        if not particle:
            return "</button>"
        tokens[at + 1].content = tokens[at + 1].content.removeprefix(particle)
        return f"</button>{particle}</span>"


def _button(scheme: str, rest: str) -> SafeString:
    if scheme == "bench":
        return format_html('<button type="button" class="mention" data-mention="{}">', rest)
    command, args = do_link(rest)
    opened = '<button type="button" class="button small" data-do="{}" data-args="{}">'
    return format_html(opened, command, json.dumps(args, ensure_ascii=False))


def _particle(tokens: Sequence[Token], opened: int) -> str:
    """The Korean particle right behind a button: a line must not end between them.

    Browsers break beside a button whatever sign stands there, so the two are put into one `span`.
    """
    behind = next(place for place in range(opened, len(tokens)) if tokens[place].type == "link_close") + 1
    found = PARTICLE.match(tokens[behind].content) if behind < len(tokens) else None
    return found[0] if found else ""


def _target(opened: Token) -> str:
    """Where a link leads, as it was written; the percent signs of a query are those of its author."""
    target = str(opened.attrs["href"])
    return unquote(target) if target.startswith("bench:") else target


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=Buttons).enable("table")
    parser.disable("lheading")  # a line of dashes below a text is no heading here
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # `check` refuses, and says where
    return parser


_markdown = _parser()


def tokens_of(text: str) -> list[Token]:
    return _markdown.parse(text)


def render(tokens: Sequence[Token]) -> SafeString:
    html: str = _markdown.renderer.render(tokens, _markdown.options, {})
    return mark_safe(html)  # noqa: S308  raw HTML is off


def render_inline(text: str, node: Located) -> SafeString:
    """Raises LabError."""
    tokens = _markdown.parseInline(text)
    for _, reason in problems(tokens):
        raise node.wrong(reason)
    return render(tokens)


def plain(text: str) -> str:
    """The words of rendered text, for places that show no markup."""
    return unescape(TAG.sub("", text))


def do_link(target: str) -> tuple[str, dict[str, Any]]:
    """`storefront.set_rate?per_second=20` -> the command and its arguments: JSON where it can be read as such."""
    command, _, query = target.partition("?")
    return command, {key: _value(value) for key, value in parse_qsl(query, keep_blank_values=True)}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def links(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """Where every link leads, with its line (from 0)."""
    return [(line, _target(token)) for line, token in _inner(tokens) if token.type == "link_open"]


def problems(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """What these tokens must not have, with its line (from 0)."""
    found = [(line, reason) for line, target in links(tokens) if (reason := _problem(target))]
    for line, token in _inner(tokens):
        if token.type == "image":
            found.append((line, NO_PICTURES))
        elif token.type == "text" and "*" in token.content:
            found.append((line, NO_MARK))
    return found


def _inner(tokens: Sequence[Token]) -> list[tuple[int, Token]]:
    """Every token inside a line of text, with that line."""
    found = []
    for token in tokens:
        line = token.map[0] if token.map else 0
        for child in token.children or ():
            found.append((line, child))
            line += child.type in ("softbreak", "hardbreak")
    return found


def _problem(target: str) -> str:
    scheme, _, rest = target.partition(":")
    if scheme == "bench":
        return "" if ENTITY.fullmatch(rest) else f"{target!r} names nothing on the bench; write bench:sqs/shipping"
    if scheme == "do":
        command = rest.partition("?")[0]
        return "" if COMMAND.fullmatch(command) else f"{target!r} is no command; write do:shipping.stop"
    if SCHEME.match(target) and scheme not in ("http", "https"):
        return f"a link may lead to https://, http:// or a page of this site, not to {target!r}"
    if target.startswith("//"):
        return f"{target!r} leaves this site; write https: before it"
    return ""
