"""The house rules of templates, styles, modules and sentences."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
import pytest

from workshop.sentences import LATER

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"
LOCALE = ROOT / "labs" / "locale" / "ko" / "LC_MESSAGES"

COLUMNS_MAX = 120
LINES_MOST = {".js": 300, ".css": 200, ".html": 120}

STRING = r"(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')"
JS_CALL = re.compile(rf"\bgettext\(\s*{STRING}")
JS_PLURAL = re.compile(rf"\bngettext\(\s*{STRING}\s*,\s*{STRING}")
TAG = re.compile(rf"{{%\s*translate\s+{STRING}")
BLOCK = re.compile(r"{%\s*blocktranslate([^%]*)%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
IMPORT = re.compile(r"(?:\bfrom\s+|\bimport\(\s*|\bimport\s+)[\"']([^\"']+)[\"']")
PLACEHOLDER = re.compile(r"%\(\w+\)s|{\w+}")
PARTICLES = re.compile(r"{(은/는|이/가|을/를|과/와|으로/로)}")


def sources(folder: Path, suffix: str) -> list[Path]:
    found = sorted(folder.rglob(f"*{suffix}"))
    assert found, f"no {suffix} files in {folder}"
    return found


@pytest.mark.parametrize(("folder", "suffix"), [(STATIC, ".js"), (STATIC, ".css"), (TEMPLATES, ".html")])
def test_no_file_is_longer_than_its_cap(folder: Path, suffix: str) -> None:
    sizes = {path.name: len(path.read_text().splitlines()) for path in sources(folder, suffix)}
    assert {name: size for name, size in sizes.items() if size > LINES_MOST[suffix]} == {}


def test_no_line_of_a_script_or_style_is_longer_than_a_line_of_python() -> None:
    for path in [*sources(STATIC, ".js"), *sources(STATIC, ".css")]:
        assert [line for line in path.read_text().splitlines() if len(line) > COLUMNS_MAX] == [], path.name


def imports_of(path: Path) -> list[str]:
    return IMPORT.findall(path.read_text())


def test_modules_are_imported_by_their_bare_names_only() -> None:
    wrong = [
        (path.name, name)
        for path in sources(STATIC / "js", ".js")
        for name in imports_of(path)
        if not name.startswith("#lab/")
    ]
    assert wrong == []


def test_every_import_names_a_file_that_exists() -> None:
    names = {name for path in sources(STATIC / "js", ".js") for name in imports_of(path)} - {LATER}
    assert [name for name in sorted(names) if not (STATIC / "js" / name.removeprefix("#lab/")).is_file()] == []


def test_the_later_sentences_are_there_before_whatever_says_them() -> None:
    """Modules run in the order of their imports."""
    asking = [path for path in sources(STATIC / "js", ".js") if LATER in imports_of(path)]
    assert asking
    assert [path.name for path in asking if imports_of(path)[0] != LATER] == []


def test_every_script_is_reachable_from_a_page() -> None:
    pages = "".join(path.read_text() for path in sources(TEMPLATES, ".html"))
    waiting = [STATIC / "js" / name for name in re.findall(r"{% static 'js/([^']+)' %}", pages)]
    waiting += sources(STATIC / "js" / "scenes", ".js")  # named by the labs
    reached: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            names = [name for name in imports_of(path) if name != LATER]
            waiting += [STATIC / "js" / name.removeprefix("#lab/") for name in names]
    assert set(sources(STATIC / "js", ".js")) - reached == set()


def test_no_template_literal_stands_within_another() -> None:
    """The minifier would take the inner one's end for the outer one's, and what follows for code."""
    nested = re.compile(r"`[^`]*\$\{[^}`]*`")
    found = [(path.name, hit) for path in sources(STATIC / "js", ".js") for hit in nested.findall(path.read_text())]
    assert found == []


def test_every_stylesheet_is_linked_and_layered() -> None:
    pages = "".join(path.read_text() for path in sources(TEMPLATES, ".html"))
    for path in sources(STATIC / "css", ".css"):
        assert f"css/{path.name}" in pages
        assert "@layer" in path.read_text()


def test_only_the_tokens_name_a_colour() -> None:
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)\((?!0 0 0 /)", re.IGNORECASE)
    places = [path for path in sources(STATIC / "css", ".css") if path.name != "tokens.css"] + sources(
        STATIC / "js", ".js"
    )
    found = [(path.name, hit) for path in places for hit in colour.findall(without_imports(path))]
    assert found == []


def without_imports(path: Path) -> str:
    return path.read_text().replace("#lab/", "")


def test_templates_have_no_inline_style_script_or_handler() -> None:
    inline = re.compile(r"<style\b|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)")
    assert [(path.name, hit) for path in sources(TEMPLATES, ".html") for hit in inline.findall(path.read_text())] == []


def template_sentences() -> Iterator[str]:
    for path in sources(TEMPLATES, ".html"):
        text = path.read_text()
        yield from (one or two for one, two in TAG.findall(text))
        for options, body in BLOCK.findall(text):
            trimmed = " ".join(line.strip() for line in body.strip().splitlines()) if "trimmed" in options else body
            yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", trimmed)


def script_sentences() -> Iterator[str]:
    for path in sources(STATIC / "js", ".js"):
        text = path.read_text()
        yield from (one or two for one, two in JS_CALL.findall(text))
        yield from (one or two for one, two, _, _ in JS_PLURAL.findall(text))


Sentences = Callable[[], Iterator[str]]
CATALOGUES: list[tuple[str, Sentences]] = [("django.po", template_sentences), ("djangojs.po", script_sentences)]


@pytest.mark.parametrize(("catalogue", "sentences"), CATALOGUES)
def test_every_sentence_is_translated_and_no_translation_is_left_over(catalogue: str, sentences: Sentences) -> None:
    entries = {entry.msgid: entry for entry in polib.pofile(str(LOCALE / catalogue))}
    wanted = set(sentences())
    assert wanted - entries.keys() == set(), "without a translation"
    assert entries.keys() - wanted == set(), "translated, but said nowhere"
    assert [msgid for msgid, entry in entries.items() if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize(("catalogue", "sentences"), CATALOGUES)
def test_a_translation_has_the_same_places_for_values(catalogue: str, sentences: Sentences) -> None:
    for entry in polib.pofile(str(LOCALE / catalogue)):
        for korean in entry.msgstr_plural.values() or [entry.msgstr]:
            assert sorted(PLACEHOLDER.findall(korean)) == sorted(PLACEHOLDER.findall(entry.msgid)), entry.msgid


def test_every_event_of_the_engines_has_a_sentence() -> None:
    call = re.compile(r"\b(?:emit|emit_because|_tell|_turn|_decide)\(([^()]*)")
    name = re.compile(r'(?<!\[)"([A-Z][a-z]\w+)"')
    told = "".join(path.read_text() for path in (STATIC / "js").glob("*/*sentences.js"))
    calls = [hit for path in sources(ROOT / "labs" / "engines", ".py") for hit in call.findall(path.read_text())]
    events = {event for arguments in calls for event in name.findall(arguments)}
    assert {event for event in events if not re.search(rf"^  {event}: ", told, re.MULTILINE)} == set()


def test_no_korean_sentence_writes_a_bare_particle_after_a_value() -> None:
    bare = re.compile(r"}(은|는|이|가|을|를|과|와|으로|로)(?=[\s.,])")
    for entry in polib.pofile(str(LOCALE / "djangojs.po")):
        for korean in entry.msgstr_plural.values() or [entry.msgstr]:
            assert not bare.search(PARTICLES.sub("", korean)), korean
