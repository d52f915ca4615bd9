"""Static files are collected when one of them has changed, and not otherwise."""

from pathlib import Path

from pytest_django import Settings

from workshop.collected import collect_static


def test_static_files_are_collected_only_after_a_change(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "one.js").write_text("1")
    assert collect_static()
    assert not collect_static()
    (tmp_path / "source" / "one.js").write_text("22")
    assert collect_static()
    assert (tmp_path / "static" / "one.js").read_text() == "22"
