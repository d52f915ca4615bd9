"""Builds the `.mo` files of the translations without GNU gettext, and only where a `.po` is newer."""

import os
from pathlib import Path

import polib


def build_catalogs(folder: Path) -> list[Path]:
    """Writes `<language>/LC_MESSAGES/*.mo` beside each newer `.po` below `folder`; returns those written."""
    stale = [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    return [_build(source) for source in stale]


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _build(source: Path) -> Path:
    target = source.with_suffix(".mo")
    # Renamed into place: another process may be reading the old one.
    unfinished = target.with_suffix(f".{os.getpid()}.mo")
    polib.pofile(str(source)).save_as_mofile(str(unfinished))
    return unfinished.replace(target)
