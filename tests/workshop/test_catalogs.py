"""Translations are built without gettext, and only when they have changed."""

import gettext
import os
from pathlib import Path

from workshop.catalogs import build_catalogs

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "queue"\nmsgstr "큐"\n'


def test_a_newer_translation_is_built_and_an_unchanged_one_is_not(tmp_path: Path) -> None:
    source = tmp_path / "ko" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    assert build_catalogs(tmp_path) == [source.with_suffix(".mo")]
    assert gettext.translation("django", tmp_path, ["ko"]).gettext("queue") == "큐"
    assert build_catalogs(tmp_path) == []
    later_s = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later_s, later_s))
    assert build_catalogs(tmp_path) == [source.with_suffix(".mo")]
    assert [path.name for path in sorted(source.parent.iterdir())] == ["django.mo", "django.po"]
